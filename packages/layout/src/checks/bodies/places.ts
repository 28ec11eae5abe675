import { framesOf } from '../../frames/sets.ts';
import type { Issue } from '../../issues/issue.ts';
import { readBodyParameters } from '../../read/body.ts';
import { readSplats } from '../../read/splats.ts';
import type { FrameFolder } from '../../scan/inventory.ts';
import { POSE_TASKS, parameterContracts } from '../../scan/pose-contracts.ts';
import { median } from '../cameras/projection.ts';
import type { CheckContext } from '../context.ts';
import { readFiles } from '../reading/read-files.ts';
import { type BodyPoints, meshPoints, predictedPoints, spread, testPoints } from './points.ts';

/** Frames compared, spread over the sequence. */
const SAMPLED_FRAMES = 12;
/** The root joint is within half a body of the middle of the surface, estimates a little further. Metres. */
const MAX_DISTANCE = { own: 1, estimated: 2, splats: 1 } as const;
/** A body that bends moves its middle by less than this from its root. Metres. */
const MAX_SPREAD = 0.3;
/** Persons are exchanged when that brings them this much nearer, in metres and by this part. */
const SWAP = { metres: 0.15, part: 0.5 } as const;

type Place = readonly [number, number, number];

/** Are parameters and splats where the bodies are, person by person? Level `full` only. */
export async function* bodiesInPlace(context: CheckContext): AsyncGenerator<Issue> {
  if (context.level !== 'full') return;
  const { inventory } = context;
  const predicted = predictedPoints(context);
  const estimated = inventory.frames('input.smplx', { split: 'train' })[0];
  if (predicted && estimated) yield* parametersAgree(context, estimated, predicted, MAX_DISTANCE.estimated);
  for (const model of ['smplx', 'smpl'] as const) {
    const folder = inventory.frames(`input.${model}`, { split: 'test' })[0];
    const points = testPoints(context, model);
    if (folder && points) yield* parametersAgree(context, folder, points, MAX_DISTANCE.own);
  }
  for (const { epoch, state } of context.epochs) {
    if (state === 'in-progress') continue;
    for (const task of POSE_TASKS) {
      const points = meshPoints(context, `${task}.pred.world_aligned`, epoch);
      for (const folder of parameterContracts(task).flatMap(({ id }) => inventory.frames(id, { epoch })))
        if (points) yield* parametersAgree(context, folder, points, MAX_DISTANCE.own);
      if (task !== 'pose_smplx' || !points) continue;
      yield* splatsAgree(context, inventory.frames('pose_smplx.viz.splats.merged', { epoch }), points);
      yield* splatsAgree(context, inventory.frames('pose_smplx.viz.splats.person', { epoch }), points);
    }
  }
}

async function* parametersAgree(
  context: CheckContext,
  folder: FrameFolder,
  points: BodyPoints,
  limit: number,
): AsyncGenerator<Issue> {
  const known = new Set(points.frames);
  const files = spread(
    folder.files.filter(({ frame }) => known.has(frame)),
    SAMPLED_FRAMES,
  );
  const read = (bytes: Uint8Array, path: string): readonly Place[] =>
    readBodyParameters(bytes, path).persons.map(({ translation: [x, y, z] }) => [x!, y!, z!]);
  const frames: { readonly frame: number; readonly path: string; readonly offsets: (Place | undefined)[][] }[] = [];
  // What cannot be read is reported by the check of body parameters.
  for await (const { frame, path, value } of readFiles(context, files, read)) {
    if (!value) continue;
    const bodies = (await points.at(frame)).map(middleOf);
    if (bodies.length !== value.length) continue;
    frames.push({ frame, path, offsets: value.map((place) => bodies.map((body) => body && minus(body, place))) });
  }
  const own = frames.flatMap(({ offsets }) => offsets.flatMap((row, i) => (row[i] ? [row[i]] : [])));
  if (own.length === 0) return;
  const distance = median(own.map((offset) => Math.hypot(...offset)));
  if (distance > limit) {
    const actual = `${distance.toPrecision(2)} m from them`;
    yield { name: 'parameters-miss-meshes', path: folder.path, expected: `the bodies of ${points.path}`, actual };
    return;
  }
  // The root joint is always in the same direction from the middle, so what counts is the rest.
  const usual = middle(own);
  const spreadOut = median(own.map((offset) => Math.hypot(...minus(offset, usual))));
  if (limit === MAX_DISTANCE.own && spreadOut > MAX_SPREAD) {
    const actual = `a place that comes and goes by ${spreadOut.toPrecision(2)} m`;
    yield { name: 'parameters-miss-meshes', path: folder.path, expected: `the bodies of ${points.path}`, actual };
    return;
  }
  for (const { frame, path, offsets } of frames) {
    const rest = (i: number, j: number): number => (offsets[i]![j] ? Math.hypot(...minus(offsets[i]![j], usual)) : 0);
    const exchanged = offsets.some((_, i) =>
      offsets.some((_, j) => j > i && isNearer(rest(i, j) + rest(j, i), rest(i, i) + rest(j, j))),
    );
    if (exchanged)
      yield {
        name: 'parameters-miss-meshes',
        path,
        frame,
        expected: `each person at its body of ${points.path}`,
        actual: 'persons in another order',
      };
  }
}

