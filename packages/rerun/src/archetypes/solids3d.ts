import { ClassId, ColorComponent, FillMode, HalfSize3D, Length, Radius, ShowLabels, Text } from '../components.ts';
import { PoseRotationAxisAngle, PoseRotationQuat, PoseTranslation3D } from '../pose-components.ts';
import { defineArchetype, perInstance, required, single } from './define-archetype.ts';

/** What these have in common: pose of each instance, look, labels. */
const pose = {
  rotationAxisAngles: perInstance(PoseRotationAxisAngle),
  /** n x 4: x, y, z, w. */
  quaternions: perInstance(PoseRotationQuat),
} as const;
const look = {
  colors: perInstance(ColorComponent),
  /** Of wireframe lines, scene units; negative = UI points. */
  lineRadii: perInstance(Radius),
  /** `TransparentFillMajorWireframe` since 0.31. */
  fillMode: single(FillMode),
  labels: perInstance(Text),
  showLabels: single(ShowLabels),
  classIds: perInstance(ClassId),
} as const;

/** Ellipsoids and spheres. */
export const Ellipsoids3D = defineArchetype('Ellipsoids3D', {
  /** n x 3: radii along x, y, z, scene units. */
  halfSizes: required(HalfSize3D),
  /** n x 3. */
  centers: perInstance(PoseTranslation3D),
  ...pose,
  ...look,
});

/** Cylinders with half spheres at both ends, along z from the translation. */
export const Capsules3D = defineArchetype('Capsules3D', {
  /** Distance of the centres of the half spheres, scene units. */
  lengths: required(Length),
  radii: required(Radius),
  /** n x 3: centre of the lower half sphere. */
  translations: perInstance(PoseTranslation3D),
  ...pose,
  ...look,
});

/** Cylinders along z around their centre. */
export const Cylinders3D = defineArchetype('Cylinders3D', {
  /** Scene units. */
  lengths: required(Length),
  radii: required(Radius),
  /** n x 3. */
  centers: perInstance(PoseTranslation3D),
  ...pose,
  ...look,
});
