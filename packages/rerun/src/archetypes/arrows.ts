import {
  ClassId,
  ColorComponent,
  DrawOrder,
  Position2D,
  Position3D,
  Radius,
  ShowLabels,
  Text,
  Vector2D,
  Vector3D,
} from '../components.ts';
import { defineArchetype, optional, required } from './define-archetype.ts';

/** Arrows in space, from an origin along a vector. */
export const Arrows3D = defineArchetype('Arrows3D', {
  /** n x 3, from tail to tip, scene units. */
  vectors: required(Vector3D),
  /** n x 3; default: the origin of the entity. */
  origins: optional(Position3D),
  /** Of the shaft, scene units; negative = UI points. */
  radii: optional(Radius),
  colors: optional(ColorComponent),
  labels: optional(Text),
  showLabels: optional(ShowLabels),
  classIds: optional(ClassId),
});

/** Arrows on a plane, from an origin along a vector. */
export const Arrows2D = defineArchetype('Arrows2D', {
  /** n x 2, from tail to tip, pixels with y down. */
  vectors: required(Vector2D),
  /** n x 2. */
  origins: optional(Position2D),
  /** Of the shaft, pixels; negative = UI points. */
  radii: optional(Radius),
  colors: optional(ColorComponent),
  labels: optional(Text),
  showLabels: optional(ShowLabels),
  drawOrder: optional(DrawOrder),
  classIds: optional(ClassId),
});
