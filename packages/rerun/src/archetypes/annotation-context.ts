import { AnnotationContextComponent, type AnnotationInfo } from '../components.ts';
import { type Color, packColor } from '../values/colors.ts';
import { defineArchetype, required } from './define-archetype.ts';

/** A class: its own name and color, and the keypoints of things of this class. */
export interface ClassDescription extends AnnotationInfo {
  readonly keypoints?: readonly AnnotationInfo[];
  /** Pairs of keypoint ids that are joined by a line. */
  readonly connections?: readonly (readonly [number, number])[];
}

/**
 * Names and colors of class ids, for the entity and everything below:
 * `AnnotationContext([{ id: 0, label: 'background', color: 0 }, { id: 1, label: 'person_00', color: [255, 165, 0] }])`.
 * Log it static. A color with alpha 0 hides the class.
 */
export const AnnotationContext = defineArchetype(
  'AnnotationContext',
  { context: required(AnnotationContextComponent) },
  (classes: readonly ClassDescription[]) => ({
    context: classes.map((entry) => ({
      class_id: entry.id,
      class_description: {
        info: toInfo(entry),
        keypoint_annotations: (entry.keypoints ?? []).map(toInfo),
        keypoint_connections: (entry.connections ?? []).map(([keypoint0, keypoint1]) => ({ keypoint0, keypoint1 })),
      },
    })),
  }),
);

function toInfo(info: AnnotationInfo): { readonly id: number; readonly label?: string; readonly color?: number } {
  return {
    id: info.id,
    ...(info.label === undefined ? {} : { label: info.label }),
    ...(info.color === undefined ? {} : { color: toPacked(info.color) }),
  };
}

function toPacked(color: Color): number {
  return typeof color === 'number' ? color : packColor(color[0], color[1], color[2], color[3]);
}