function isNearer(crossed: number, kept: number): boolean {
  return kept - crossed > 2 * SWAP.metres && crossed < kept * SWAP.part;
}

async function* splatsAgree(
  context: CheckContext,
  folders: readonly FrameFolder[],
  points: BodyPoints,
): AsyncGenerator<Issue> {
  for (const folder of folders) {
    const known = new Set(points.frames);
    const frames = spread(
      framesOf(folder).filter((frame) => known.has(frame)),
      SAMPLED_FRAMES,
    );
    const files = folder.files.filter(({ frame }) => frames.includes(frame));
    const { person } = folder.ids;
    const read = (bytes: Uint8Array, path: string): ReadonlyMap<number, Place> => {
      const { centers, persons } = readSplats(bytes, path);
      const own = new Map<number, number[]>();
      for (let i = 0; i < persons.length; i++) {
        const values = own.get(persons[i]!) ?? [0, 0, 0, 0];
        for (let axis = 0; axis < 3; axis++) values[axis]! += centers[3 * i + axis]!;
        values[3]!++;
        own.set(persons[i]!, values);
      }
      return new Map([...own].map(([id, [x, y, z, count]]) => [person ?? id, [x! / count!, y! / count!, z! / count!]]));
    };
    for await (const { frame, path, value } of readFiles(context, files, read)) {
      const bodies = (await points.at(frame)).map(middleOf);
      for (const [id, place] of value ?? []) {
        const distances = bodies.map((body) => (body ? Math.hypot(...minus(body, place)) : Number.POSITIVE_INFINITY));
        const own = distances[id] ?? Number.POSITIVE_INFINITY;
        const best = Math.min(...distances);
        if (!Number.isFinite(own) || (own <= MAX_DISTANCE.splats && !isNearer(2 * best, 2 * own))) continue;
        yield {
          name: 'splats-miss-bodies',
          path,
          frame,
          expected: `person ${id} at its body of ${points.path}`,
          actual: best < own ? 'another person there' : `${own.toPrecision(2)} m away`,
        };
        break;
      }
    }
  }
}

function middleOf(positions: Float32Array | undefined): Place | undefined {
  if (!positions || positions.length === 0) return undefined;
  const sum: [number, number, number] = [0, 0, 0];
  for (let i = 0; i < positions.length; i++) sum[(i % 3) as 0 | 1 | 2] += positions[i]!;
  const [x, y, z] = sum;
  return Number.isFinite(x + y + z) ? (sum.map((value) => value / (positions.length / 3)) as never) : undefined;
}

function minus(a: Place, b: Place): Place {
  return [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
}

/** Per axis, so that single persons out of place do not count. */
function middle(places: readonly Place[]): Place {
  return [0, 1, 2].map((axis) => median(places.map((place) => place[axis as 0]))) as unknown as Place;
}
