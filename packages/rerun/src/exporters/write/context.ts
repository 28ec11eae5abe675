/**
 * What every writer of a step shares: the recorder, the problems, the frames of the recording, how to read.
 * @module
 */
import type { Item, ReadOptions, Series } from '@outlay/schema/port';
import type { ProblemLog } from '../run/problems.ts';
import type { Recorder } from '../run/recorder.ts';

/** Shared by the writers of one recording. */
export interface WriteContext {
  readonly recorder: Recorder;
  readonly problems: ProblemLog;
  /** Distance between neighbouring frames of the recording, and its last frame. */
  readonly stride: number;
  readonly lastFrame: number;
  readonly batchBytes: number;
  readonly signal: AbortSignal | undefined;
  readonly tracks: TrackPass;
}

/**
 * What of cameras and alignments is written: they are read whole before the first value is written, unless a frame goes
 * first. Then only that frame of them is known at first, and whether they are constant is not.
 */
export interface TrackPass {
  /** Have they been read whole? */
  readonly isRead: boolean;
  readonly isDue: (frame: number) => boolean;
}

/** Tracks that are read whole and written at once. */
export const WHOLE_TRACKS: TrackPass = { isRead: true, isDue: () => true };

/** A value and its frame. */
export interface Row<T> {
  readonly frame: number;
  readonly path: string;
  readonly value: T;
}

/**
 * Batches of a series, with problems noted and taken out. `count` is the number of items read, good or bad. A batch's
 * buffers are free to be overwritten when the batch after the next is asked for.
 */
export async function* readRows<T, Options extends ReadOptions>(
  context: WriteContext,
  series: Series<T, Options>,
  options: Options,
): AsyncGenerator<{ readonly rows: readonly Row<T>[]; readonly count: number }> {
  const { signal } = context;
  if (options.frames?.length === 0) return;
  const reading = { batchBytes: context.batchBytes, ...options, ...(signal && { signal }) };
  for await (const batch of series.read(reading)) {
    signal?.throwIfAborted();
    yield { rows: takeValues(context.problems, batch), count: batch.length };
  }
}

function takeValues<T>(problems: ProblemLog, batch: readonly Item<T>[]): readonly Row<T>[] {
  const rows: Row<T>[] = [];
  for (const item of batch)
    if (item.value === undefined) problems.add(item.problem as NonNullable<typeof item.problem>);
    else {
      for (const note of item.notes ?? []) problems.add(note);
      rows.push({ frame: item.frame, path: item.path, value: item.value });
    }
  return rows;
}
