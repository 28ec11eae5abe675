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
import { defineArchetype, perInstance, required, single } from './define-archetype.ts';

/** Arrows in space, from an origin along a vector. */
export const Arrows3D = defineArchetype('Arrows3D', {
  /** n x 3, from tail to tip, scene units. */
  vectors: required(Vector3D),
  /** n x 3; default: the origin of the entity. */
  origins: perInstance(Position3D),
  /** Of the shaft, scene units; negative = UI points. */
  radii: perInstance(Radius),
  colors: perInstance(ColorComponent),
  labels: perInstance(Text),
  showLabels: single(ShowLabels),
  classIds: perInstance(ClassId),
});

/** Arrows on a plane, from an origin along a vector. */
export const Arrows2D = defineArchetype('Arrows2D', {
  /** n x 2, from tail to tip, pixels with y down. */
  vectors: required(Vector2D),
  /** n x 2. */
  origins: perInstance(Position2D),
  /** Of the shaft, pixels; negative = UI points. */
  radii: perInstance(Radius),
  colors: perInstance(ColorComponent),
  labels: perInstance(Text),
  showLabels: single(ShowLabels),
  drawOrder: single(DrawOrder),
  classIds: perInstance(ClassId),
});
