/**
 * At which epochs runs stand beside each other.
 * @module
 */
import type { Diagnostic } from '@outlay/schema';
import { formatEpoch } from '@outlay/schema/names';
import { summaryFinding } from './codes.ts';
import type { RunMetrics } from './run-metrics.ts';

const MOST_NAMED = 4;

/** Runs that are not at the epoch that most are at: one finding. */
export function epochDifferences(runs: readonly RunMetrics[]): readonly Diagnostic[] {
  const at = new Map<number, RunMetrics[]>();
  for (const run of runs) if (run.epoch !== undefined) at.set(run.epoch, [...(at.get(run.epoch) ?? []), run]);
  if (at.size < 2) return [];
  const [[usual], ...others] = [...at].sort(([a, some], [b, more]) => more.length - some.length || b - a) as [
    [number, RunMetrics[]],
    ...[number, RunMetrics[]][],
  ];
  const parts = others.map(([epoch, found]) => {
    const named = found.slice(0, MOST_NAMED).map(({ scene, name }) => `${scene} / ${name}`);
    const more = found.length - MOST_NAMED;
    return `${named.join(', ')}${more > 0 ? ` and ${more} more` : ''} at ${formatEpoch(epoch)}`;
  });
  return [summaryFinding('epochsDiffer', '', `Most runs are shown at ${formatEpoch(usual)}, but ${parts.join('; ')}.`)];
}

/** `epoch_0030`, or from the lowest to the highest; `undefined` where no run has one. */
export function epochRange(runs: readonly RunMetrics[]): string | undefined {
  const epochs = runs.flatMap(({ epoch }) => epoch ?? []).sort((a, b) => a - b);
  const [low, high] = [epochs[0], epochs.at(-1)];
  if (low === undefined || high === undefined) return undefined;
  return low === high ? formatEpoch(low) : `${formatEpoch(low)} to ${formatEpoch(high)}`;
}
