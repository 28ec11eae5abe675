import { AlbedoFactor, Blob, MediaType } from '../components.ts';
import { defineArchetype, optional, required } from './define-archetype.ts';

/** A 3D file, passed through. */
export const Asset3D = defineArchetype('Asset3D', {
  /** The bytes of a GLB, glTF, OBJ or STL file. */
  blob: required(Blob),
  /** `model/gltf-binary`, `model/gltf+json`, `model/obj`, `model/stl`; newest viewers also `model/vnd.collada+xml`. */
  mediaType: optional(MediaType),
  /** One colour for the whole model. */
  albedoFactor: optional(AlbedoFactor),
});
