import { ClassId, ColorComponent, DrawOrder, KeypointId, Position2D, Radius, ShowLabels, Text } from '../components.ts';
import { defineArchetype, perInstance, required, single } from './define-archetype.ts';

/** Points on a plane. One radius or color serves all points; shorter lists repeat their last value. */
export const Points2D = defineArchetype('Points2D', {
  /** n x 2, pixels with y down. */
  positions: required(Position2D),
  /** Pixels; negative = UI points. */
  radii: perInstance(Radius),
  colors: perInstance(ColorComponent),
  labels: perInstance(Text),
  showLabels: single(ShowLabels),
  drawOrder: single(DrawOrder),
  classIds: perInstance(ClassId),
  keypointIds: perInstance(KeypointId),
});
