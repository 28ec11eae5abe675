import { ViewCoordinatesComponent, type ViewCoordinatesName } from '../components.ts';
import { defineArchetype, required } from './define-archetype.ts';

/** Where +x, +y, +z point, e.g. `ViewCoordinates('RDF')`. Log it static on the root of a 3D scene; it moves no data. */
export const ViewCoordinates = defineArchetype(
  'ViewCoordinates',
  { xyz: required(ViewCoordinatesComponent) },
  (xyz: ViewCoordinatesName) => ({ xyz }),
);
