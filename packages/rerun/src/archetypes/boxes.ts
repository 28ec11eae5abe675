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
import { defineArchetype, optional, required } from './define-archetype.ts';

/** Rectangles on a plane. */
export const Boxes2D = defineArchetype('Boxes2D', {
  /** n x 2: half of width and height, pixels. */
  halfSizes: required(HalfSize2D),
  /** n x 2, pixels with y down. */
  centers: optional(Position2D),
  colors: optional(ColorComponent),
  /** Of the outline, pixels; negative = UI points. */
  radii: optional(Radius),
  labels: optional(Text),
  showLabels: optional(ShowLabels),
  drawOrder: optional(DrawOrder),
  classIds: optional(ClassId),
});

/** Boxes in space. */
export const Boxes3D = defineArchetype('Boxes3D', {
  /** n x 3: half of the extent along x, y, z, scene units. */
  halfSizes: required(HalfSize3D),
  /** n x 3. */
  centers: optional(PoseTranslation3D),
  rotationAxisAngles: optional(PoseRotationAxisAngle),
  /** n x 4: x, y, z, w. */
  quaternions: optional(PoseRotationQuat),
  colors: optional(ColorComponent),
  /** Of the edges, scene units; negative = UI points. */
  radii: optional(Radius),
  /** `TransparentFillMajorWireframe` since 0.31. */
  fillMode: optional(FillMode),
  labels: optional(Text),
  showLabels: optional(ShowLabels),
  classIds: optional(ClassId),
});
