import type { Issue } from '../../issues/issue.ts';
import { crc32 } from '../../read/crc32.ts';
import { type ObjMesh, readObj } from '../../read/obj.ts';
import type { FrameFolder } from '../../scan/inventory.ts';
import { POSE_TASKS } from '../../scan/pose-contracts.ts';
import type { CheckContext } from '../context.ts';
import { readFiles } from '../reading/read-files.ts';

/** Frames looked at, spread over the sequence: enough for a mean, quick on long sequences. */
const SAMPLED_FRAMES = 20;
/** Below this, people are close enough to be compared in any order. Metres. */
const MIN_DISTANCE = 0.3;
/** A swap must bring predictions this much closer. */
const SWAP_RATIO = 0.5;

type Place = readonly [number, number, number];

/** Are predictions nearer to the ground truth of their own person, and not copies of it? Full level only. */
export async function* meshesInPlace(context: CheckContext): AsyncGenerator<Issue> {
  if (context.level !== 'full') return;
  const { inventory } = context;
  for (const { epoch, state } of context.epochs) {
    if (state === 'in-progress') continue;
    for (const task of POSE_TASKS) {
      const preds = inventory.frames(`${task}.pred.world_aligned.person`, { epoch });
      const truths = inventory.frames(`${task}.gt_inputs.world_aligned.person`, { epoch });
      if (preds.length === 0 || truths.length === 0) continue;
      const predicted = yield* placesOf(context, preds);
      const given = yield* placesOf(context, truths);
      for (const [i, { places, prints }] of predicted.entries()) {
        const other = given[i];
        const copied = other
          ? [...prints].filter(([frame, print]) => other.prints.get(frame) === print && places.has(frame))
          : [];
        for (const [frame] of copied)
          yield {
            name: 'prediction-is-ground-truth',
            path: `${preds[i]!.path}/${frame}`,
            frame,
            expected: 'a prediction',
            actual: `the bytes of its ground truth in ${truths[i]!.path}`,
          };
      }
      if (preds.length > 1 && preds.length === truths.length) yield* swapped(preds, predicted, given);
    }
    yield* copiesUpToDate(context, epoch);
  }
}

interface PersonPlaces {
  /** Middle of the person's mesh per frame. */
  readonly places: ReadonlyMap<number, Place>;
  readonly prints: ReadonlyMap<number, string>;
}

async function* placesOf(
  context: CheckContext,
  folders: readonly FrameFolder[],
): AsyncGenerator<Issue, readonly PersonPlaces[]> {
  const all: PersonPlaces[] = [];
  for (const folder of folders) {
    const places = new Map<number, Place>();
    const prints = new Map<number, string>();
    const step = Math.max(1, Math.ceil(folder.files.length / SAMPLED_FRAMES));
    const sampled = folder.files.filter(({ frame }) => frame % step === 0 || folder.files.length <= SAMPLED_FRAMES);
    let previous: ObjMesh | undefined;
    const read = (bytes: Uint8Array, path: string): { place: Place | undefined; print: string } => {
      const mesh = readObj(bytes, path, previous);
      previous = mesh;
      return { place: middleOf(mesh.positions), print: `${bytes.length} ${crc32(bytes)}` };
    };
    // What cannot be read is reported by the check of meshes.
    for await (const { frame, value } of readFiles(context, sampled, read)) {
      if (!value?.place) continue;
      places.set(frame, value.place);
      prints.set(frame, value.print);
    }
    all.push({ places, prints });
  }
  return all;
}

function middleOf(positions: Float32Array): Place | undefined {
  const sum: [number, number, number] = [0, 0, 0];
  for (let i = 0; i < positions.length; i++) sum[(i % 3) as 0 | 1 | 2] += positions[i]!;
  const count = positions.length / 3;
  const [x, y, z] = sum;
  return count > 0 && Number.isFinite(x + y + z) ? [x / count, y / count, z / count] : undefined;
}

function* swapped(
  folders: readonly FrameFolder[],
  predicted: readonly PersonPlaces[],
  given: readonly PersonPlaces[],
): Generator<Issue> {
  for (let a = 0; a < predicted.length; a++)
    for (let b = a + 1; b < predicted.length; b++) {
      let [kept, crossed, frames] = [0, 0, 0];
      for (const [frame, pa] of predicted[a]!.places) {
        const pb = predicted[b]!.places.get(frame);
        const ga = given[a]!.places.get(frame);
        const gb = given[b]!.places.get(frame);
        if (!pb || !ga || !gb) continue;
        kept += (distance(pa, ga) + distance(pb, gb)) / 2;
        crossed += (distance(pa, gb) + distance(pb, ga)) / 2;
        frames++;
      }
      if (frames > 0 && kept / frames > MIN_DISTANCE && crossed < kept * SWAP_RATIO)
        yield {
          name: 'persons-swapped',
          path: folders[a]!.path,
          kept: kept / frames,
          swapped: crossed / frames,
          frames,
        };
    }
}

function distance(a: Place, b: Place): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

/** The second copy of the root-aligned prediction is the same bytes, or it is of an earlier run. */
async function* copiesUpToDate(context: CheckContext, epoch: number): AsyncGenerator<Issue> {
  const { inventory } = context;
  for (const copy of inventory.frames('pose_smplx.pred.copy.person', { epoch })) {
    const original = inventory.frames('pose_smplx.pred.root_aligned.person', {
      epoch,
      person: copy.ids.person as number,
    })[0];
    if (!original) continue;
    const print = (bytes: Uint8Array): string => `${bytes.length} ${crc32(bytes)}`;
    const prints = new Map<number, string>();
    for await (const { frame, value } of readFiles(context, original.files, print)) if (value) prints.set(frame, value);
    const frames: number[] = [];
    for await (const { frame, value } of readFiles(context, copy.files, print))
      if (value && prints.has(frame) && prints.get(frame) !== value) frames.push(frame);
    if (frames.length > 0) yield { name: 'stale-copy', path: copy.path, original: original.path, frames };
  }
}
