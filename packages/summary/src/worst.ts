/**
 * The frames to look at: the worst values of a metric, or the largest losses against a baseline.
 * @module
 */
import { metricFacts, type Task } from '@outlay/schema/names';
import { pairsOf } from './difference.ts';
import type { RunMetrics } from './run-metrics.ts';
import { samplesOf } from './samples.ts';

/** A frame to look at. */
export interface WorstFrame {
  readonly run: RunMetrics;
  readonly task: Task;
  readonly metric: string;
  readonly camera?: number;
  readonly frame: number;
  readonly value: number;
  /** Of the baseline, where there is one. */
  readonly baseline?: number;
}

/**
 * The worst frames of a metric over all runs, the worst first; with a baseline, those that lost most against it.
 * Metrics of which nobody knows which way is better have none.
 */
export function worstFrames(
  runs: readonly RunMetrics[],
  task: Task,
  metric: string,
  count: number,
  baseline?: readonly RunMetrics[],
): readonly WorstFrame[] {
  const { better } = metricFacts(metric);
  if (better === undefined) return [];
  const badness = (value: number): number => (better === 'higher' ? -value : value);
  const found = runs.flatMap((run) => {
    const counted = samplesOf(run, task, metric)?.counted ?? [];
    const at = { run, task, metric };
    if (baseline === undefined) return counted.map((sample): WorstFrame => ({ ...at, ...sample }));
    const other = baseline.find(({ scene }) => scene === run.scene);
    if (other === undefined || other === run) return [];
    return pairsOf(counted, samplesOf(other, task, metric)?.counted ?? []).map(
      ({ run: sample, baseline: before }): WorstFrame => ({ ...at, ...sample, baseline: before.value }),
    );
  });
  const loss = ({ value, baseline: before }: WorstFrame): number =>
    badness(value) - (before === undefined ? 0 : badness(before));
  const isLoss = (one: WorstFrame): boolean => one.baseline === undefined || loss(one) > 0;
  // Where all frames are equal none is the worst.
  if (found.every(({ value }) => value === found[0]?.value)) return [];
  return found
    .filter(isLoss)
    .sort((a, b) => loss(b) - loss(a) || a.frame - b.frame || (a.camera ?? 0) - (b.camera ?? 0))
    .slice(0, count);
}
