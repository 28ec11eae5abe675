import type { Answer, DecoderPool, Task } from './decoder-pool.ts';

/** Tasks under way per thread: while one is decoded, the next one waits, and answers do not pile up. */
const AHEAD = 2;

/** A task and what was made of its answer; no `value` when its thread died. */
export interface Done<T extends Task, V> {
  readonly task: T;
  readonly value?: V;
}

/** How to work through tasks. */
export interface TaskOptions<T extends Task, V> {
  readonly reuse?: boolean;
  readonly signal?: AbortSignal;
  /** Makes of an answer what the caller gets, at once and in the order in which the thread answers. */
  readonly arrived: (answer: Answer<T>, thread: object) => V;
}

/**
 * Tasks for the threads of a pool, answered in their order. With `reuse`, memory of an answer is used again by a later
 * task when the caller is done with it, which is when it asks for the answer after the next.
 */
export async function* pooledTasks<T extends Task, V>(
  pool: DecoderPool,
  tasks: readonly T[],
  { reuse = false, signal, arrived }: TaskOptions<T, V>,
): AsyncGenerator<Done<T, V>> {
  const run = async (task: T) => {
    const done = await pool.run(task);
    return done && { value: arrived(done.answer, done.thread), memory: done.answer.memory };
  };
  const waiting: { readonly task: T; readonly result: ReturnType<typeof run> }[] = [];
  let before: ArrayBuffer | undefined;
  let next = 0;
  while (next < tasks.length || waiting.length > 0) {
    signal?.throwIfAborted();
    while (next < tasks.length && waiting.length < pool.count * AHEAD) {
      const task = tasks[next++]!;
      const memory = pool.spare.pop();
      waiting.push({ task, result: run(memory ? { ...task, memory } : task) });
    }
    const { task, result } = waiting.shift()!;
    const done = await result;
    yield done === undefined ? { task } : { task, value: done.value };
    if (!reuse) continue;
    if (before) pool.spare.push(before);
    before = done?.memory;
  }
  if (before) pool.spare.push(before);
  pool.spare.splice(0, pool.spare.length - pool.count * (AHEAD + 1));
}
