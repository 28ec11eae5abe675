/**
 * The measurements behind an average, one per camera and frame.
 * @module
 */
import type { Task } from '@outlay/schema/names';
import type { MetricTable, TaskMetrics } from '@outlay/schema/port';
import type { RunMetrics } from './run-metrics.ts';

/** One measurement. `camera` is absent for metrics of bodies, which have one value per frame. */
export interface Sample {
  readonly camera?: number;
  readonly frame: number;
  /** `NaN` where the file holds none. */
  readonly value: number;
}

/** What the average of the layout is over: samples that count, and those that could have and do not. */
export interface Samples {
  readonly counted: readonly Sample[];
  /** Rows whose value is empty or `nan`. */
  readonly missing: readonly Sample[];
}

/** Does the layout's average of a task leave out views of the source camera? The metrics of novel views do. */
const LEAVES_OUT_SOURCE: ReadonlySet<Task> = new Set(['nvs']);

/** Metrics of which 0 and nothing mean that there was nothing to measure: the layout's average leaves both out. */
const MAY_BE_NOTHING: ReadonlySet<string> = new Set(['cd_mm']);

/** Which samples to take. */
export interface SampleFilter {
  /** Cameras; default all but the source camera where the layout leaves it out. */
  readonly cameras?: ReadonlySet<number>;
  readonly frames?: ReadonlySet<number>;
}

/** Is given a measurement; `value` is `NaN` where the file holds none. */
export type Visit = (camera: number | undefined, frame: number, value: number) => void;

/**
 * Visits the measurements that the layout's average of a metric is over, in the order of the file; `false` without a
 * table of frames. Tables have a million rows together, so there is no object for each.
 */
export function visitSamples(
  { tasks, sourceCamera }: Pick<RunMetrics, 'tasks' | 'sourceCamera'>,
  task: Task,
  metric: string,
  { cameras, frames }: SampleFilter,
  visit: Visit,
): boolean {
  const table = tasks[task]?.perFrame;
  const values = table?.values[metric];
  if (table?.frames === undefined || values === undefined) return false;
  const isTaken = (camera: number | undefined): boolean => {
    if (camera === undefined) return true;
    if (cameras !== undefined) return cameras.has(camera);
    return !(LEAVES_OUT_SOURCE.has(task) && camera === sourceCamera);
  };
  const mayBeNothing = MAY_BE_NOTHING.has(metric);
  for (let row = 0; row < table.frames.length; row++) {
    const frame = table.frames[row]!;
    const camera = table.cameras?.[row];
    if (!isTaken(camera) || (frames !== undefined && !frames.has(frame))) continue;
    const value = values[row] ?? Number.NaN;
    if (mayBeNothing && (value === 0 || Number.isNaN(value))) continue;
    visit(camera, frame, value);
  }
  return true;
}

/** The measurements that the layout's average of a metric is over; `undefined` without a table of frames. */
export function samplesOf(
  run: Pick<RunMetrics, 'tasks' | 'sourceCamera'>,
  task: Task,
  metric: string,
  filter: SampleFilter = {},
): Samples | undefined {
  const counted: Sample[] = [];
  const missing: Sample[] = [];
  const isThere = visitSamples(run, task, metric, filter, (camera, frame, value) => {
    const sample = { ...(camera !== undefined && { camera }), frame, value };
    (Number.isNaN(value) ? missing : counted).push(sample);
  });
  return isThere ? { counted, missing } : undefined;
}

/** Arithmetic mean; `NaN` of nothing. */
export function meanOf(values: Iterable<number>): number {
  let sum = 0;
  let count = 0;
  for (const value of values) {
    sum += value;
    count++;
  }
  return count === 0 ? Number.NaN : sum / count;
}

/** Metric names of a task, in the order of its files. */
export function metricsOf({ overall, perFrame }: TaskMetrics): readonly string[] {
  return [...new Set([...Object.keys(overall ?? {}), ...(perFrame?.metrics ?? [])])];
}

/** Cameras of a table, ascending; none where rows have no camera. */
export function camerasOf(table: MetricTable | undefined): readonly number[] {
  return [...new Set(table?.cameras ?? [])].sort((a, b) => a - b);
}
