import type { Experiment } from '@outlay/schema/port';
import type { ExportNvGenerationOptions } from '../../options.ts';
import { exportRecording } from '../../run/export-recording.ts';
import type { ExportEvent, ExportSummary } from '../../run/progress.ts';
import { planRecording } from '../plan.ts';

/**
 * Exports how virtual views were made as a recording: the virtual cameras around the bodies they were placed by, and
 * each view's reference, raw render and refined picture. Use it as `exportEvaluation`.
 * @throws InvalidSelectionError when the epoch has no pose state on disk; StrictExportError with `strict`; the reason
 * of `signal`.
 */
export function exportNvGeneration(
  experiment: Experiment,
  options: ExportNvGenerationOptions,
): AsyncGenerator<ExportEvent, ExportSummary, undefined> {
  return exportRecording(planRecording(experiment, { kind: 'nv_generation', epoch: options.epoch }, options), options);
}
