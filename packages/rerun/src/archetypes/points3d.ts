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
import { defineArchetype, perInstance, required, single } from './define-archetype.ts';

/** Points in space. One radius or color serves all points; shorter lists repeat their last value. */
export const Points3D = defineArchetype('Points3D', {
  /** n x 3, scene units. */
  positions: required(Position3D),
  /** Scene units; negative = UI points. */
  radii: perInstance(Radius),
  colors: perInstance(ColorComponent),
  labels: perInstance(Text),
  showLabels: single(ShowLabels),
  /** Since 0.34; older viewers ignore it. */
  pointShading: single(PointShading),
  classIds: perInstance(ClassId),
  keypointIds: perInstance(KeypointId),
});
