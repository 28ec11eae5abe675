/**
 * The number of an experiment: the average that its trainer wrote, checked against the rows that it was made from.
 * @module
 */
import type { Task } from '@outlay/schema/names';
import type { RunMetrics } from './run-metrics.ts';
import { meanOf, type SampleFilter, type Samples, samplesOf } from './samples.ts';

/** An average, and what it is over. */
export interface Average {
  /** `NaN` when nothing was measured. */
  readonly value: number;
  /** `file`: the trainer's own. `rows`: worked out here from the rows per frame. */
  readonly from: 'file' | 'rows' | 'none';
  /** Frames and cameras with a value; `null` when there are no rows to tell. */
  readonly frames: readonly number[] | null;
  readonly cameras: readonly number[] | null;
  /** Rows whose value is empty or `nan`. */
  readonly missing: number;
  /** The mean of the rows, where it differs from the file's by more than the file's rounding. */
  readonly disagrees?: number;
}

/** Files of averages have four decimals. */
const ROUNDING = 1e-4;

/** The layout's average of a metric. With a `filter` it is worked out from the rows, because the file cannot tell. */
export function averageOf(run: RunMetrics, task: Task, metric: string, filter?: SampleFilter): Average {
  const samples = samplesOf(run, task, metric, filter);
  const written = filter === undefined ? run.tasks[task]?.overall?.[metric] : undefined;
  const worked = samples === undefined ? Number.NaN : meanOf(samples.counted.map(({ value }) => value));
  const facts = { ...extentOf(samples), missing: samples?.missing.length ?? 0 };
  if (written === undefined || Number.isNaN(written))
    return { value: worked, from: Number.isNaN(worked) ? 'none' : 'rows', ...facts };
  const isOff = !Number.isNaN(worked) && Math.abs(worked - written) > ROUNDING + Math.abs(written) * 1e-6;
  return { value: written, from: 'file', ...facts, ...(isOff && { disagrees: worked }) };
}

function extentOf(samples: Samples | undefined): Pick<Average, 'frames' | 'cameras'> {
  if (samples === undefined) return { frames: null, cameras: null };
  const ascending = (values: Iterable<number>) => [...new Set(values)].sort((a, b) => a - b);
  const cameras = samples.counted.flatMap(({ camera }) => (camera === undefined ? [] : [camera]));
  return {
    frames: ascending(samples.counted.map(({ frame }) => frame)),
    cameras: cameras.length === 0 ? null : ascending(cameras),
  };
}
