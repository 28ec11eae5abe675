import {
  AlbedoFactor,
  ClassId,
  ColorComponent,
  ImageBuffer,
  ImageFormat,
  MeshFaceRendering,
  Position3D,
  Texcoord2D,
  TriangleIndices,
  Vector3D,
} from '../components.ts';
import { defineArchetype, optional, perInstance, required, single } from './define-archetype.ts';

/**
 * A triangle mesh. Topology that does not change is logged once, static (`Mesh3D.update({ triangleIndices })`), and
 * positions per frame. Without normals it is drawn without shading; without indices each three positions are a triangle.
 */
export const Mesh3D = defineArchetype('Mesh3D', {
  /** n x 3, scene units. */
  vertexPositions: required(Position3D),
  /** m x 3 vertex numbers; counter-clockwise is the front. */
  triangleIndices: optional(TriangleIndices),
  /** n x 3, unit length. */
  vertexNormals: perInstance(Vector3D),
  vertexColors: perInstance(ColorComponent),
  /** n x 2, from the top left. */
  vertexTexcoords: perInstance(Texcoord2D),
  /** One color for the whole mesh. */
  albedoFactor: single(AlbedoFactor),
  /** Since 0.31; older viewers ignore it. */
  faceRendering: single(MeshFaceRendering),
  /** u8 RGB or RGBA. */
  albedoTextureBuffer: single(ImageBuffer),
  albedoTextureFormat: single(ImageFormat),
  classIds: perInstance(ClassId),
});
