import type { Answer, DecoderPool, Task } from './decoder-pool.ts';

/** Tasks under way per thread: while one is decoded, the next one waits, and answers do not pile up. */
const AHEAD = 2;

/** A task and what became of it; no `answer` when its thread died. */
export interface Done<T extends Task> {
  readonly task: T;
  readonly answer?: Answer<T>;
  readonly thread?: object;
}

/**
 * Tasks for the threads of a pool, answered in their order. With `reuse`, memory of an answer is used again by a later
 * task when the caller is done with it, which is when it asks for the answer after the next.
 */
export async function* pooledTasks<T extends Task>(
  pool: DecoderPool,
  tasks: readonly T[],
  { reuse = false, signal }: { readonly reuse?: boolean; readonly signal?: AbortSignal },
): AsyncGenerator<Done<T>> {
  const waiting: { readonly task: T; readonly result: ReturnType<typeof pool.run<T>> }[] = [];
  const spare: ArrayBuffer[] = [];
  let before: ArrayBuffer | undefined;
  let next = 0;
  while (next < tasks.length || waiting.length > 0) {
    signal?.throwIfAborted();
    while (next < tasks.length && waiting.length < pool.count * AHEAD) {
      const task = tasks[next++]!;
      const memory = spare.pop();
      waiting.push({ task, result: pool.run(memory ? { ...task, memory } : task) });
    }
    const { task, result } = waiting.shift()!;
    const done = await result;
    yield { task, ...done };
    if (!reuse) continue;
    if (before) spare.push(before);
    before = done?.answer.memory;
  }
}
