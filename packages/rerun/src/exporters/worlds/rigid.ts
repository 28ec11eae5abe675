/**
 * Rigid motions of 3-space and the best one between two point sets.
 * @module
 */

/** `p' = R · p + t`. `rotation` is 3×3 row-major with determinant +1, `translation` has 3 values in metres. */
export interface RigidTransform {
  readonly rotation: Float64Array;
  readonly translation: Float64Array;
}

/** Result of {@link fitRigid}. */
export interface RigidFit {
  readonly transform: RigidTransform;
  /** Root mean square distance between moved and target points, metres. */
  readonly residual: number;
  /** Pairs used. */
  readonly count: number;
  /** More than one rotation fits equally well: the points lie on a line, or there are fewer than three. */
  readonly ambiguous: boolean;
}

/** The motion that moves nothing. */
export const IDENTITY: RigidTransform = {
  rotation: new Float64Array([1, 0, 0, 0, 1, 0, 0, 0, 1]),
  translation: new Float64Array(3),
};

/**
 * Rotation and translation (no scale, no reflection) that move `from` onto `to` with the least sum of squared
 * distances: what Kabsch with the reflection fix computes, here as the largest eigenvector of Horn's quaternion
 * matrix (Horn 1987, "Closed-form solution of absolute orientation using unit quaternions").
 * @param from N×3
 * @param to N×3, point `i` belongs to point `i` of `from`. Pairs with a value that is not finite are passed over.
 * @returns `undefined` when no pair is left.
 */
export function fitRigid(from: ArrayLike<number>, to: ArrayLike<number>): RigidFit | undefined {
  const pairs = finitePairs(from, to);
  const count = pairs.length;
  if (count === 0) return undefined;
  const a = centroid(from, pairs);
  const b = centroid(to, pairs);
  const s = new Float64Array(9);
  for (const p of pairs)
    for (let r = 0; r < 3; r++)
      for (let c = 0; c < 3; c++) s[r * 3 + c]! += (from[p * 3 + r]! - a[r]!) * (to[p * 3 + c]! - b[c]!);
  const [xx, xy, xz, yx, yy, yz, zx, zy, zz] = s as unknown as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const { values, vectors } = symmetricEigen(
    [
      [xx + yy + zz, yz - zy, zx - xz, xy - yx],
      [yz - zy, xx - yy - zz, xy + yx, zx + xz],
      [zx - xz, xy + yx, -xx + yy - zz, yz + zy],
      [xy - yx, zx + xz, yz + zy, -xx - yy + zz],
    ],
    4,
  );
  const order = [0, 1, 2, 3].sort((i, j) => values[j]! - values[i]!);
  const best = order[0]!;
  const rotation = quaternionToMatrix(vectors.map((row) => row[best]!) as [number, number, number, number]);
  const moved = rotate(rotation, a);
  const translation = new Float64Array([b[0]! - moved[0]!, b[1]! - moved[1]!, b[2]! - moved[2]!]);
  const transform = { rotation, translation };
  let sum = 0;
  for (const p of pairs) {
    const q = applyRigid(transform, [from[p * 3]!, from[p * 3 + 1]!, from[p * 3 + 2]!]);
    sum += (q[0]! - to[p * 3]!) ** 2 + (q[1]! - to[p * 3 + 1]!) ** 2 + (q[2]! - to[p * 3 + 2]!) ** 2;
  }
  const gap = values[best]! - values[order[1]!]!;
  return {
    transform,
    residual: Math.sqrt(sum / count),
    count,
    ambiguous: gap <= 1e-9 * Math.max(Math.abs(values[best]!), 1e-12),
  };
}

/** Moves one point. */
export function applyRigid(transform: RigidTransform, point: ArrayLike<number>): Float64Array {
  const p = rotate(transform.rotation, point);
  for (let i = 0; i < 3; i++) p[i]! += transform.translation[i]!;
  return p;
}

/** `outer ∘ inner`: first `inner`, then `outer`. */
export function composeRigid(outer: RigidTransform, inner: RigidTransform): RigidTransform {
  return {
    rotation: multiply3(outer.rotation, inner.rotation),
    translation: applyRigid(outer, inner.translation),
  };
}

/** The motion back. */
export function invertRigid({ rotation, translation }: RigidTransform): RigidTransform {
  const back = transpose3(rotation);
  const t = rotate(back, translation);
  return { rotation: back, translation: new Float64Array([-t[0]!, -t[1]!, -t[2]!]) };
}

