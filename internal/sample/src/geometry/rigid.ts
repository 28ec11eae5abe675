import { add, apply, type Mat3, multiply, subtract, transpose, type Vec3 } from './rotation.ts';

/** x -> rotation·x + translation, metres. */
export interface Rigid {
  readonly rotation: Mat3;
  readonly translation: Vec3;
}

/** Moves one point. */
export const move = (rigid: Rigid, point: Vec3): Vec3 => add(apply(rigid.rotation, point), rigid.translation);

/** The movement that undoes `rigid`. */
export function invert(rigid: Rigid): Rigid {
  const rotation = transpose(rigid.rotation);
  const [x, y, z] = apply(rotation, rigid.translation);
  return { rotation, translation: [-x, -y, -z] };
}

/** First `inner`, then `outer`. */
export function compose(outer: Rigid, inner: Rigid): Rigid {
  return { rotation: multiply(outer.rotation, inner.rotation), translation: move(outer, inner.translation) };
}

/** Moves x, y, z triples into a new array, rounded to float32 as the trainers' tensors are. */
export function movePoints(rigid: Rigid, points: Float32Array): Float32Array {
  const m = rigid.rotation;
  const t = rigid.translation;
  const [a, b, c, d, e, f, g, h, i] = [m[0]!, m[1]!, m[2]!, m[3]!, m[4]!, m[5]!, m[6]!, m[7]!, m[8]!];
  const out = new Float32Array(points.length);
  for (let k = 0; k < points.length; k += 3) {
    const x = points[k]!;
    const y = points[k + 1]!;
    const z = points[k + 2]!;
    out[k] = a * x + b * y + c * z + t[0];
    out[k + 1] = d * x + e * y + f * z + t[1];
    out[k + 2] = g * x + h * y + i * z + t[2];
  }
  return out;
}

function centroid(points: readonly Vec3[]): Vec3 {
  const sum = points.reduce<Vec3>(add, [0, 0, 0]);
  const n = Math.max(1, points.length);
  return [sum[0] / n, sum[1] / n, sum[2] / n];
}

/**
 * The rotation and translation (no scale) that bring `from` closest to `to`, pairs by index.
 * Horn's quaternion form of what the trainers do with Kabsch and a reflection fix.
 */
export function fitRigid(from: readonly Vec3[], to: readonly Vec3[]): Rigid {
  const cf = centroid(from);
  const ct = centroid(to);
  const s = new Array<number>(9).fill(0);
  from.forEach((p, index) => {
    const a = subtract(p, cf);
    const b = subtract(to[index]!, ct);
    for (let r = 0; r < 3; r++) for (let c = 0; c < 3; c++) s[3 * r + c]! += a[r]! * b[c]!;
  });
  const [xx, xy, xz, yx, yy, yz, zx, zy, zz] = s as [
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
  const n = [
    [xx + yy + zz, yz - zy, zx - xz, xy - yx],
    [yz - zy, xx - yy - zz, xy + yx, zx + xz],
    [zx - xz, xy + yx, yy - xx - zz, yz + zy],
    [xy - yx, zx + xz, yz + zy, zz - xx - yy],
  ];
  // The largest eigenvector by power iteration on a matrix shifted to be positive; the gap is wide for real trajectories.
  const shift = n.reduce(
    (max, row) =>
      Math.max(
        max,
        row.reduce((sum, v) => sum + Math.abs(v), 0),
      ),
    1e-12,
  );
  let q: number[] = [1, 0.01, 0.02, 0.03];
  for (let i = 0; i < 2000; i++) {
    const next = n.map((row, r) => row.reduce((sum, v, c) => sum + v * q[c]!, shift * q[r]!));
    const norm = Math.hypot(...next);
    const delta = next.reduce((max, v, k) => Math.max(max, Math.abs(v / norm - q[k]!)), 0);
    q = next.map((v) => v / norm);
    if (delta < 1e-15) break;
  }
  const [w, x, y, z] = q as [number, number, number, number];
  const rotation: Mat3 = [
    1 - 2 * (y * y + z * z),
    2 * (x * y - w * z),
    2 * (x * z + w * y),
    2 * (x * y + w * z),
    1 - 2 * (x * x + z * z),
    2 * (y * z - w * x),
    2 * (x * z - w * y),
    2 * (y * z + w * x),
    1 - 2 * (x * x + y * y),
  ];
  return { rotation, translation: subtract(ct, apply(rotation, cf)) };
}
