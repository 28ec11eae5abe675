import type { Experiment } from '@outlay/schema/port';
import type { ExportEvaluationOptions } from '../../options.ts';
import { exportRecording } from '../../run/export-recording.ts';
import type { ExportEvent, ExportSummary } from '../../run/progress.ts';
import { planRecording } from '../plan.ts';

/**
 * Exports the posed 3D Gaussians of one evaluation epoch as a recording, thinned to `maxSplats` per frame: as points,
 * which every viewer draws, and as splats, which viewers from 0.36 on draw. Use it as `exportEvaluation`.
 * @throws InvalidSelectionError when the epoch is not on disk or `maxSplats` is no whole number above 0;
 * StrictExportError with `strict`; the reason of `signal`.
 */
export function exportGaussians(
  experiment: Experiment,
  options: ExportEvaluationOptions,
): AsyncGenerator<ExportEvent, ExportSummary, undefined> {
  return exportRecording(planRecording(experiment, { kind: 'gaussians', epoch: options.epoch }, options), options);
}
