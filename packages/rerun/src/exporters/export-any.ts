import type { RecordingKind } from '@outlay/schema/names';
import type { Experiment } from '@outlay/schema/port';
import type { ByteSink } from '../sink.ts';
import { exportEvaluation } from './export-evaluation.ts';
import { exportGaussians } from './export-gaussians.ts';
import { exportInputData } from './export-input-data.ts';
import { exportNvGeneration } from './export-nv-generation.ts';
import { exportTraining } from './export-training.ts';
import { type ExportOptions, selectionFor } from './options.ts';
import type { ExportEvent, ExportSummary } from './progress.ts';

/**
 * Exports the recording of a kind, by whichever of the exporters makes it. Use it as `exportEvaluation`.
 * @throws InvalidSelectionError when the epoch is not on disk; StrictExportError with `strict`; the reason of `signal`.
 */
export function exportRecording(
  experiment: Experiment,
  kind: RecordingKind,
  options: ExportOptions & { readonly sink?: ByteSink } = {},
): AsyncGenerator<ExportEvent, ExportSummary, undefined> {
  switch (kind.kind) {
    case 'input_data':
      return exportInputData(experiment, options);
    case 'training_artifacts':
      return exportTraining(experiment, options);
    case 'nv_generation':
      return exportNvGeneration(experiment, { ...options, epoch: kind.epoch });
    case 'gaussians':
      return exportGaussians(experiment, { ...options, epoch: kind.epoch });
    default:
      return exportEvaluation(experiment, { ...options, ...selectionFor(kind, options), epoch: kind.epoch });
  }
}
