import { ClassId, ColorComponent, DrawOrder, LineStrip2D, Radius, ShowLabels, Text } from '../components.ts';
import { defineArchetype, optional, required } from './define-archetype.ts';

/** Lines through points on a plane; one instance is one strip. */
export const LineStrips2D = defineArchetype('LineStrips2D', {
  /** An array of strips; a strip is an array of [x, y], pixels with y down. */
  strips: required(LineStrip2D),
  /** Pixels; negative = UI points. */
  radii: optional(Radius),
  colors: optional(ColorComponent),
  labels: optional(Text),
  showLabels: optional(ShowLabels),
  drawOrder: optional(DrawOrder),
  classIds: optional(ClassId),
});
