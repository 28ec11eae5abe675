import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { MaskAnswer, MaskTask } from '../decode/mask-work.ts';
import type { MeshAnswer, MeshTask } from '../decode/mesh-work.ts';

/** What a {@link DecoderPool} is made of. */
export interface DecoderPoolOptions {
  /** The built `worker.js` of this package, or a bundle of it. */
  readonly url: URL;
  /** Threads. */
  readonly count: number;
  /** Called when a thread has started: a new heap sets some flags of V8 back that hold for the whole process. */
  readonly onStart?: (() => void) | undefined;
}

/** What a thread can be asked. */
export type Task = MeshTask | MaskTask;
/** What it answers. */
export type Answer<T extends Task> = T extends MeshTask ? MeshAnswer : MaskAnswer;

interface Thread {
  readonly worker: Worker;
  /** Answers come in the order of the tasks. */
  readonly waiting: ((answer: MeshAnswer | MaskAnswer | undefined) => void)[];
}

/**
 * Threads that read and decode what is much work. They start with the first task and do not keep the process alive.
 * One pool serves any number of sources.
 */
export class DecoderPool {
  readonly count: number;
  /**
   * Memory of answers that are done with, for the next tasks of any series.
   * @internal
   */
  readonly spare: ArrayBuffer[] = [];
  readonly #url: URL;
  readonly #onStart: () => void;
  readonly #threads: (Thread | undefined)[];

  /** Without a file at `url` (sources that were not built) the pool has no threads. */
  constructor({ url, count, onStart = () => {} }: DecoderPoolOptions) {
    this.count = existsSync(fileURLToPath(url)) ? Math.max(0, count) : 0;
    this.#url = url;
    this.#onStart = onStart;
    this.#threads = new Array<Thread | undefined>(this.count).fill(undefined);
  }

  /**
   * What became of a task and which thread did it, or `undefined` when that thread died: the caller does it then.
   * @internal
   */
  run<T extends Task>(task: T): Promise<{ readonly answer: Answer<T>; readonly thread: object } | undefined> {
    const index = this.#idlest();
    const thread = this.#threads[index] ?? this.#start(index);
    return new Promise((done) => {
      const settle = (answer: MeshAnswer | MaskAnswer | undefined): void =>
        done(answer && { answer: answer as Answer<T>, thread });
      if (thread.waiting.push(settle) === 1) thread.worker.ref();
      thread.worker.postMessage(task, task.memory ? [task.memory] : []);
    });
  }

  #idlest(): number {
    let best = 0;
    for (let i = 1; i < this.#threads.length; i++)
      if ((this.#threads[i]?.waiting.length ?? 0) < (this.#threads[best]?.waiting.length ?? 0)) best = i;
    return best;
  }

  #start(index: number): Thread {
    // Its output is not ours, and flags of this process (a profiler, a loader) are not its business.
    const worker = new Worker(this.#url, {
      execArgv: [],
      // A task needs a few MB; a young generation of the usual size would wait for 48 MB of garbage.
      resourceLimits: { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 512 },
    });
    const thread: Thread = { worker, waiting: [] };
    this.#threads[index] = thread;
    worker.on('message', (answer: MeshAnswer | MaskAnswer) => {
      thread.waiting.shift()?.(answer);
      if (thread.waiting.length === 0) worker.unref();
    });
    const give = (): void => {
      if (this.#threads[index] === thread) this.#threads[index] = undefined;
      for (const done of thread.waiting.splice(0)) done(undefined);
    };
    worker.on('online', this.#onStart);
    worker.on('error', give);
    worker.on('exit', give);
    return thread;
  }
}
