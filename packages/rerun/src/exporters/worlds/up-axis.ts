/**
 * Which way is up. No file of the layout says it, but a camera is seldom held upside down.
 * @module
 */
import type { Camera } from '@outlay/schema/port';

/** An axis of the world with its sign. */
export type UpAxis = '+X' | '-X' | '+Y' | '-Y' | '+Z' | '-Z';

/** Up axis of the trainers' current pipeline, for when there is no camera to ask. */
export const DEFAULT_UP_AXIS: UpAxis = '+Y';

/** What the axes x, y, z of a right-handed world with this up axis are called by Rerun's `ViewCoordinates`. */
export const VIEW_COORDINATES_OF = {
  '+X': 'ULB',
  '-X': 'DRB',
  '+Y': 'RUB',
  '-Y': 'RDF',
  '+Z': 'RFU',
  '-Z': 'RBD',
} as const satisfies Record<UpAxis, string>;

/**
 * Guesses the up axis: the axis nearest to the opposite of the cameras' mean down vector `Rᵀ · [0, 1, 0]`.
 * Cameras with values that are not finite are passed over; without any, {@link DEFAULT_UP_AXIS}.
 */
export function guessUpAxis(cameras: readonly Camera[]): UpAxis {
  const up = [0, 0, 0];
  for (const { extrinsics } of cameras) {
    // Row 1 of R is the camera's y axis (down) in world coordinates.
    const down = [extrinsics[4]!, extrinsics[5]!, extrinsics[6]!];
    if (down.every(Number.isFinite)) for (let i = 0; i < 3; i++) up[i]! -= down[i]!;
  }
  const size = up.map(Math.abs);
  const axis = size.indexOf(Math.max(...size));
  if (!(size[axis]! > 1e-6)) return DEFAULT_UP_AXIS;
  return `${up[axis]! < 0 ? '-' : '+'}${'XYZ'[axis] as 'X' | 'Y' | 'Z'}`;
}

/** The up axis as a unit vector. */
export function upVector(axis: UpAxis): readonly [number, number, number] {
  const sign = axis.startsWith('-') ? -1 : 1;
  return [axis.endsWith('X') ? sign : 0, axis.endsWith('Y') ? sign : 0, axis.endsWith('Z') ? sign : 0];
}
