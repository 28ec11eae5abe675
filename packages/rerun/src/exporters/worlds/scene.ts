/**
 * Where things are in a 3D world, to size frusta and to place the eye.
 * @module
 */
import type { Camera } from '@outlay/schema/port';
import { applyRigid, invertRigid, type RigidTransform, rigidFromExtrinsics } from './rigid.ts';
import { type UpAxis, upVector } from './up-axis.ts';

/** A point or a direction. */
export type Vector3 = readonly [number, number, number];

/** What is known of a world before its values are written. */
export interface Scene {
  readonly up: UpAxis;
  /** Middle of the bodies, or of where the cameras look. */
  readonly centre: Vector3;
  /** Distance from the centre to what should be in the picture, metres. */
  readonly radius: number;
  /** Distance of the image plane from a camera's centre, metres. */
  readonly imagePlaneDistance: number;
  /** A good place for the eye: beside the source camera's line of sight, a little above. */
  readonly eye: Vector3;
  /** The same nearer, where only the bodies are in the picture. */
  readonly eyeNear: Vector3;
}

/** A camera's centre and direction of view in the world; `move` takes both into another world. */
export function cameraPose(camera: Camera, move?: RigidTransform): { centre: Float64Array; forward: Float64Array } {
  const toWorld = invertRigid(rigidFromExtrinsics(camera.extrinsics));
  const centre = toWorld.translation;
  const ahead = applyRigid(toWorld, [0, 0, 1]);
  const from = move === undefined ? centre : applyRigid(move, centre);
  const to = move === undefined ? ahead : applyRigid(move, ahead);
  return { centre: from, forward: to.map((value, i) => value - from[i]!) };
}

/** Inputs of {@link describeScene}; every list may be empty. */
export interface SceneInputs {
  readonly up: UpAxis;
  /** Points of bodies, N×3. */
  readonly points: ArrayLike<number>;
  /** Poses of cameras in this world; the first one is where the eye stands near. */
  readonly cameras: readonly { readonly centre: ArrayLike<number>; readonly forward: ArrayLike<number> }[];
}

/** Sizes up a world. */
export function describeScene({ up, points, cameras }: SceneInputs): Scene {
  const { centre, radius: bodyRadius } = bodiesOf(points, cameras);
  const distances = cameras.map((camera) => distance(camera.centre, centre)).sort((a, b) => a - b);
  const farthest = distances[distances.length - 1] ?? 0;
  const near = 2 * bodyRadius + 1;
  const median = distances[distances.length >> 1] ?? 3;
  return {
    up,
    centre,
    radius: Math.max(bodyRadius, farthest),
    imagePlaneDistance: round(Math.max(0.05, 0.16 * median)),
    eye: eyeBeside(up, centre, Math.max(near, 2.1 * farthest), cameras[0]?.centre),
    eyeNear: eyeBeside(up, centre, near, cameras[0]?.centre),
  };
}

function bodiesOf(points: ArrayLike<number>, cameras: SceneInputs['cameras']): { centre: Vector3; radius: number } {
  const low = [Infinity, Infinity, Infinity];
  const high = [-Infinity, -Infinity, -Infinity];
  for (let i = 0; i + 2 < points.length; i += 3)
    for (let k = 0; k < 3; k++) {
      const value = points[i + k]!;
      if (value < low[k]!) low[k] = value;
      if (value > high[k]!) high[k] = value;
    }
  if (low.every(Number.isFinite) && high.every(Number.isFinite)) {
    const centre = vector((k) => round((low[k]! + high[k]!) / 2));
    return { centre, radius: distance(high, low) / 2 };
  }
  const n = cameras.length;
  if (n === 0) return { centre: [0, 0, 0], radius: 1 };
  // Without bodies: three metres in front of the cameras, on average.
  const sum = vector((k) => round(cameras.reduce((s, c) => s + c.centre[k]! + 3 * c.forward[k]!, 0) / n));
  return { centre: sum.every(Number.isFinite) ? sum : [0, 0, 0], radius: 1 };
}

/** Beside the line to `from`, and above: all cameras of a ring are in the picture, none in front of the bodies. */
function eyeBeside(up: UpAxis, centre: Vector3, reach: number, from: ArrayLike<number> | undefined): Vector3 {
  const u = upVector(up);
  const raw = vector((k) => (from === undefined ? 0 : from[k]! - centre[k]!));
  let flat = subtractAlong(raw, u);
  if (!(length(flat) > 1e-6)) flat = subtractAlong([u[1] + u[2], 0, u[0] === 0 ? 1 : 0], u);
  const ahead = scale(flat, 1 / length(flat));
  const side = cross(u, ahead);
  const turn = (25 * Math.PI) / 180;
  const raise = (28 * Math.PI) / 180;
  return vector((k) =>
    round(
      centre[k]! +
        reach * (Math.cos(raise) * (Math.cos(turn) * ahead[k]! + Math.sin(turn) * side[k]!) + Math.sin(raise) * u[k]!),
    ),
  );
}

const vector = (value: (k: 0 | 1 | 2) => number): Vector3 => [value(0), value(1), value(2)];
const length = (v: Vector3): number => Math.sqrt(v[0] ** 2 + v[1] ** 2 + v[2] ** 2);
const scale = (v: Vector3, s: number): Vector3 => vector((k) => v[k] * s);
const distance = (a: ArrayLike<number>, b: ArrayLike<number>): number => length(vector((k) => a[k]! - b[k]!));
const cross = (a: Vector3, b: Vector3): Vector3 => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];
function subtractAlong(v: Vector3, unit: Vector3): Vector3 {
  const along = v[0] * unit[0] + v[1] * unit[1] + v[2] * unit[2];
  return vector((k) => v[k] - along * unit[k]);
}
/** Millimetres are enough for an eye, and keep the bytes the same where the last bit of a float may differ. */
const round = (value: number): number => Math.round(value * 1000) / 1000;
