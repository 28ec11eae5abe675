import { type Posture, SMPLX_JOINTS } from '../body/skeleton.ts';
import type { NpyArray } from '../format/npy.ts';
import { axisAngleFromRotation, type Vec3 } from '../geometry/rotation.ts';

type Arrays = Record<string, NpyArray>;

const f32 = (shape: readonly number[], values: readonly number[]): NpyArray => ({
  shape,
  data: Float32Array.from(values),
});
const zeros = (shape: readonly number[]): NpyArray => ({
  shape,
  data: new Float32Array(shape.reduce((a, b) => a * b, 1)),
});
const angles = (posture: Posture, from: number, to: number) =>
  posture.rotations.slice(from, to).flatMap(axisAngleFromRotation);

/** A relaxed fist: each finger joint bent a little about z, mirrored for the right hand. */
function hands(persons: number, side: 1 | -1): NpyArray {
  const bent = [0, 0, -0.25 * side];
  return f32([persons, 15, 3], Array.from({ length: persons * 15 }, () => bent).flat());
}

/** SMPL-X parameters, first axis person; zero postures give the zero-length arrays of a frame where nobody was found. */
export function smplxParameters(
  postures: readonly Posture[],
  betas: readonly (readonly number[])[],
  expression?: number,
): Arrays {
  const p = postures.length;
  return {
    betas: f32([p, 10], betas.slice(0, p).flat()),
    root_pose: f32(
      [p, 3],
      postures.flatMap((q) => angles(q, 0, 1)),
    ),
    body_pose: f32(
      [p, 21, 3],
      postures.flatMap((q) => angles(q, 1, 22)),
    ),
    jaw_pose: zeros([p, 3]),
    leye_pose: zeros([p, 3]),
    reye_pose: zeros([p, 3]),
    lhand_pose: hands(p, 1),
    rhand_pose: hands(p, -1),
    trans: f32(
      [p, 3],
      postures.flatMap((q) => [...q.trans]),
    ),
    ...(expression === undefined ? {} : { expression: zeros([p, expression]) }),
  };
}

/** SMPL parameters. Hi4D's own files have a flat `body_pose` (P,69), converted ones (P,23,3). */
export function smplParameters(
  postures: readonly Posture[],
  betas: readonly (readonly number[])[],
  form: 'hi4d' | 'converted',
): Arrays {
  const p = postures.length;
  return {
    betas: f32([p, 10], betas.slice(0, p).flat()),
    global_orient: f32(
      [p, 3],
      postures.flatMap((q) => angles(q, 0, 1)),
    ),
    body_pose: f32(
      form === 'hi4d' ? [p, 69] : [p, 23, 3],
      postures.flatMap((q) => angles(q, 1, 24)),
    ),
    transl: f32(
      [p, 3],
      postures.flatMap((q) => [...q.trans]),
    ),
  };
}

/** Stacks equally long x, y, z arrays of all persons to (P,N,3). */
export function stackPoints(points: readonly Float32Array[]): NpyArray {
  const each = points[0]?.length ?? 0;
  const data = new Float32Array(each * points.length);
  points.forEach((p, i) => {
    data.set(p, i * each);
  });
  return { shape: [points.length, each / 3, 3], data };
}

/** The first `count` joints: the skeleton's own, then evenly chosen surface points as landmarks. */
export function jointPoints(
  places: readonly Vec3[],
  verts: Float32Array,
  own: number,
  count = SMPLX_JOINTS,
): Float32Array {
  const out = new Float32Array(3 * count);
  const total = verts.length / 3;
  for (let j = 0; j < count; j++) {
    if (j < own) out.set(places[j]!, 3 * j);
    else {
      const v = Math.floor(((j - own + 0.5) * total) / (count - own));
      out.set(verts.subarray(3 * v, 3 * v + 3), 3 * j);
    }
  }
  return out;
}
