import type { ContractId } from '@outlay/schema';
import { type BodyModel, SPLITS, type Split } from '@outlay/schema';
import type { BodyParameters } from '@outlay/schema/port';
import { isLayoutError } from '../../errors.ts';
import { framesOf, lacking } from '../../frames/sets.ts';
import type { Issue } from '../../issues/issue.ts';
import { readBodyParameters } from '../../read/body.ts';
import { readSkipFrames } from '../../read/skip-frames.ts';
import { requireZipEnd } from '../../read/zip.ts';
import type { FrameFolder } from '../../scan/inventory.ts';
import { POSE_TASKS } from '../../scan/pose-contracts.ts';
import type { CheckContext } from '../context.ts';
import { mostFrequent } from '../pictures/images.ts';
import { peekFiles, readFiles } from '../reading/read-files.ts';
import { printOf, Repeats } from '../reading/repeats.ts';

/** The end of an archive with its directory and the longest comment a ZIP can have. */
const TAIL_BYTES = 66_000;
/** Tuned and estimated parameters have below 5 kB; files with vertices are read at level `full` only. */
const SMALL_BYTES = 32_768;

/** An axis-angle that an optimiser lets run goes round once or twice. */
const MAX_TURN = 4 * Math.PI;

const CONTRACTS: readonly (readonly [ContractId, BodyModel])[] = [
  ['input.smplx', 'smplx'],
  ['input.smpl', 'smpl'],
  ['nv-generation.pose-state', 'smplx'],
  ['pose_smplx.inputs.smplx', 'smplx'],
  ['pose_smpl.inputs.smplx', 'smplx'],
  ['pose_smpl.inputs.smpl', 'smpl'],
];

/** Can body parameters be read, are they of the right model, finite, and of the same persons in every frame? */
export async function* bodiesSound(context: CheckContext): AsyncGenerator<Issue> {
  const skipped = await skippedFrames(context);
  for (const [contract, model] of CONTRACTS)
    for (const folder of context.inventory.frames(contract)) yield* ofFolder(context, folder, model, skipped);
  for (const split of SPLITS) yield* bodiesComplete(context, split, skipped);
}

/** Parameters are of the frames of the source camera in train, of all cameras in test. */
function* bodiesComplete(
  { inventory, manifest }: CheckContext,
  split: Split,
  skipped: ReadonlySet<number>,
): Generator<Issue> {
  const camera = manifest?.source_camera_id;
  const images = inventory.frames('input.image', { split, ...(camera === undefined ? {} : { camera }) })[0];
  if (!images) return;
  for (const contract of ['input.smplx', 'input.smpl'] as const) {
    const folder = inventory.frames(contract, { split })[0];
    const missing = lacking(framesOf(images), framesOf(folder)).filter((frame) => !skipped.has(frame));
    if (folder && missing.length > 0)
      yield { name: 'body-parameters-missing', path: folder.path, other: images.path, frames: missing };
    const strange = lacking(framesOf(folder), framesOf(images));
    if (folder && strange.length > 0)
      yield { name: 'image-missing', path: images.path, other: folder.path, frames: strange };
  }
}

interface BodyFacts {
  readonly model: BodyModel;
  readonly persons: number;
  readonly notFinite: string;
  readonly print: string;
  /** Names and sizes of what a person has. */
  readonly kinds: string;
  /** Largest component of a rotation of root or body, radians. */
  readonly turn: number;
}

