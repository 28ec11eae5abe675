/**
 * Runs → the numbers of a cell.
 * @module
 */
import type { Task } from '@outlay/schema/names';
import { averageOf } from './average.ts';
import { type Difference, differenceOf, pairsOf } from './difference.ts';
import type { RunMetrics } from './run-metrics.ts';
import { meanOf, type SampleFilter, samplesOf } from './samples.ts';
import type { SummaryCell } from './summary.ts';

/** What narrows the measurements of a run; `undefined` for everything. */
export type FilterOf = (run: RunMetrics, task: Task) => SampleFilter | undefined;

/**
 * The cell of one run, or of one experiment over scenes, which weigh the same.
 * @param of How many scenes there should be.
 */
export function cellOf(
  runs: readonly RunMetrics[],
  task: Task,
  metric: string,
  of: number,
  filterOf: FilterOf,
): SummaryCell {
  const all = runs.map((run) => averageOf(run, task, metric, filterOf(run, task)));
  const averages = all.filter(({ value }) => !Number.isNaN(value));
  const counts = all.flatMap(({ samples }) => samples ?? []);
  const origins = new Set(averages.map(({ from }) => from));
  const [origin = 'none'] = origins;
  return {
    value: meanOf(averages.map(({ value }) => value)),
    from: origins.size > 1 ? 'mixed' : origin,
    scenes: { have: averages.length, of },
    samples: counts.length === 0 ? null : counts.reduce((sum, count) => sum + count),
    missing: all.reduce((sum, { missing }) => sum + missing, 0),
  };
}

/** How runs differ from those of the baseline on the same scenes; `undefined` when nothing can be paired. */
export function differenceBetween(
  runs: readonly RunMetrics[],
  baseline: readonly RunMetrics[],
  task: Task,
  metric: string,
  filterOf: FilterOf,
): Difference | undefined {
  const sampled = (run: RunMetrics) => samplesOf(run, task, metric, filterOf(run, task))?.counted ?? [];
  const groups = runs.flatMap((run) => {
    const other = baseline.find(({ scene }) => scene === run.scene);
    return other === undefined ? [] : [pairsOf(sampled(run), sampled(other))];
  });
  return differenceOf(groups);
}
