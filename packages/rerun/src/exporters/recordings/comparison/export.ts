import type { ExportOptions } from '../../options.ts';
import { exportRecording } from '../../run/export-recording.ts';
import type { ExportEvent, ExportSummary } from '../../run/progress.ts';
import { planRecording } from '../plan.ts';
import type { ComparedRun, Comparison } from './comparison.ts';
import { comparisonType } from './type.ts';

/** Options of {@link exportComparison}. */
export type ExportComparisonOptions = ExportOptions & Omit<Comparison, 'runs'>;

/**
 * Exports several runs as one recording: novel views side by side, bodies in one world, metrics in one plot.
 *
 * ```ts
 * const runs = [{ experiment: old, epoch: 30, name: 'v104' }, { experiment: ours, epoch: 30, name: 'v105' }];
 * for await (const event of exportComparison(runs))
 *   if (event.kind === 'bytes') response.write(event.bytes);
 * ```
 * Differences are to the first run. Use it as {@link exportEvaluation}; runs may be epochs of one experiment.
 * @throws InvalidSelectionError for fewer than 2 or more than 6 runs, equal names, an epoch that is not on disk;
 * StrictExportError with `strict`; the reason of `signal`.
 */
export function exportComparison(
  runs: readonly ComparedRun[],
  options: ExportComparisonOptions = {},
): AsyncGenerator<ExportEvent, ExportSummary, undefined> {
  const { text, ...rest } = options;
  const comparison: Comparison = { runs, ...(text !== undefined && { text }) };
  return exportRecording(planRecording(comparison, { kind: 'comparison' }, rest, [comparisonType()]), rest);
}
