import { ClassId, ColorComponent, LineStrip3D, Radius, ShowLabels, Text } from '../components.ts';
import { defineArchetype, perInstance, required, single } from './define-archetype.ts';

/** Lines through points in space; one instance is one strip. */
export const LineStrips3D = defineArchetype('LineStrips3D', {
  /** An array of strips; a strip is an array of [x, y, z]. */
  strips: required(LineStrip3D),
  /** Scene units; negative = UI points. */
  radii: perInstance(Radius),
  colors: perInstance(ColorComponent),
  labels: perInstance(Text),
  showLabels: single(ShowLabels),
  classIds: perInstance(ClassId),
});
