import { ClassId, ColorComponent, DrawOrder, LineStrip2D, Radius, ShowLabels, Text } from '../components.ts';
import { defineArchetype, perInstance, required, single } from './define-archetype.ts';

/** Lines through points on a plane; one instance is one strip. */
export const LineStrips2D = defineArchetype('LineStrips2D', {
  /** An array of strips; a strip is an array of [x, y], pixels with y down. */
  strips: required(LineStrip2D),
  /** Pixels; negative = UI points. */
  radii: perInstance(Radius),
  colors: perInstance(ColorComponent),
  labels: perInstance(Text),
  showLabels: single(ShowLabels),
  drawOrder: single(DrawOrder),
  classIds: perInstance(ClassId),
});
