/**
 * What making recordings takes and gives.
 * @module
 */
import type { Diagnostic } from '@outlay/schema';
import type { RecordingName } from '@outlay/schema/names';
import type { ExportSelection, LeftOut, RecordingType } from '../../exporters/index.ts';
import type { RecordingFailure } from './failure.ts';
import type { ReadFiles, StatFiles } from './inputs.ts';
import type { RecordingReason } from './reason.ts';

/** The size above which a recording is split, in bytes: a browser viewer holds about 2 GiB. */
export const DEFAULT_MAX_SIZE = 1.5 * 2 ** 30;

/** One recording to make. */
export interface RecordingTarget {
  readonly kind: RecordingName;
  /** The cameras of this part of a recording that was split. */
  readonly cameras?: readonly number[];
}

/** What to make, where and how. */
export interface MakeRecordingsOptions {
  /** Folder for the recordings; made when it is not there. */
  readonly folder: string;
  /** Recordings to make, in this order. Default: all that the experiment has data for, without Gaussians. */
  readonly kinds?: readonly RecordingName[];
  /** What narrows them. */
  readonly selection?: Omit<ExportSelection, 'tasks'>;
  /** Larger recordings are split by task, then by cameras. Bytes; default {@link DEFAULT_MAX_SIZE}. */
  readonly maxSize?: number;
  /** Write again what is up to date, and over recordings of another experiment. Default `false`. */
  readonly force?: boolean;
  /**
   * Recordings of another experiment in the folder, told by the names that they carry: nothing is written beside them, or
   * they are replaced where they have the names of new ones. Default `refuse`.
   */
  readonly others?: 'refuse' | 'replace';
  /**
   * Tells what is up to date by the contents of files, which this reads, and not by their times of change, where a
   * recording was made so too. Others are compared as without it, and say so.
   */
  readonly readFiles?: ReadFiles;
  /** Tells whether files changed while a recording was made from them; without it nobody looks. */
  readonly statFiles?: StatFiles;
  /** Say what would be made and how large it will be, write nothing. Default `false`. */
  readonly dryRun?: boolean;
  /** All or nothing: no recording is put in its place when one has findings of error severity. Default `false`. */
  readonly strict?: boolean;
  /** Kept in every recording; one of another version is made again. */
  readonly toolVersion: string;
  readonly signal?: AbortSignal;
  /** Milliseconds since any start, for durations. */
  readonly now: () => number;
}

/** What to make of another source than one experiment, or of other kinds of recordings than the contract's. */
export interface MakeRecordingsOfOptions<Source> extends MakeRecordingsOptions {
  /** Kinds of recordings there are. */
  readonly types: readonly RecordingType<Source>[];
}

/** What became of one recording. */
export interface RecordingResult {
  /** File name. */
  readonly file: string;
  readonly path: string;
  readonly kind: RecordingName;
  readonly status: 'written' | 'up-to-date' | 'planned' | 'failed' | 'skipped';
  /** Why it was written, left alone, skipped, or failed. */
  readonly reason?: RecordingReason;
  /** Size, predicted when it was only planned; absent where there is none. */
  readonly bytes?: number;
  /** Frames; epochs in a recording of training. */
  readonly frames: number;
  /** Entities with data, of one that was written. */
  readonly entities?: number;
  readonly leftOut: readonly LeftOut[];
  readonly durationMs: number;
  readonly diagnostics: readonly Diagnostic[];
  /** Why it failed. */
  readonly failure?: RecordingFailure;
}

/** What happens while recordings are made. */
export type RecordingsEvent =
  /** `done` of `total` values of `file` are written. */
  | { readonly kind: 'progress'; readonly file: string; readonly done: number; readonly total: number }
  /** A recording is done, whatever became of it. With `strict` it may still be skipped. */
  | { readonly kind: 'recording'; readonly result: RecordingResult };

/** What became of all of them. */
export interface MadeRecordings {
  readonly recordings: readonly RecordingResult[];
  /** Why none was made: the folder cannot be used. */
  readonly failure?: RecordingFailure;
}
