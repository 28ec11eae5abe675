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
export {
  EXPORT_DEFAULTS,
  type ExportEvaluationOptions,
  type ExportNvGenerationOptions,
  type ExportOptions,
  type ExportSelection,
} from './options.ts';
export { exportEvaluation } from './recordings/evaluation/export.ts';
export { exportRecording } from './recordings/export.ts';
export { exportGaussians } from './recordings/gaussians/export.ts';
export { fingerprintPart, type RecordingIdentity } from './recordings/identity.ts';
export { exportInputData } from './recordings/input-data/export.ts';
export { exportNvGeneration } from './recordings/nv-generation/export.ts';
export {
  type ExportPlan,
  type PlannedEntity,
  type PlannedRecording,
  type PlanSelection,
  planExport,
  planRecording,
} from './recordings/plan.ts';
export { type ExportTrainingOptions, exportTraining } from './recordings/training/export.ts';
export { EXPORT_FINDINGS, type ExportFinding } from './run/problems.ts';
export type { ExportEvent, ExportSummary } from './run/progress.ts';
export { guessSize, MAX_GROWTH, predictSize, type SizePrediction } from './size/predict-size.ts';
export { type FrameSelection, formatFrameSelection, parseFrameSelection } from './steps/frame-selection.ts';
export type { LeftOut } from './steps/step-list.ts';
