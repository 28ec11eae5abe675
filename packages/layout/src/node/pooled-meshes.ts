import type { Mesh } from '@outlay/schema/port';
import type { MeshDecodeOptions } from '../decode/decoders.ts';
import type { MeshAnswer } from '../decode/mesh-work.ts';
import { MESHES_PER_BATCH } from '../experiment/decoders.ts';
import type { DecoderPool } from './decoder-pool.ts';
import { pooledTasks } from './pooled-tasks.ts';

/** Topologies told apart; damaged files may have one each. */
const MAX_TOPOLOGIES = 16;

/** Meshes of files in their order, decoded by the threads of a pool; `undefined` where a file failed. */
export async function* pooledMeshes(
  pool: DecoderPool,
  files: readonly (string | undefined)[],
  { normals = false, reuse = false, signal }: MeshDecodeOptions,
): AsyncGenerator<readonly (Mesh | undefined)[]> {
  const tasks = [];
  for (let next = 0; next < files.length; next += MESHES_PER_BATCH) {
    // An empty path cannot be opened, so it fails like any other.
    const paths = files.slice(next, next + MESHES_PER_BATCH).map((path) => path ?? '');
    tasks.push({ kind: 'meshes', paths, normals } as const);
  }
  const topologies = topologiesOf(pool);
  // A thread refers to triangles of earlier answers, also of those that belong to a series read beside this one.
  const arrived = (answer: MeshAnswer, thread: object) => topologies.meshesOf(answer, thread);
  for await (const { task, value } of pooledTasks(pool, tasks, { reuse, arrived, ...(signal ? { signal } : {}) }))
    yield value ?? task.paths.map(() => undefined);
}

const known = new WeakMap<DecoderPool, Topologies>();

/** A thread refers to triangles that it sent for an earlier series, so they are kept as long as the pool. */
function topologiesOf(pool: DecoderPool): Topologies {
  const topologies = known.get(pool) ?? new Topologies();
  known.set(pool, topologies);
  return topologies;
}

class Topologies {
  /** By thread and the thread's own number, those it may refer to. */
  readonly #byThread = new WeakMap<object, Map<number, Uint32Array>>();
  readonly #unique: Uint32Array[] = [];

  meshesOf({ memory, places, triangles }: MeshAnswer, thread: object): readonly (Mesh | undefined)[] {
    const sent = this.#byThread.get(thread) ?? new Map<number, Uint32Array>();
    this.#byThread.set(thread, sent);
    for (const one of triangles) sent.set(one.topology, this.#unified(one.triangles));
    const meshes = places.map((place): Mesh | undefined => {
      const take = (from: number) => new Float32Array(memory, from * 4, place?.length);
      return (
        place && {
          positions: take(place.positions),
          triangles: sent.get(place.topology)!,
          ...(place.normals === undefined ? {} : { normals: take(place.normals) }),
        }
      );
    });
    const last = Math.max(...sent.keys());
    for (const number of sent.keys()) if (number < last) sent.delete(number);
    return meshes;
  }

  /** Equal triangles of all threads as one array, as meshes of one thread have them. */
  #unified(triangles: Uint32Array): Uint32Array {
    const same = this.#unique.find((other) => isEqual(other, triangles));
    if (same !== undefined) return same;
    if (this.#unique.push(triangles) > MAX_TOPOLOGIES) this.#unique.shift();
    return triangles;
  }
}

function isEqual(a: Uint32Array, b: Uint32Array): boolean {
  return a.length === b.length && a.every((index, i) => index === b[i]);
}
