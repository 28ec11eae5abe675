import type { Rigid } from '../geometry/rigid.ts';
import { apply, type Vec3 } from '../geometry/rotation.ts';

/** One person's joints and surface; the first joint is the root. x, y, z triples in metres. */
export interface BodyPoints {
  readonly joints: Float32Array;
  readonly verts: Float32Array;
}

/** Moves the root joint to the origin and turns by `rotation`; the result is float32. */
export function rootAlign(points: Float32Array, root: Vec3, rotation?: Rigid['rotation']): Float32Array {
  const out = new Float32Array(points.length);
  for (let i = 0; i < points.length; i += 3) {
    const local: Vec3 = [points[i]! - root[0], points[i + 1]! - root[1], points[i + 2]! - root[2]];
    out.set(rotation ? apply(rotation, local) : local, i);
  }
  return out;
}

/** Mean distance of points with the same index, millimetres. */
export function meanDistanceMm(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 3) sum += Math.hypot(a[i]! - b[i]!, a[i + 1]! - b[i + 1]!, a[i + 2]! - b[i + 2]!);
  return (1000 * sum) / (a.length / 3);
}

/**
 * Per vertex of each of two persons: index of the nearest vertex of the other person within `reach` metres, else 0.
 * The form of Hi4D's `contact`, whose 0 means none.
 */
export function findContacts(verts: readonly Float32Array[], reach: number): readonly BigInt64Array[] {
  return verts.map((own, person) => {
    const out = new BigInt64Array(own.length / 3);
    const other = verts[1 - person];
    if (verts.length !== 2 || !other) return out;
    const low = [0, 1, 2].map((k) => extreme(other, k, Math.min, Number.POSITIVE_INFINITY) - reach);
    const high = [0, 1, 2].map((k) => extreme(other, k, Math.max, Number.NEGATIVE_INFINITY) + reach);
    for (let i = 0; i < own.length; i += 3) {
      const [x, y, z] = [own[i]!, own[i + 1]!, own[i + 2]!];
      if (x < low[0]! || x > high[0]! || y < low[1]! || y > high[1]! || z < low[2]! || z > high[2]!) continue;
      let best = reach * reach;
      for (let j = 0; j < other.length; j += 3) {
        const d = (other[j]! - x) ** 2 + (other[j + 1]! - y) ** 2 + (other[j + 2]! - z) ** 2;
        if (d < best && j > 0) {
          best = d;
          out[i / 3] = BigInt(j / 3);
        }
      }
    }
    return out;
  });
}

function extreme(points: Float32Array, axis: number, pick: (a: number, b: number) => number, start: number): number {
  let value = start;
  for (let i = axis; i < points.length; i += 3) value = pick(value, points[i]!);
  return value;
}

/** Mean distance in the prediction of the pairs that touch in the ground truth, millimetres; 0 without contact. */
export function contactDistanceMm(contacts: readonly BigInt64Array[], pred: readonly Float32Array[]): number {
  let sum = 0;
  let count = 0;
  contacts.forEach((contact, person) => {
    const own = pred[person]!;
    const other = pred[1 - person];
    if (!other) return;
    contact.forEach((partner, v) => {
      if (partner === 0n) return;
      const j = 3 * Number(partner);
      sum += Math.hypot(own[3 * v]! - other[j]!, own[3 * v + 1]! - other[j + 1]!, own[3 * v + 2]! - other[j + 2]!);
      count++;
    });
  });
  return count > 0 ? (1000 * sum) / count : 0;
}

/** Depth differences below this count as "equally far", metres (PCDR). */
const SAME_DEPTH = 0.15;

/** Fraction of person pairs whose order in depth is right; 0 when there is no pair. */
export function depthOrderRate(gtDepths: readonly number[], predDepths: readonly number[]): number {
  const order = (a: number, b: number) => (Math.abs(a - b) < SAME_DEPTH ? 0 : Math.sign(a - b));
  let right = 0;
  let pairs = 0;
  for (let i = 0; i < gtDepths.length; i++) {
    for (let j = i + 1; j < gtDepths.length; j++) {
      pairs++;
      if (order(gtDepths[i]!, gtDepths[j]!) === order(predDepths[i]!, predDepths[j]!)) right++;
    }
  }
  return pairs > 0 ? right / pairs : 0;
}
