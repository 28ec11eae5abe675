import type { NpyArray } from '../format/npy.ts';
import { invert, type Rigid } from '../geometry/rigid.ts';
import { apply, cross, type Mat3, normalize, subtract, type Vec3 } from '../geometry/rotation.ts';

/** A pinhole camera: K in pixels of the full-size image, world-to-camera pose with OpenCV axes (right, down, forward). */
export interface Camera {
  readonly id: number;
  readonly fx: number;
  readonly fy: number;
  readonly cx: number;
  readonly cy: number;
  readonly pose: Rigid;
}

/** World-to-camera pose of an eye that looks at a point with +Y up. */
export function lookAt(eye: Vec3, target: Vec3): Rigid {
  const forward = normalize(subtract(target, eye));
  const right = normalize(cross(forward, [0, 1, 0]));
  const down = cross(forward, right);
  const rotation: Mat3 = [...right, ...down, ...forward];
  const [x, y, z] = apply(rotation, eye);
  return { rotation, translation: [-x, -y, -z] };
}

/** Where the camera stands in its world. */
export const eyeOf = (camera: Camera): Vec3 => invert(camera.pose).translation;

/** The camera of an image scaled by 1/factor. */
export function scaleCamera(camera: Camera, factor: number): Camera {
  return { ...camera, fx: camera.fx / factor, fy: camera.fy / factor, cx: camera.cx / factor, cy: camera.cy / factor };
}

/** The arrays of a camera file, `[1,3,3]` and `[1,3,4]`: float64 for a calibrated camera, float32 for an estimated one. */
export function cameraArrays(camera: Camera, precision: 'float32' | 'float64'): Readonly<Record<string, NpyArray>> {
  const { rotation: r, translation: t } = camera.pose;
  const make = (values: readonly number[]) =>
    precision === 'float32' ? Float32Array.from(values) : Float64Array.from(values);
  return {
    intrinsics: { shape: [1, 3, 3], data: make([camera.fx, 0, camera.cx, 0, camera.fy, camera.cy, 0, 0, 1]) },
    extrinsics: {
      shape: [1, 3, 4],
      data: make([0, 1, 2].flatMap((row) => [...r.slice(3 * row, 3 * row + 3), t[row]!])),
    },
  };
}

/** The camera as a file of float32 holds it, so that what is drawn is what is written. */
export function roundCamera(camera: Camera): Camera {
  const f = Math.fround;
  const [x, y, z] = camera.pose.translation;
  return {
    id: camera.id,
    fx: f(camera.fx),
    fy: f(camera.fy),
    cx: f(camera.cx),
    cy: f(camera.cy),
    pose: { rotation: camera.pose.rotation.map(f), translation: [f(x), f(y), f(z)] },
  };
}
