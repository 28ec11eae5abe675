import type { Experiment } from '@outlay/schema/port';
import type { RunOptions } from '../../options.ts';
import { exportRecording } from '../../run/export-recording.ts';
import type { ExportEvent, ExportSummary } from '../../run/progress.ts';
import { planRecording } from '../plan.ts';

/**
 * Exports the diagnostic pictures of training as a recording on the `epoch` timeline; `frames` of the plan and the
 * summary are epochs. Use it as `exportEvaluation`.
 * @throws StrictExportError with `strict`; the reason of `signal`.
 */
export function exportTraining(
  experiment: Experiment,
  options: RunOptions = {},
): AsyncGenerator<ExportEvent, ExportSummary, undefined> {
  return exportRecording(planRecording(experiment, { kind: 'training_artifacts' }), options);
}
