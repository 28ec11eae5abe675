import {
  ClassId,
  ColorComponent,
  KeypointId,
  PointShading,
  Position3D,
  Radius,
  ShowLabels,
  Text,
} from '../components.ts';
import { defineArchetype, optional, required } from './define-archetype.ts';

/** Points in space. One radius or colour serves all points; shorter lists repeat their last value. */
export const Points3D = defineArchetype('Points3D', {
  /** n x 3, scene units. */
  positions: required(Position3D),
  /** Scene units; negative = UI points. */
  radii: optional(Radius),
  colors: optional(ColorComponent),
  labels: optional(Text),
  showLabels: optional(ShowLabels),
  /** Since 0.34; older viewers ignore it. */
  pointShading: optional(PointShading),
  classIds: optional(ClassId),
  keypointIds: optional(KeypointId),
});
