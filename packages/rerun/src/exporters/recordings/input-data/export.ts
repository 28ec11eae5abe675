import type { Experiment } from '@outlay/schema/port';
import type { ExportOptions } from '../../options.ts';
import { exportRecording } from '../../run/export-recording.ts';
import type { ExportEvent, ExportSummary } from '../../run/progress.ts';
import { planRecording } from '../plan.ts';

/**
 * Exports the data that went into training and evaluation as a recording: pictures with masks, depth, cameras and
 * bodies of both worlds. Use it as `exportEvaluation`.
 * @throws StrictExportError with `strict`; the reason of `signal`.
 */
export function exportInputData(
  experiment: Experiment,
  options: ExportOptions = {},
): AsyncGenerator<ExportEvent, ExportSummary, undefined> {
  return exportRecording(planRecording(experiment, { kind: 'input_data' }, options), options);
}
