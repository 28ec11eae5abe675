import { basename } from 'node:path';
import type { ByteSink } from '@outlay/rerun';
import { type ExportOptions, type ExportSummary, exportRecording } from '@outlay/rerun/exporters';
import { fileSink } from '@outlay/rerun/node';
import type { RecordingKind } from '@outlay/schema/names';
import type { Experiment } from '@outlay/schema/port';
import { temporaryName } from './temporary-files.ts';

/** A recording whose bytes are all on the disk, under a temporary name. */
export interface WrittenRecording {
  readonly summary: ExportSummary;
  /** Flushes the file and puts it in its place. */
  commit(): Promise<void>;
  /** Removes it. */
  discard(): Promise<void>;
}

/** Where and how to write. */
export interface WriteRecordingOptions extends ExportOptions {
  /** Bytes after which it is given up. */
  readonly limit: number;
  /** Latest change of a file behind it, milliseconds since 1970; the recording is dated no earlier. */
  readonly newestInput: number;
  readonly signal: AbortSignal;
  /** Values written of values to write. */
  readonly onProgress: (done: number, total: number) => void;
}

/**
 * Writes a recording to a temporary file beside `path`. Whatever goes wrong, and when the signal aborts, no file is
 * left.
 * @returns `undefined` when it would have more bytes than `limit`.
 * @throws SinkError, InvalidSelectionError; whatever the experiment's source throws; the abort reason.
 */
export async function writeRecording(
  experiment: Experiment,
  kind: RecordingKind,
  path: string,
  { limit, newestInput, onProgress, ...options }: WriteRecordingOptions,
): Promise<WrittenRecording | undefined> {
  const file = await fileSink(path, {
    temporaryName: temporaryName(basename(path)),
    // Files keep times more finely than they can be set.
    datedBack: { notBefore: Math.ceil(newestInput) + 1 },
  });
  const sink = new LimitedSink(file, limit);
  try {
    const events = exportRecording(experiment, kind, { ...options, sink });
    for (;;) {
      const step = await events.next();
      if (step.done)
        return { summary: step.value, commit: async () => file.close(), discard: async () => file.abort() };
      if (step.value.kind === 'progress') onProgress(step.value.done, step.value.total);
    }
  } catch (error) {
    await file.abort(error);
    if (sink.isFull && !options.signal.aborted) return undefined;
    throw error;
  }
}

// Counts what passes, and leaves closing to `commit`: with --strict that comes when all recordings are known to be good.
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
