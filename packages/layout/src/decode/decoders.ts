/**
 * Decoders that a platform has and portable code has not. The values they give are the same as without them.
 * @module
 */
import type { ClassImage, Mesh } from '@outlay/schema/port';
import type { Inflate } from '../read/inflate.ts';
import type { MaskLayer } from './mask-work.ts';

/** How to decode many files. */
export interface BatchDecodeOptions {
  /** Values of a batch may be overwritten when the one after the next is asked for. Default `false`. */
  readonly reuse?: boolean;
  readonly signal?: AbortSignal;
}

/** How to decode meshes. */
export interface MeshDecodeOptions extends BatchDecodeOptions {
  /** Compute vertex normals as well. */
  readonly normals?: boolean;
}

/** Faster ways to decode files of one source. Each is optional; portable code in this thread stands in. */
export interface Decoders {
  /** Inflates faster than portable code can, e.g. by `node:zlib`. */
  readonly inflate?: Inflate;
  /**
   * Meshes of OBJ files in the order of `paths`, in batches, decoded beside this thread; `undefined` for a file that
   * must be read and judged in this thread. Gives nothing where threads do not pay.
   */
  meshes?(
    paths: readonly string[],
    options?: MeshDecodeOptions,
  ): AsyncIterable<readonly (Mesh | undefined)[]> | undefined;
  /**
   * Class images in the order of `pictures`, in batches, each painted from its mask files from back to front, beside
   * this thread; `undefined` for a picture that must be read and judged in this thread. Gives nothing where threads do
   * not pay.
   */
  masks?(
    pictures: readonly (readonly MaskLayer[])[],
    options?: BatchDecodeOptions,
  ): AsyncIterable<readonly (ClassImage | undefined)[]> | undefined;
}
