import { bodyModelOf } from '@outlay/schema';
import type { Issue } from '../../issues/issue.ts';
import { type BodyPoints, meshPoints, spread, testPoints } from '../bodies/points.ts';
import type { CheckContext } from '../context.ts';

/** Frames compared, spread over the sequence. */
const SAMPLED_FRAMES = 5;
/** Vertices compared per mesh. */
const SAMPLED_POINTS = 60;
/** Root alignment only moves a person; coordinates are written with eight decimals. Metres. */
const MAX_SPREAD = 0.01;
/** Ground truth is posed again from its parameters, so its shape may differ a little from the test files. Metres. */
const SAME_SHAPE = 0.01;
/** Beyond this it is somebody else. Metres. */
const OTHER_SHAPE = 0.05;

/**
 * Are both spaces the same meshes, and is the ground truth that of the test parameters? Compares shapes by distances
 * within a mesh, which no rigid alignment changes. Level `full` only.
 */
export async function* meshSpacesAgree(context: CheckContext): AsyncGenerator<Issue> {
  if (context.level !== 'full') return;
  for (const task of ['pose_smplx', 'pose_smpl'] as const) {
    const given = testPoints(context, bodyModelOf(task));
    for (const { epoch, state } of context.epochs) {
      if (state === 'in-progress') continue;
      for (const role of ['pred', 'gt_inputs'] as const) {
        const world = meshPoints(context, `${task}.${role}.world_aligned`, epoch);
        const root = meshPoints(context, `${task}.${role}.root_aligned`, epoch);
        if (world && root) yield* spacesAgree(world, root);
      }
      const pred = meshPoints(context, `${task}.pred.world_aligned`, epoch);
      const truth = meshPoints(context, `${task}.gt_inputs.world_aligned`, epoch);
      if (given && pred && truth) yield* truthAgrees(given, pred, truth);
    }
  }
}

async function* spacesAgree(world: BodyPoints, root: BodyPoints): AsyncGenerator<Issue> {
  let worst = 0;
  let moved = 0;
  for (const frame of common(world, root)) {
    const [a, b] = [await world.at(frame), await root.at(frame)];
    for (const [person, points] of a.entries()) {
      const other = b[person];
      if (!points || !other || points.length !== other.length) continue;
      worst = Math.max(worst, spreadOfDifference(points, other));
      for (let axis = 0; axis < 3; axis++) moved = Math.max(moved, Math.abs(points[axis]! - other[axis]!));
    }
  }
  if (worst > MAX_SPREAD)
    yield {
      name: 'mesh-spaces-disagree',
      path: root.path,
      expected: `the meshes of ${world.path}, only moved`,
      actual: `shapes that differ by ${worst.toFixed(2)} m`,
    };
  else if (moved === 0 && common(world, root).length > 1)
    yield {
      name: 'mesh-spaces-disagree',
      path: root.path,
      expected: 'root joints at the origin',
      actual: `the very coordinates of ${world.path}`,
    };
}

/** How far the difference of two point sets is from one and the same for all points. */
function spreadOfDifference(a: Float32Array, b: Float32Array): number {
  let largest = 0;
  const step = 3 * Math.max(1, Math.floor(a.length / 3 / SAMPLED_POINTS));
  for (let i = step; i + 2 < a.length; i += step)
    for (let axis = 0; axis < 3; axis++) {
      const difference = Math.abs(a[i + axis]! - b[i + axis]! - (a[axis]! - b[axis]!));
      if (difference > largest) largest = difference;
    }
  return largest;
}

async function* truthAgrees(given: BodyPoints, pred: BodyPoints, truth: BodyPoints): AsyncGenerator<Issue> {
  let [ofTruth, ofPrediction, compared] = [0, 0, 0];
  for (const frame of common(given, truth)) {
    const [a, b, c] = [await given.at(frame), await truth.at(frame), await pred.at(frame)];
    for (const [person, points] of a.entries()) {
      const [t, p] = [b[person], c[person]];
      if (!points || !t || !p || t.length !== points.length || p.length !== points.length) continue;
      ofTruth += shapeError(points, t);
      ofPrediction += shapeError(points, p);
      compared++;
    }
  }
  if (compared === 0) return;
  const [truthError, predictionError] = [ofTruth / compared, ofPrediction / compared];
  const facts = { path: truth.path, other: given.path, metres: truthError };
  if (truthError > SAME_SHAPE && predictionError < Math.min(SAME_SHAPE, truthError / 3))
    yield { name: 'prediction-and-ground-truth-swapped', ...facts };
  else if (truthError > OTHER_SHAPE) yield { name: 'ground-truth-differs', ...facts };
}

/** Mean difference of distances between pairs of points. */
function shapeError(a: Float32Array, b: Float32Array): number {
  const count = a.length / 3;
  const half = count >> 1;
  const step = Math.max(1, Math.floor(count / SAMPLED_POINTS));
  let [sum, pairs] = [0, 0];
  for (let i = 0; i < count; i += step) {
    const j = (i + half) % count;
    sum += Math.abs(distance(a, i, j) - distance(b, i, j));
    pairs++;
  }
  return pairs === 0 ? 0 : sum / pairs;
}

function distance(points: Float32Array, i: number, j: number): number {
  return Math.hypot(
    points[3 * i]! - points[3 * j]!,
    points[3 * i + 1]! - points[3 * j + 1]!,
    points[3 * i + 2]! - points[3 * j + 2]!,
  );
}

function common(a: BodyPoints, b: BodyPoints): readonly number[] {
  const there = new Set(b.frames);
  return spread(
    a.frames.filter((frame) => there.has(frame)),
    SAMPLED_FRAMES,
  );
}
