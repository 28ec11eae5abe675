import { metricFacts, type Task } from '@outlay/schema/names';
import { averageOf } from './average.ts';
import type { RunMetrics } from './run-metrics.ts';

/** The epoch of a run's best average; of equal ones the first. `undefined` when there is none to choose. */
export function bestEpoch(epochs: readonly RunMetrics[], task: Task, metric: string): RunMetrics | undefined {
  const { better } = metricFacts(metric);
  let best: { readonly run: RunMetrics; readonly value: number } | undefined;
  for (const run of epochs) {
    const { value } = averageOf(run, task, metric);
    if (Number.isNaN(value) || better === undefined) continue;
    const isBetter = best === undefined || (better === 'higher' ? value > best.value : value < best.value);
    if (isBetter) best = { run, value };
  }
  return best?.run;
}
