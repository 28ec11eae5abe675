import type { Decoders } from '../decode/decoders.ts';
import type { DecoderPool } from './decoder-pool.ts';
import { inflateNative } from './inflate-native.ts';
import type { NodeFileSource } from './node-file-source.ts';
import { pooledMasks } from './pooled-masks.ts';
import { pooledMeshes } from './pooled-meshes.ts';

/** Fewer are done before a thread has started. */
const MIN_FILES = 32;

/** Threads, and the files that they read. */
export interface DecoderThreads {
  readonly source: NodeFileSource;
  /** Several sources may share it. */
  readonly pool: DecoderPool;
}

/**
 * What Node decodes faster: PNGs by zlib and, with `threads`, masks and meshes beside this thread. A source that reads
 * ahead uses no threads: each would read one file at a time, which reading ahead is there to avoid.
 *
 * ```ts
 * const source = new NodeFileSource('results/scene/v104');
 * const experiment = await openExperiment(source, { decoders: nodeDecoders() });
 * ```
 */
export function nodeDecoders(threads?: DecoderThreads): Decoders {
  if (threads === undefined || threads.pool.count === 0 || threads.source.readsAhead) return { inflate: inflateNative };
  const { source, pool } = threads;
  return {
    inflate: inflateNative,
    meshes(paths, options = {}) {
      if (paths.length < MIN_FILES) return undefined;
      const files = paths.map((path) => source.systemPath(path));
      return pooledMeshes(pool, files, options);
    },
    masks(pictures, options = {}) {
      if (pictures.length < MIN_FILES) return undefined;
      const files = pictures.map((layers) =>
        layers.map(({ path, value }) => ({ path: source.systemPath(path) ?? '', value })),
      );
      return pooledMasks(pool, files, options);
    },
  };
}
