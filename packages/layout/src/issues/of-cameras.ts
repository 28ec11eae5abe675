/**
 * What is wrong with the numbers of a camera, the same from validation and from export.
 * @module
 */
import type { Camera } from '@outlay/schema/port';
import type { Issue } from './issue.ts';
import { spelled } from './numbers.ts';

/** Rounding of float32, through the products of an inverse and of a bundle adjustment, stays far below this. */
const ORTHONORMAL_TOLERANCE = 1e-3;
/** Focal lengths in pixels are hundreds; in picture sizes they are around 1. */
const MAX_NORMALISED = 10;

/** Is it a pinhole with a rotation, as OpenCV writes them? What is wrong with its numbers otherwise. */
export function* cameraIssues({ intrinsics: k, extrinsics: e }: Camera, path: string): Generator<Issue> {
  const notFinite = [...k, ...e].filter((value) => !Number.isFinite(value)).length;
  if (notFinite > 0) {
    yield { name: 'camera-not-finite', path, expected: '21 finite numbers', actual: `${notFinite} that are not` };
    return;
  }
  const rows = [0, 4, 8].map((i) => [e[i]!, e[i + 1]!, e[i + 2]!] as const);
  const [x, y, z] = rows as [Vector, Vector, Vector];
  const error = Math.max(
    ...rows.map((row) => Math.abs(dot(row, row) - 1)),
    Math.abs(dot(x, y)),
    Math.abs(dot(y, z)),
    Math.abs(dot(z, x)),
  );
  if (error > ORTHONORMAL_TOLERANCE)
    yield {
      name: 'rotation-not-orthonormal',
      path,
      expected: 'R·Rᵀ = I',
      actual: `a difference of ${error.toPrecision(2)}`,
    };
  else if (dot(x, cross(y, z)) < 0)
    yield { name: 'rotation-mirrored', path, expected: 'determinant 1', actual: 'determinant -1' };
  const actual = faultOfLens(k as unknown as readonly number[]);
  if (actual !== undefined)
    yield { name: 'intrinsics-bad', path, expected: 'fx, fy > 0 in pixels and last row 0 0 1', actual };
}

/** What is wrong with K, and where that can be told, why. */
function faultOfLens(k: readonly number[]): string | undefined {
  const [fx, , cx, b, fy, cy, a, d, c] = k as [number, number, number, number, number, number, number, number, number];
  if (cx === 0 && cy === 0 && b === 0 && a > 0 && d > 0 && c === 1)
    return `the transpose of K: the principal point (${spelled(a)}, ${spelled(d)}) stands in the last row`;
  if (!(fx > 0 && fy > 0) || a !== 0 || d !== 0 || c !== 1)
    return `fx ${spelled(fx)}, fy ${spelled(fy)}, last row ${[a, d, c].map(spelled).join(' ')}`;
  if (fx < MAX_NORMALISED && fy < MAX_NORMALISED && Math.abs(cx) <= 1 && Math.abs(cy) <= 1)
    return `K divided by the size of the picture: fx ${spelled(fx)}, fy ${spelled(fy)}, principal point (${spelled(cx)}, ${spelled(cy)})`;
  return undefined;
}

type Vector = readonly [number, number, number];

function dot(a: Vector, b: Vector): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

function cross(a: Vector, b: Vector): Vector {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}
