/**
 * The number of an experiment: the average that its trainer wrote, checked against the rows that it was made from.
 * @module
 */
import type { Task } from '@outlay/schema/names';
import type { TaskMetrics } from '@outlay/schema/port';
import type { RunMetrics } from './run-metrics.ts';
import { type SampleFilter, visitSamples } from './samples.ts';

/** An average, and what it is over. */
export interface Average {
  /** `NaN` when nothing was measured. */
  readonly value: number;
  /** `file`: the trainer's own. `rows`: worked out here from the rows per frame. */
  readonly from: 'file' | 'rows' | 'none';
  /** Frames and cameras with a value; `null` when there are no rows to tell. */
  readonly frames: readonly number[] | null;
  readonly cameras: readonly number[] | null;
  /** Pairs of camera and frame, or frames, with a value; `null` when there are no rows to tell. */
  readonly samples: number | null;
  /** Rows whose value is empty or `nan`. */
  readonly missing: number;
  /** The mean of the rows, where it differs from the file's by more than the file's rounding. */
  readonly disagrees?: number;
}

/** Files of averages have four decimals. */
const ROUNDING = 1e-4;

/** Averages are asked for by cells, notes and findings alike, and tables do not change. */
const KNOWN = new WeakMap<TaskMetrics, Map<string, Average>>();

/** The layout's average of a metric. With a `filter` it is worked out from the rows, because the file cannot tell. */
export function averageOf(run: RunMetrics, task: Task, metric: string, filter?: SampleFilter): Average {
  const metrics = run.tasks[task];
  if (metrics === undefined || filter !== undefined) return workOut(run, task, metric, filter);
  const known = KNOWN.get(metrics) ?? new Map<string, Average>();
  KNOWN.set(metrics, known);
  const key = `${task} ${metric} ${run.sourceCamera}`;
  const average = known.get(key) ?? workOut(run, task, metric, filter);
  known.set(key, average);
  return average;
}

function workOut(run: RunMetrics, task: Task, metric: string, filter: SampleFilter | undefined): Average {
  const rows = rowsOf(run, task, metric, filter);
  const written = filter === undefined ? run.tasks[task]?.overall?.[metric] : undefined;
  const { mean, ...facts } = rows;
  if (written === undefined || Number.isNaN(written))
    return { value: mean, from: Number.isNaN(mean) ? 'none' : 'rows', ...facts };
  const isOff = !Number.isNaN(mean) && Math.abs(mean - written) > ROUNDING + Math.abs(written) * 1e-6;
  return { value: written, from: 'file', ...facts, ...(isOff && { disagrees: mean }) };
}

type Rows = Pick<Average, 'frames' | 'cameras' | 'samples' | 'missing'> & { readonly mean: number };

function rowsOf(run: RunMetrics, task: Task, metric: string, filter: SampleFilter = {}): Rows {
  const frames = new Set<number>();
  const cameras = new Set<number>();
  let sum = 0;
  let samples = 0;
  let missing = 0;
  const isThere = visitSamples(run, task, metric, filter, (camera, frame, value) => {
    if (Number.isNaN(value)) {
      missing++;
      return;
    }
    sum += value;
    samples++;
    frames.add(frame);
    if (camera !== undefined) cameras.add(camera);
  });
  if (!isThere) return { mean: Number.NaN, frames: null, cameras: null, samples: null, missing };
  const ascending = (values: Iterable<number>) => [...values].sort((a, b) => a - b);
  return {
    mean: samples === 0 ? Number.NaN : sum / samples,
    frames: ascending(frames),
    cameras: cameras.size === 0 ? null : ascending(cameras),
    samples,
    missing,
  };
}
