import { AxisLength, ShowLabels, TransformFrameId } from '../components.ts';
import { defineArchetype, required, single } from './define-archetype.ts';

/** Shows the axes of the entity's transform: x red, y green, z blue. Since 0.28. */
export const TransformAxes3D = defineArchetype('TransformAxes3D', {
  /** Scene units. */
  axisLength: required(AxisLength),
  /** Writes the name of the frame beside it. */
  showFrame: single(ShowLabels),
});

/** Puts the entity into a named transform frame instead of the one of its path: `CoordinateFrame('person_00')`. Since 0.28. */
export const CoordinateFrame = defineArchetype(
  'CoordinateFrame',
  { frame: required(TransformFrameId) },
  (frame: string) => ({ frame }),
);
