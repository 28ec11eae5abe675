import {
  ColorComponent,
  ImagePlaneDistance,
  PinholeProjection,
  Radius,
  Resolution,
  TransformFrameId,
  ViewCoordinatesComponent,
  type ViewCoordinatesName,
} from '../components.ts';
import type { Color } from '../values/colors.ts';
import { defineArchetype, FieldProblem, required, single } from './define-archetype.ts';

/** Arguments of `Pinhole`: `imageFromCamera`, or `focalLength` with `resolution`. */
export interface PinholeArgs {
  /** K as nine numbers, **column major**: [fx, 0, 0, 0, fy, 0, cx, cy, 1]; or three rows of three. */
  readonly imageFromCamera?: ArrayLike<number> | readonly (readonly number[])[];
  /** Pixels; one number or [fx, fy]. */
  readonly focalLength?: number | readonly [number, number];
  /** Pixels; default: the middle of `resolution`. */
  readonly principalPoint?: readonly [number, number];
  /** [width, height] in pixels. */
  readonly resolution?: readonly [number, number];
  /** Axes of the camera entity; default `'RDF'` (x right, y down, z forward, as OpenCV). */
  readonly cameraXyz?: ViewCoordinatesName;
  /** How far from the camera the image plane is drawn, scene units. */
  readonly imagePlaneDistance?: number;
  /** Of the frustum lines. Since 0.25. */
  readonly color?: Color;
  /** Of the frustum lines; negative = UI points. Since 0.25. */
  readonly lineWidth?: number;
  /** Since 0.28. */
  readonly childFrame?: string;
  /** Since 0.28. */
  readonly parentFrame?: string;
}

/** A pinhole camera. Log it on the entity of the image (or above it), with a `Transform3D` for the extrinsics. */
export const Pinhole = defineArchetype(
  'Pinhole',
  {
    imageFromCamera: required(PinholeProjection),
    resolution: single(Resolution),
    cameraXyz: single(ViewCoordinatesComponent),
    childFrame: single(TransformFrameId),
    parentFrame: single(TransformFrameId),
    imagePlaneDistance: single(ImagePlaneDistance),
    color: single(ColorComponent),
    lineWidth: single(Radius),
  },
  ({ focalLength, principalPoint, imageFromCamera, ...rest }: PinholeArgs) => ({
    ...rest,
    imageFromCamera: projection({ focalLength, principalPoint, imageFromCamera, resolution: rest.resolution }),
  }),
);

type Undefinable<T> = { readonly [Key in keyof T]?: T[Key] | undefined };

function projection(args: Undefinable<PinholeArgs>): Float32Array {
  const { imageFromCamera, focalLength, resolution } = args;
  if (imageFromCamera !== undefined) {
    const rows = Array.from(imageFromCamera as ArrayLike<number | readonly number[]>);
    const numbers = rows.some(Array.isArray)
      ? [0, 1, 2].flatMap((column) => rows.map((row) => (row as readonly number[])[column] ?? Number.NaN))
      : (rows as number[]);
    if (numbers.length !== 9 || !numbers.every(Number.isFinite)) {
      throw new FieldProblem(
        'Pinhole.imageFromCamera',
        'nine finite numbers',
        `${numbers.length} (${numbers.join(', ')})`,
      );
    }
    return Float32Array.from(numbers);
  }
  if (focalLength === undefined || (args.principalPoint ?? resolution) === undefined) {
    throw new FieldProblem('Pinhole', 'imageFromCamera, or focalLength with resolution or principalPoint', 'neither');
  }
  const [fx, fy] = typeof focalLength === 'number' ? [focalLength, focalLength] : focalLength;
  const [cx, cy] = args.principalPoint ?? [resolution![0] / 2, resolution![1] / 2];
  if (![fx, fy, cx, cy].every(Number.isFinite)) {
    throw new FieldProblem('Pinhole.focalLength', 'finite numbers', [fx, fy, cx, cy].join(', '));
  }
  return Float32Array.of(fx, 0, 0, 0, fy, 0, cx, cy, 1);
}
