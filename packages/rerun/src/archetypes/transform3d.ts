import {
  RotationAxisAngle,
  RotationQuat,
  Scale3D,
  TransformFrameId,
  TransformMat3x3,
  TransformRelation,
  Translation3D,
} from '../components.ts';
import { defineArchetype, single } from './define-archetype.ts';

/**
 * Pose of an entity in its parent: p_parent = T · R · S · M · p. `relation: 'ChildFromParent'` says that what is given
 * is world-to-camera ([R | t] of computer vision). From 0.28 on all fields of one entity are replaced together, so give
 * all that you use in one call.
 */
export const Transform3D = defineArchetype('Transform3D', {
  translation: single(Translation3D),
  rotationAxisAngle: single(RotationAxisAngle),
  /** x, y, z, w. */
  quaternion: single(RotationQuat),
  scale: single(Scale3D),
  /** Nine numbers, column major. */
  mat3x3: single(TransformMat3x3),
  relation: single(TransformRelation),
  /** Since 0.27. */
  childFrame: single(TransformFrameId),
  /** Since 0.27. */
  parentFrame: single(TransformFrameId),
});
