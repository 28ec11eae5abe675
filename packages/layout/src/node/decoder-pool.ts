import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Mesh } from '@outlay/schema/port';
import type { MeshAnswer, MeshTask } from '../mesh-work.ts';

/** What a {@link DecoderPool} is made of. */
export interface DecoderPoolOptions {
  /** The built `worker.js` of this package, or a bundle of it. */
  readonly url: URL;
  /** Threads. */
  readonly count: number;
}

/** The meshes of a task, views of `memory`; `undefined` where a file failed. */
export interface PoolAnswer {
  readonly memory: ArrayBuffer;
  readonly meshes: readonly (Mesh | undefined)[];
}

/** Topologies told apart; damaged files may have one each. */
const MAX_TOPOLOGIES = 16;

interface Thread {
  readonly worker: Worker;
  /** Answers come in the order of the tasks. */
  readonly waiting: ((answer: PoolAnswer | undefined) => void)[];
  /** The triangles it sent last, and their number: later answers may refer to them. */
  triangles: Map<number, Uint32Array>;
}

/**
 * Threads that read and decode meshes. They start with the first task and do not keep the process alive. One pool
 * serves any number of sources.
 */
export class DecoderPool {
  readonly count: number;
  readonly #url: URL;
  readonly #threads: (Thread | undefined)[];
  readonly #topologies: Uint32Array[] = [];

  /** Without a file at `url` (sources that were not built) the pool has no threads. */
  constructor({ url, count }: DecoderPoolOptions) {
    this.count = existsSync(fileURLToPath(url)) ? Math.max(0, count) : 0;
    this.#url = url;
    this.#threads = new Array<Thread | undefined>(this.count).fill(undefined);
  }

  /** What became of a task, or `undefined` when its thread died: the caller does it then. */
  run(task: MeshTask): Promise<PoolAnswer | undefined> {
    const index = this.#idlest();
    const thread = this.#threads[index] ?? this.#start(index);
    return new Promise((done) => {
      if (thread.waiting.push(done) === 1) thread.worker.ref();
      thread.worker.postMessage(task, task.memory ? [task.memory] : []);
    });
  }

  #idlest(): number {
    let best = 0;
    for (let i = 1; i < this.#threads.length; i++)
      if ((this.#threads[i]?.waiting.length ?? 0) < (this.#threads[best]?.waiting.length ?? 0)) best = i;
    return best;
  }

  #meshesOf({ memory, places, triangles }: MeshAnswer, thread: Thread): readonly (Mesh | undefined)[] {
    for (const one of triangles) thread.triangles.set(one.topology, this.#unified(one.triangles));
    const meshes = places.map((place): Mesh | undefined => {
      const take = (from: number) => new Float32Array(memory, from * 4, place?.length);
      return (
        place && {
          positions: take(place.positions),
          triangles: thread.triangles.get(place.topology)!,
          ...(place.normals === undefined ? {} : { normals: take(place.normals) }),
        }
      );
    });
    const last = Math.max(...thread.triangles.keys());
    for (const number of thread.triangles.keys()) if (number < last) thread.triangles.delete(number);
    return meshes;
  }

  /** Equal triangles of all threads as one array, as meshes of one thread have them. */
  #unified(triangles: Uint32Array): Uint32Array {
    const known = this.#topologies.find((other) => isEqual(other, triangles));
    if (known !== undefined) return known;
    if (this.#topologies.push(triangles) > MAX_TOPOLOGIES) this.#topologies.shift();
    return triangles;
  }

  #start(index: number): Thread {
    // Its output is not ours, and flags of this process (a profiler, a loader) are not its business.
    const worker = new Worker(this.#url, {
      execArgv: [],
      // A task needs a few MB; a young generation of the usual size would wait for 48 MB of garbage.
      resourceLimits: { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 512 },
    });
    const thread: Thread = { worker, waiting: [], triangles: new Map() };
    this.#threads[index] = thread;
    worker.on('message', (answer: MeshAnswer) => {
      thread.waiting.shift()?.({ memory: answer.memory, meshes: this.#meshesOf(answer, thread) });
      if (thread.waiting.length === 0) worker.unref();
    });
    const give = (): void => {
      if (this.#threads[index] === thread) this.#threads[index] = undefined;
      for (const done of thread.waiting.splice(0)) done(undefined);
    };
    worker.on('error', give);
    worker.on('exit', give);
    return thread;
  }
}

function isEqual(a: Uint32Array, b: Uint32Array): boolean {
  return a.length === b.length && a.every((index, i) => index === b[i]);
}
