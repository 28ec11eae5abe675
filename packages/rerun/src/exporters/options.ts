/**
 * Options of every export.
 * @module
 */
import type { Task } from '@outlay/schema/names';
import type { Experiment } from '@outlay/schema/port';
import { InvalidSelectionError } from './errors.ts';
import type { FrameSelection } from './frame-selection.ts';

/** What narrows an export. Everything is exported when nothing is given. */
export interface ExportSelection {
  /** Frames by number. */
  readonly frames?: FrameSelection;
  /** Camera ids; the source view of pose evaluation stays. */
  readonly cameras?: readonly number[];
  /** Person indices. */
  readonly persons?: readonly number[];
  /** Tasks of an evaluation. With exactly one, the recording is named after it: `nvs_epoch_0030.rrd`. */
  readonly tasks?: readonly Task[];
}

/** Options of {@link exportInputData}. */
export interface ExportOptions extends ExportSelection {
  /** Throw {@link StrictExportError} at the first problem instead of leaving out what is broken. Default `false`. */
  readonly strict?: boolean;
  /** Written into the recording's properties, e.g. the version of the CLI. */
  readonly toolVersion?: string;
  /** Bytes per batch that is read and written in one go; memory grows with it. Default 2 MiB. */
  readonly batchBytes?: number;
  readonly signal?: AbortSignal;
}

/** Options of {@link exportEvaluation}. */
export interface ExportEvaluationOptions extends ExportOptions {
  /** The epoch to export; must be on disk. */
  readonly epoch: number;
}

/** What options are when nothing is said. */
export const EXPORT_DEFAULTS = {
  strict: false,
  /** Rerun's own batch size; the reference measures no gain above it. */
  batchBytes: 2 * 1024 * 1024,
} as const;

/** Is a value selected? `undefined` selects all. */
export function selects<T>(wanted: readonly T[] | undefined, value: T): boolean {
  return wanted === undefined || wanted.includes(value);
}

/** The evaluation of an epoch. @throws InvalidSelectionError when the experiment has none. */
export function evaluationOf(experiment: Experiment, epoch: number): Experiment['evaluations'][number] {
  const found = experiment.evaluations.find((evaluation) => evaluation.epoch === epoch);
  if (found !== undefined) return found;
  const there = experiment.evaluations.map((evaluation) => evaluation.epoch);
  throw new InvalidSelectionError(
    'epoch',
    there.length === 0 ? 'an experiment with evaluation epochs' : `one of ${there.join(', ')}`,
    String(epoch),
  );
}
