import type { ExportSelection } from '@outlay/rerun/exporters';
import type { Task } from '@outlay/schema/names';
import type { EpochSelection } from '../../grammar/selection.ts';
import type { ExportTarget, Extra } from './words.ts';

/** What an `outlay export` is to do with every experiment. */
export interface ExportJob {
  readonly target: ExportTarget;
  readonly epoch: EpochSelection;
  /** One recording per task when given. */
  readonly task?: readonly Task[];
  /** Recordings on top of those of the target. */
  readonly extras: readonly Extra[];
  readonly selection: Omit<ExportSelection, 'tasks'>;
  readonly force: boolean;
  /** Compare contents of files instead of their times of change. */
  readonly checksum: boolean;
  /** The recordings go into the experiment's own folder, so that what lies there is its own whatever it says. */
  readonly isOwnFolder: boolean;
  readonly dryRun: boolean;
  readonly strict: boolean;
  /** Bytes. */
  readonly maxSize: number;
  /** Threads that decode, this one included. */
  readonly jobs: number;
  readonly toolVersion: string;
  readonly signal: AbortSignal;
}
