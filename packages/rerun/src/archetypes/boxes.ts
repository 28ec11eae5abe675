import {
  ClassId,
  ColorComponent,
  DrawOrder,
  FillMode,
  HalfSize2D,
  HalfSize3D,
  Position2D,
  Radius,
  ShowLabels,
  Text,
} from '../components.ts';
import { PoseRotationAxisAngle, PoseRotationQuat, PoseTranslation3D } from '../pose-components.ts';
import { defineArchetype, perInstance, required, single } from './define-archetype.ts';

/** Rectangles on a plane. */
export const Boxes2D = defineArchetype('Boxes2D', {
  /** n x 2: half of width and height, pixels. */
  halfSizes: required(HalfSize2D),
  /** n x 2, pixels with y down. */
  centers: perInstance(Position2D),
  colors: perInstance(ColorComponent),
  /** Of the outline, pixels; negative = UI points. */
  radii: perInstance(Radius),
  labels: perInstance(Text),
  showLabels: single(ShowLabels),
  drawOrder: single(DrawOrder),
  classIds: perInstance(ClassId),
});

/** Boxes in space. */
export const Boxes3D = defineArchetype('Boxes3D', {
  /** n x 3: half of the extent along x, y, z, scene units. */
  halfSizes: required(HalfSize3D),
  /** n x 3. */
  centers: perInstance(PoseTranslation3D),
  rotationAxisAngles: perInstance(PoseRotationAxisAngle),
  /** n x 4: x, y, z, w. */
  quaternions: perInstance(PoseRotationQuat),
  colors: perInstance(ColorComponent),
  /** Of the edges, scene units; negative = UI points. */
  radii: perInstance(Radius),
  /** `TransparentFillMajorWireframe` since 0.31. */
  fillMode: single(FillMode),
  labels: perInstance(Text),
  showLabels: single(ShowLabels),
  classIds: perInstance(ClassId),
});