async function* ofFolder(
  context: CheckContext,
  folder: FrameFolder,
  model: BodyModel,
  skipped: ReadonlySet<number>,
): AsyncGenerator<Issue> {
  const persons = new Map<number, { readonly path: string; readonly count: number }>();
  const kinds = new Map<number, { readonly path: string; readonly kinds: string }>();
  const repeats = new Repeats();
  const first = folder.files[0];
  const isSmall = first === undefined || (context.source.size(first.path) ?? 0) <= SMALL_BYTES;
  if (context.level !== 'full' && !isSmall) {
    const ends = peekFiles(context, folder.files, { head: 0, tail: TAIL_BYTES }, ({ tail, size }, path) =>
      requireZipEnd(tail, size, path),
    );
    for await (const { issue } of ends) if (issue) yield issue;
    return;
  }
  for await (const { frame, path, value, issue } of readFiles(context, folder.files, factsOf)) {
    if (issue) {
      yield issue;
      continue;
    }
    if (value.persons > 0 && value.model !== model)
      yield { name: 'body-model-differs', path, frame, expected: model, actual: value.model };
    if (value.notFinite !== '')
      yield {
        name: 'body-not-finite',
        path,
        frame,
        expected: 'finite numbers',
        actual: `nan or infinity in ${value.notFinite}`,
      };
    if (value.persons > 0) {
      repeats.add(frame, value.print);
      kinds.set(frame, { path, kinds: value.kinds });
    }
    if (value.turn > MAX_TURN && value.notFinite === '')
      yield {
        name: 'rotations-not-radians',
        path,
        frame,
        expected: 'axis-angle in radians',
        actual: `a component of ${value.turn.toFixed(1)}`,
      };
    if (value.persons === 0 && !skipped.has(frame)) yield { name: 'nobody-found', path, frame };
    if (value.persons > 0) persons.set(frame, { path, count: value.persons });
  }
  yield* repeats.issues(folder.path);
  const usualKinds = mostFrequent([...kinds.values()].map((one) => one.kinds));
  for (const [frame, one] of kinds)
    if (one.kinds !== usualKinds)
      yield { name: 'parameters-differ-in-kind', path: one.path, frame, expected: usualKinds ?? '', actual: one.kinds };
  const usual = mostFrequent([...persons.values()].map(({ count }) => count));
  for (const [frame, { path, count }] of persons)
    if (count !== usual) yield { name: 'persons-vary', path, frame, expected: `${usual} persons`, actual: `${count}` };
  if (usual !== undefined) yield* personsAgree(context, folder, usual);
}

/** Rows of the parameters against folders of masks and meshes. */
function* personsAgree({ inventory }: CheckContext, folder: FrameFolder, persons: number): Generator<Issue> {
  const { split, epoch } = folder.ids;
  if (split !== undefined && epoch === undefined) {
    for (const union of inventory.frames('input.mask.union', { split })) {
      const folders = inventory.frames('input.mask.person', { split, camera: union.ids.camera as number }).length;
      if (folders > 0 && folders !== persons)
        yield {
          name: 'persons-disagree',
          path: union.path,
          expected: `masks of ${persons} persons as in ${folder.path}`,
          actual: `${folders}`,
        };
    }
    return;
  }
  const task = POSE_TASKS.find((one) => folder.path.includes(`/${one}/`));
  if (task === undefined || epoch === undefined) return;
  const meshes = inventory.frames(`${task}.pred.root_aligned.person`, { epoch }).length;
  if (meshes > 0 && meshes !== persons)
    yield {
      name: 'persons-disagree',
      path: folder.path,
      expected: `${meshes} persons as in pred/root_aligned`,
      actual: `${persons}`,
    };
}

function factsOf(bytes: Uint8Array, path: string): BodyFacts {
  const body = readBodyParameters(bytes, path);
  const [first] = body.persons;
  // Contact is annotated in some frames only.
  const named = Object.entries(first ?? {}).filter(([name]) => name !== 'contact');
  const kinds = named.map(([name, values]: [string, ArrayLike<number>]) => `${name} ${values.length}`);
  return {
    model: body.model,
    persons: body.persons.length,
    notFinite: notFiniteMember(body),
    print: printOf(bytes),
    kinds: kinds.sort().join(', '),
    turn: largestTurn(body),
  };
}

function largestTurn({ persons }: BodyParameters): number {
  let turn = 0;
  for (const { rootPose, bodyPose } of persons)
    for (const pose of [rootPose, bodyPose])
      for (const value of pose) if (Math.abs(value) > turn) turn = Math.abs(value);
  return turn;
}

function notFiniteMember({ persons }: BodyParameters): string {
  for (const person of persons)
    for (const [member, values] of Object.entries(person) as [string, Float32Array | Int32Array][])
      for (const value of values) if (!Number.isFinite(value)) return member;
  return '';
}

/** Frames that any `skip_frames.csv` leaves out; none when it cannot be read, which its own check tells. */
export async function skippedFrames({ source, inventory }: CheckContext): Promise<ReadonlySet<number>> {
  const frames = new Set<number>();
  for (const split of SPLITS) {
    const path = inventory.file('input.skip-frames', { split });
    if (path === undefined) continue;
    try {
      for (const frame of readSkipFrames(await source.read(path), path).frames) frames.add(frame);
    } catch (error) {
      if (!isLayoutError(error)) throw error;
    }
  }
  return frames;
}
