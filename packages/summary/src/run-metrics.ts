import type { Diagnostic } from '@outlay/schema';
import type { Task } from '@outlay/schema/names';
import type { TaskMetrics } from '@outlay/schema/port';

/** The metrics of one experiment at one epoch: what every table is made from. */
export interface RunMetrics {
  /** The method, for people: the experiment's name, or what the user calls it. */
  readonly name: string;
  readonly scene: string;
  /** Where it is, for people. */
  readonly path: string;
  /** Absent when the experiment has no epoch with metrics. */
  readonly epoch?: number;
  /** Its views are no novel views: the layout's averages leave them out. */
  readonly sourceCamera?: number;
  /** Tasks that have metric files at this epoch. */
  readonly tasks: { readonly [task in Task]?: TaskMetrics };
  /** Why there is nothing to show: a manifest that cannot be read, say. */
  readonly problem?: Diagnostic;
}
