import {
  RotationAxisAngle,
  RotationQuat,
  Scale3D,
  TransformFrameId,
  TransformMat3x3,
  TransformRelation,
  Translation3D,
} from '../components.ts';
import { defineArchetype, optional } from './define-archetype.ts';

/**
 * Pose of an entity in its parent: p_parent = T · R · S · M · p. `relation: 'ChildFromParent'` says that what is given
 * is world-to-camera ([R | t] of computer vision). From 0.28 on all fields of one entity are replaced together, so give
 * all that you use in one call.
 */
export const Transform3D = defineArchetype('Transform3D', {
  translation: optional(Translation3D),
  rotationAxisAngle: optional(RotationAxisAngle),
  /** x, y, z, w. */
  quaternion: optional(RotationQuat),
  scale: optional(Scale3D),
  /** Nine numbers, column major. */
  mat3x3: optional(TransformMat3x3),
  relation: optional(TransformRelation),
  /** Since 0.27. */
  childFrame: optional(TransformFrameId),
  /** Since 0.27. */
  parentFrame: optional(TransformFrameId),
});
