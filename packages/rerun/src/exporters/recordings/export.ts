import type { RecordingKind } from '@outlay/schema/names';
import type { Experiment } from '@outlay/schema/port';
import type { ByteSink } from '../../sink.ts';
import { type ExportOptions, selectionFor } from '../options.ts';
import type { ExportEvent, ExportSummary } from '../run/progress.ts';
import { exportEvaluation } from './evaluation/export.ts';
import { exportGaussians } from './gaussians/export.ts';
import { exportInputData } from './input-data/export.ts';
import { exportNvGeneration } from './nv-generation/export.ts';
import { exportTraining } from './training/export.ts';

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
