import { AlbedoFactor, Blob } from '../components.ts';
import { mediaTypeOf } from '../values/media-types.ts';
import { defineArchetype, required, single } from './define-archetype.ts';

/** A 3D file, passed through. */
export const Asset3D = defineArchetype('Asset3D', {
  /** The bytes of a GLB, glTF, OBJ or STL file. */
  blob: required(Blob),
  /** `model/gltf-binary`, `model/gltf+json`, `model/obj`, `model/stl`; newest viewers also `model/vnd.collada+xml`. */
  mediaType: single(
    mediaTypeOf('model/gltf-binary', 'model/gltf+json', 'model/obj', 'model/stl', 'model/vnd.collada+xml'),
  ),
  /** One color for the whole model. */
  albedoFactor: single(AlbedoFactor),
});
