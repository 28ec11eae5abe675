/**
 * Exporters: an experiment behind the port of `@outlay/schema` to recordings, as streams of bytes.
 *
 * ```ts
 * const bytes = exportEvaluation(experiment, { epoch: 30 });
 * for await (const event of bytes) if (event.kind === 'bytes') response.write(event.bytes);
 * ```
 * @module
 */
export type { BodyModels } from './body-model/body-models.ts';
export { InvalidSelectionError, StrictExportError } from './errors.ts';
export { exportRecording } from './export-any.ts';
export { exportEvaluation } from './export-evaluation.ts';
export { exportGaussians } from './export-gaussians.ts';
export { exportInputData } from './export-input-data.ts';
export { exportNvGeneration } from './export-nv-generation.ts';
export { type ExportTrainingOptions, exportTraining } from './export-training.ts';
export { type FrameSelection, formatFrameSelection, parseFrameSelection } from './frame-selection.ts';
export { fingerprintPart, type RecordingIdentity } from './identity.ts';
export {
  EXPORT_DEFAULTS,
  type ExportEvaluationOptions,
  type ExportNvGenerationOptions,
  type ExportOptions,
  type ExportSelection,
} from './options.ts';
export {
  type ExportPlan,
  type PlannedEntity,
  type PlannedRecording,
  type PlanSelection,
  planExport,
  planRecording,
} from './plan.ts';
export { guessSize, MAX_GROWTH, predictSize, type SizePrediction } from './predict-size.ts';
export { EXPORT_FINDINGS, type ExportFinding } from './problems.ts';
export type { ExportEvent, ExportSummary } from './progress.ts';
export type { LeftOut } from './step-list.ts';
