import type { Mesh } from '@outlay/schema/port';
import { MESHES_PER_BATCH } from '../experiment/decoders.ts';
import type { ReadMeshesOptions } from '../file-source.ts';
import type { DecoderPool, PoolAnswer } from './decoder-pool.ts';

/** Fewer are done before a thread has started. */
export const MIN_FILES = 32;

/**
 * Meshes of files in their order, decoded by the threads of a pool; `undefined` where a file failed. Two tasks per
 * thread are under way, which bounds the memory.
 */
export async function* pooledMeshes(
  pool: DecoderPool,
  files: readonly (string | undefined)[],
  { normals = false, reuse = false, signal }: ReadMeshesOptions,
): AsyncGenerator<readonly (Mesh | undefined)[]> {
  const waiting: { readonly count: number; readonly answer: Promise<PoolAnswer | undefined> }[] = [];
  const spare: ArrayBuffer[] = [];
  let next = 0;
  while (next < files.length || waiting.length > 0) {
    signal?.throwIfAborted();
    while (next < files.length && waiting.length < pool.count * 2) {
      const part = files.slice(next, next + MESHES_PER_BATCH);
      next += part.length;
      const memory = spare.pop();
      // An empty path cannot be opened, so it fails like any other.
      const task = { paths: part.map((path) => path ?? ''), normals, ...(memory ? { memory } : {}) };
      waiting.push({ count: part.length, answer: pool.run(task) });
    }
    const { count, answer } = waiting.shift()!;
    const arrived = await answer;
    if (arrived === undefined) {
      yield new Array<undefined>(count).fill(undefined);
      continue;
    }
    yield arrived.meshes;
    if (reuse) spare.push(arrived.memory);
  }
}
