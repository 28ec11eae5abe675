/**
 * @module
 * Component types of poses of instances, under the names that stamp 0.1.1 knew: viewers up to 0.27 find centres and
 * rotations of boxes only under these, newer readers rename them on loading (reference: rrd-format 5.5, 8.15).
 */
import { f32, fixedList, struct } from './arrow/data-type.ts';
import type { AxisAngle } from './components.ts';
import { plainValues } from './values/choices.ts';
import { component } from './values/codec.ts';
import { vectors } from './values/vectors.ts';

/** x, y, z, scene units. */
export const PoseTranslation3D = component('PoseTranslation3D', vectors(3, f32));
/** x, y, z, w. */
export const PoseRotationQuat = component('PoseRotationQuat', vectors(4, f32));
/** Radians. */
export const PoseRotationAxisAngle = component(
  'PoseRotationAxisAngle',
  plainValues<AxisAngle | readonly AxisAngle[]>(struct({ axis: fixedList(3, f32), angle: f32 })),
);
/** Factors along x, y, z. */
export const PoseScale3D = component('PoseScale3D', vectors(3, f32));
/** Nine numbers, column major. */
export const PoseTransformMat3x3 = component('PoseTransformMat3x3', vectors(9, f32));
