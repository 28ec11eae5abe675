/**
 * What a recording holds, in lines for its text panel.
 * @module
 */
import { describeFrames, unionOfFrames } from '../steps/frame-selection.ts';
import type { FrameStep } from '../steps/step.ts';

const WHAT: Readonly<Record<FrameStep['kind'], string>> = {
  images: 'pictures',
  video: 'video',
  masks: 'masks',
  depths: 'depth [m]',
  meshes: 'meshes',
  camera: 'cameras',
  bodies: 'bodies',
  gaussians: 'Gaussians',
};

/** One line per kind of thing: where it is, whose, and its frames; `cam_*` and `person_*` stand for those it names. */
export function contentLines(steps: readonly FrameStep[]): string[] {
  const groups = new Map<string, { readonly steps: FrameStep[]; readonly ids: string[] }>();
  for (const step of steps) {
    const key = `${step.kind} ${patternOf(step.entity)}`;
    const group = groups.get(key) ?? { steps: [], ids: [] };
    groups.set(key, group);
    group.steps.push(step);
    const id = ID.exec(step.entity)?.[2];
    if (id !== undefined) group.ids.push(String(Number(id)));
  }
  return [...groups.values()].map(({ steps: members, ids }) => {
    const { kind, entity } = members[0]!;
    const who = ids.length === 0 ? '' : ` ${ids.join(', ')}`;
    return `${WHAT[kind]} \`${patternOf(entity)}\`${who}: ${framesText(members)}`;
  });
}

const ID = /\/(cam_|person_|sample_)(\d+)/;

const ROOT = /^\/(input_data|training_artifacts|evaluation\/epoch_\d+)\//;

const patternOf = (entity: string): string => entity.replace(ROOT, '').replace(ID, '/$1*');

/** Frames of all, and how many the shortest has, where some lack what others have. */
function framesText(members: readonly FrameStep[]): string {
  const all = unionOfFrames(members.map(({ frames }) => frames));
  const fewest = Math.min(...members.map(({ frames }) => frames.length));
  const lacking = members.length > 1 && fewest < all.length ? `, some ${fewest}` : '';
  return `${describeFrames(all)}${lacking}`;
}