/** `[R|t]`, 3×4 row-major, as a motion. */
export function rigidFromExtrinsics(extrinsics: ArrayLike<number>): RigidTransform {
  const rotation = new Float64Array(9);
  for (let r = 0; r < 3; r++) for (let c = 0; c < 3; c++) rotation[r * 3 + c] = extrinsics[r * 4 + c]!;
  return { rotation, translation: new Float64Array([extrinsics[3]!, extrinsics[7]!, extrinsics[11]!]) };
}

/** `matrix · point` for a 3×3 row-major matrix. */
export function rotate(matrix: ArrayLike<number>, point: ArrayLike<number>): Float64Array {
  const out = new Float64Array(3);
  for (let r = 0; r < 3; r++)
    out[r] = matrix[r * 3]! * point[0]! + matrix[r * 3 + 1]! * point[1]! + matrix[r * 3 + 2]! * point[2]!;
  return out;
}

/** Transpose of a 3×3 matrix; turns row-major into column-major. */
export function transpose3(m: ArrayLike<number>): Float64Array {
  return new Float64Array([m[0]!, m[3]!, m[6]!, m[1]!, m[4]!, m[7]!, m[2]!, m[5]!, m[8]!]);
}

function multiply3(a: ArrayLike<number>, b: ArrayLike<number>): Float64Array {
  const out = new Float64Array(9);
  for (let r = 0; r < 3; r++)
    for (let c = 0; c < 3; c++)
      out[r * 3 + c] = a[r * 3]! * b[c]! + a[r * 3 + 1]! * b[3 + c]! + a[r * 3 + 2]! * b[6 + c]!;
  return out;
}

function finitePairs(from: ArrayLike<number>, to: ArrayLike<number>): readonly number[] {
  const pairs: number[] = [];
  for (let p = 0; p * 3 + 2 < Math.min(from.length, to.length); p++) {
    const sum = from[p * 3]! + from[p * 3 + 1]! + from[p * 3 + 2]! + (to[p * 3]! + to[p * 3 + 1]! + to[p * 3 + 2]!);
    if (Number.isFinite(sum)) pairs.push(p);
  }
  return pairs;
}

function centroid(points: ArrayLike<number>, pairs: readonly number[]): Float64Array {
  const c = new Float64Array(3);
  for (const p of pairs) for (let i = 0; i < 3; i++) c[i]! += points[p * 3 + i]!;
  for (let i = 0; i < 3; i++) c[i]! /= pairs.length;
  return c;
}

function quaternionToMatrix([w, x, y, z]: [number, number, number, number]): Float64Array {
  return new Float64Array([
    w * w + x * x - y * y - z * z,
    2 * (x * y - w * z),
    2 * (x * z + w * y),
    2 * (x * y + w * z),
    w * w - x * x + y * y - z * z,
    2 * (y * z - w * x),
    2 * (x * z - w * y),
    2 * (y * z + w * x),
    w * w - x * x - y * y + z * z,
  ]);
}

/** Cyclic Jacobi: exact enough after a few sweeps for a matrix this small, and the same on every machine. */
function symmetricEigen(matrix: number[][], n: number): { values: number[]; vectors: number[][] } {
  const a = matrix.map((row) => [...row]);
  const v = a.map((_, i) => a.map((_, j): number => (i === j ? 1 : 0)));
  for (let sweep = 0; sweep < 60; sweep++) {
    let off = 0;
    let size = 0;
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++) {
        if (i === j) size += a[i]![i]! ** 2;
        else off += a[i]![j]! ** 2;
      }
    if (off <= 1e-30 * (size + off) || off === 0) break;
    for (let p = 0; p < n; p++)
      for (let q = p + 1; q < n; q++) {
        if (a[p]![q] === 0) continue;
        const theta = (a[q]![q]! - a[p]![p]!) / (2 * a[p]![q]!);
        const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        const c = 1 / Math.sqrt(t * t + 1);
        const s = t * c;
        for (let k = 0; k < n; k++) {
          const [kp, kq] = [a[k]![p]!, a[k]![q]!];
          a[k]![p] = c * kp - s * kq;
          a[k]![q] = s * kp + c * kq;
        }
        for (let k = 0; k < n; k++) {
          const [pk, qk] = [a[p]![k]!, a[q]![k]!];
          a[p]![k] = c * pk - s * qk;
          a[q]![k] = s * pk + c * qk;
          const [vp, vq] = [v[k]![p]!, v[k]![q]!];
          v[k]![p] = c * vp - s * vq;
          v[k]![q] = s * vp + c * vq;
        }
      }
  }
  return { values: a.map((row, i) => row[i]!), vectors: v };
}
