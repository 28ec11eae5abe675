/**
 * Options of every export.
 * @module
 */
import type { Task } from '@outlay/schema/names';
import type { ByteSink } from '../sink.ts';
import type { BodyModels } from './body-model/models.ts';
import type { FrameSelection } from './steps/frame-selection.ts';

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
  /** Show the large pictures of `nvs/viz` as well, besides the videos. Default `false`. */
  readonly viz?: boolean;
  /**
   * Gaussians kept per frame, of all persons together: those with the most opacity times area. Default
   * {@link EXPORT_DEFAULTS}`.maxSplats`. Nothing but {@link exportGaussians} looks at it.
   */
  readonly maxSplats?: number;
  /**
   * Body models of the user, to pose bodies that have parameters but no mesh. Bodies with a mesh do not need them.
   * Nothing of a model but posed surfaces goes into a recording.
   */
  readonly bodyModels?: BodyModels;
}

/** How an export runs, whatever it exports. */
export interface RunOptions {
  /** Throw {@link StrictExportError} at the first problem instead of leaving out what is broken. Default `false`. */
  readonly strict?: boolean;
  /** Written into the recording's properties, e.g. the version of the CLI. */
  readonly toolVersion?: string;
  /** More of the recording's properties, in the group `outlay`: name of letters, digits and `_`, and text. */
  readonly properties?: Readonly<Record<string, string>>;
  /** Bytes per batch that is read and written in one go; memory grows with it. Default 2 MiB. */
  readonly batchBytes?: number;
  /**
   * A frame that is looked at: the recording begins with it, whole but for metrics and videos, which follow; then come
   * the frames around it, farther and farther. How long the first frame takes does not depend on how many there are. A
   * frame that is not in the recording stands for the last one before it. Default: one entity after the other.
   */
  readonly firstFrame?: number;
  readonly signal?: AbortSignal;
  /** Where the bytes go. Default: they come as `bytes` events. */
  readonly sink?: ByteSink;
}

/** Options of {@link exportInputData}. */
export type ExportOptions = ExportSelection & RunOptions;

/** Options of {@link exportEvaluation}. */
export interface ExportEvaluationOptions extends ExportOptions {
  /** The epoch to export; must be on disk. */
  readonly epoch: number;
}

/** Options of {@link exportNvGeneration}. */
export interface ExportNvGenerationOptions extends ExportOptions {
  /** Epoch of a pose state that is on disk; another count than that of evaluation epochs. */
  readonly epoch: number;
}

/** What options are when nothing is said. */
export const EXPORT_DEFAULTS = {
  strict: false,
  /** Rerun's own batch size; the reference measures no gain above it. */
  batchBytes: 2 * 1024 * 1024,
  /** 64 bytes each and frame at most: 130 frames are 166 MB, which a browser opens; a body of 40,000 is still dense. */
  maxSplats: 20_000,
} as const;

/** Is a value selected? `undefined` selects all. */
export function selects<T>(wanted: readonly T[] | undefined, value: T): boolean {
  return wanted === undefined || wanted.includes(value);
}
