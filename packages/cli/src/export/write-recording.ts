import { basename } from 'node:path';
import type { ByteSink } from '@outlay/rerun';
import {
  type ExportOptions,
  type ExportSummary,
  exportEvaluation,
  exportGaussians,
  exportInputData,
  exportNvGeneration,
  exportTraining,
} from '@outlay/rerun/exporters';
import { fileSink } from '@outlay/rerun/node';
import type { RecordingKind } from '@outlay/schema/names';
import type { Experiment } from '@outlay/schema/port';
import type { ExportJob } from './job.ts';
import type { RecordingTarget } from './targets.ts';
import { temporaryName } from './temporary-files.ts';

/** A recording whose bytes are all on the disk, under a temporary name. */
export interface WrittenRecording {
  readonly summary: ExportSummary;
  /** Flushes the file and puts it in its place. */
  commit(): Promise<void>;
  /** Removes it. */
  discard(): Promise<void>;
}

/** Progress of one recording: values written of values to write. */
export type OnProgress = (done: number, total: number) => void;

/**
 * Writes a recording to a temporary file beside `path`. Whatever goes wrong, and when the job's signal aborts, no file
 * is left.
 * @param limit Bytes after which it is given up.
 * @returns `undefined` when it would have more bytes than `limit`.
 * @throws SinkError, InvalidSelectionError; whatever the experiment's source throws; the abort reason.
 */
export async function writeRecording(
  experiment: Experiment,
  target: RecordingTarget,
  path: string,
  job: ExportJob,
  { limit, onProgress }: { readonly limit: number; readonly onProgress: OnProgress },
): Promise<WrittenRecording | undefined> {
  const file = await fileSink(path, { temporaryName: temporaryName(basename(path)) });
  const sink = new LimitedSink(file, limit);
  const { signal, toolVersion } = job;
  const { kind, tasks } = target;
  const options = { ...job.selection, toolVersion, signal, sink, ...(tasks === undefined ? {} : { tasks }) };
  try {
    const events = startExport(experiment, kind, options);
    for (;;) {
      const step = await events.next();
      if (step.done)
        return { summary: step.value, commit: async () => file.close(), discard: async () => file.abort() };
      if (step.value.kind === 'progress') onProgress(step.value.done, step.value.total);
    }
  } catch (error) {
    await file.abort(error);
    if (sink.isFull && !signal.aborted) return undefined;
    throw error;
  }
}

function startExport(
  experiment: Experiment,
  kind: RecordingKind,
  options: ExportOptions & { readonly sink: ByteSink },
) {
  switch (kind.kind) {
    case 'input_data':
      return exportInputData(experiment, options);
    case 'training_artifacts':
      return exportTraining(experiment, options);
    case 'nv_generation':
      return exportNvGeneration(experiment, { ...options, epoch: kind.epoch });
    case 'gaussians':
      return exportGaussians(experiment, { ...options, epoch: kind.epoch });
    default:
      return exportEvaluation(experiment, { ...options, epoch: kind.epoch });
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
