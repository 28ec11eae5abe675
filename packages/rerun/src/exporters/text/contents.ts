/**
 * What a recording holds, in lines for its text panel.
 * @module
 */

import { unionOfFrames } from '@outlay/schema/names';
import { patternOf } from '../steps/address.ts';
import { describeFrames } from '../steps/frame-selection.ts';
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
  const groups = new Map<string, { readonly pattern: string; readonly steps: FrameStep[]; readonly ids: number[] }>();
  for (const step of steps) {
    const { pattern, id } = patternOf(step.address);
    const key = `${step.kind} ${pattern}`;
    const group = groups.get(key) ?? { pattern, steps: [], ids: [] };
    groups.set(key, group);
    group.steps.push(step);
    if (id !== undefined) group.ids.push(id);
  }
  return [...groups.values()].map(({ pattern, steps: members, ids }) => {
    const { kind } = members[0]!;
    const who = ids.length === 0 ? '' : ` ${ids.join(', ')}`;
    return `${WHAT[kind]} \`${pattern}\`${who}: ${framesText(members)}`;
  });
}

/** Frames of all, and how many the shortest has, where some lack what others have. */
function framesText(members: readonly FrameStep[]): string {
  const all = unionOfFrames(members.map(({ frames }) => frames));
  const fewest = Math.min(...members.map(({ frames }) => frames.length));
  const lacking = members.length > 1 && fewest < all.length ? `, some ${fewest}` : '';
  return `${describeFrames(all)}${lacking}`;
}
