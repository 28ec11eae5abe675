import {
  PoseRotationAxisAngle,
  PoseRotationQuat,
  PoseScale3D,
  PoseTransformMat3x3,
  PoseTranslation3D,
} from '../pose-components.ts';
import { defineArchetype, optional } from './define-archetype.ts';

/**
 * Draws the geometry of its own entity once per pose; children stay where they are. From 0.28 on all fields of one
 * entity are replaced together, so give all that you use in one call.
 */
export const InstancePoses3D = defineArchetype('InstancePoses3D', {
  /** n x 3, scene units. */
  translations: optional(PoseTranslation3D),
  rotationAxisAngles: optional(PoseRotationAxisAngle),
  /** n x 4: x, y, z, w. */
  quaternions: optional(PoseRotationQuat),
  /** n x 3. */
  scales: optional(PoseScale3D),
  /** n x 9, column major. */
  mat3x3: optional(PoseTransformMat3x3),
});
