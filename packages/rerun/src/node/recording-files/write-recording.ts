import { basename } from 'node:path';
import type { RecordingName } from '@outlay/schema/names';
import { type ExportSummary, exportRecording, type RecordingPlan, type RunOptions } from '../../exporters/index.ts';
import type { ByteSink } from '../../sink.ts';
import { fileSink } from '../file-sink.ts';
import { readEnding } from './ending.ts';
import type { RecordingsEvent } from './job.ts';

/** A recording whose bytes are all on the disk, under a temporary name. */
export interface WrittenRecording {
  readonly summary: ExportSummary;
  /** What tells it from other recordings of its name. */
  readonly ending: string;
  /** Flushes the file and puts it in its place. */
  commit(): Promise<void>;
  /** Removes it. */
  discard(): Promise<void>;
}

/** Where and how to write. */
export interface WriteRecordingOptions extends Omit<RunOptions, 'sink'> {
  /** Bytes after which it is given up. */
  readonly limit: number;
}

/**
 * Writes a recording to a temporary file beside `path`. Whatever goes wrong, when the signal aborts, and when nobody
 * asks for more, no file is left.
 * @returns `undefined` when it would have more bytes than `limit`.
 * @throws SinkError; whatever the experiment's source throws; the abort reason.
 */
export async function* writeRecording(
  plan: RecordingPlan<RecordingName>,
  path: string,
  { limit, ...options }: WriteRecordingOptions,
): AsyncGenerator<RecordingsEvent, WrittenRecording | undefined, undefined> {
  const file = await fileSink(path);
  const sink = new LimitedSink(file, limit);
  const events = exportRecording(plan, { ...options, sink });
  let isWhole = false;
  try {
    for (;;) {
      const step = await events.next();
      if (step.done) {
        const ending = await readEnding(file.temporaryPath);
        isWhole = true;
        return { summary: step.value, ending, commit: async () => file.close(), discard: async () => file.abort() };
      }
      const event = step.value;
      if (event.kind === 'progress')
        yield { kind: 'progress', file: basename(path), done: event.done, total: event.total };
    }
  } catch (error) {
    if (sink.isFull && !options.signal?.aborted) return undefined;
    throw error;
  } finally {
    if (!isWhole) {
      await events.return(undefined as never);
      await file.abort();
    }
  }
}

// Counts what passes, and leaves closing to `commit`: where all or none are made that comes when all are known to be good.
class LimitedSink implements ByteSink {
  readonly #file: ByteSink;
  readonly #limit: number;
  #length = 0;

  constructor(file: ByteSink, limit: number) {
    this.#file = file;
    this.#limit = limit;
  }

  get isFull(): boolean {
    return this.#length > this.#limit;
  }

  write(pieces: readonly Uint8Array[]): void | Promise<void> {
    for (const piece of pieces) this.#length += piece.length;
    if (this.isFull) throw new Error(`More than ${this.#limit} bytes.`);
    return this.#file.write(pieces);
  }

  close(): void {}

  abort(reason?: unknown): void | Promise<void> {
    return this.#file.abort(reason);
  }
}
