import type { RecordingKind } from '@outlay/schema/names';
import type { Experiment } from '@outlay/schema/port';
import type { ExportEvaluationOptions, ExportSelection } from '../../options.ts';
import { exportRecording } from '../../run/export-recording.ts';
import type { ExportEvent, ExportSummary } from '../../run/progress.ts';
import { planRecording } from '../plan.ts';

/**
 * Exports one evaluation epoch as a recording: novel views beside their ground truth, bodies in 3D, metrics.
 *
 * ```ts
 * for await (const event of exportEvaluation(experiment, { epoch: 30 }))
 *   if (event.kind === 'bytes') response.write(event.bytes);
 * ```
 * The generator's return value is the {@link ExportSummary}. With a `sink` the bytes go there and no `bytes` events
 * come. Memory is bounded by a batch.
 * @throws InvalidSelectionError when the epoch is not on disk; StrictExportError with `strict`; the reason of `signal`.
 */
export function exportEvaluation(
  experiment: Experiment,
  options: ExportEvaluationOptions,
): AsyncGenerator<ExportEvent, ExportSummary, undefined> {
  const recording = evaluationKind(options.epoch, options);
  return exportRecording(planRecording(experiment, recording, options), options);
}

/** The kind of recording an evaluation becomes: named after the task when exactly one is selected. */
export function evaluationKind(epoch: number, { tasks }: ExportSelection): RecordingKind & { readonly epoch: number } {
  return { kind: tasks?.length === 1 ? tasks[0]! : 'evaluation', epoch };
}
