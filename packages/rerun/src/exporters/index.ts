/**
 * Exporters: an experiment behind the port of `@outlay/schema` to recordings, as streams of bytes.
 *
 * ```ts
 * const bytes = exportEvaluation(experiment, { epoch: 30 });
 * for await (const event of bytes) if (event.kind === 'bytes') response.write(event.bytes);
 * ```
 * @module
 */
export type { BodyModels } from './body-model/models.ts';
export { InvalidSelectionError, StrictExportError } from './errors.ts';
export {
  EXPORT_DEFAULTS,
  type ExportEvaluationOptions,
  type ExportNvGenerationOptions,
  type ExportOptions,
  type ExportSelection,
  type RunOptions,
} from './options.ts';
export { type ComparedRun, type Comparison, RUN_COUNT } from './recordings/comparison/comparison.ts';
export { type ExportComparisonOptions, exportComparison } from './recordings/comparison/export.ts';
export { comparisonType } from './recordings/comparison/type.ts';
export { exportEvaluation } from './recordings/evaluation/export.ts';
export { exportGaussians } from './recordings/gaussians/export.ts';
export type { RecordingIdentity } from './recordings/identity.ts';
export { exportInputData } from './recordings/input-data/export.ts';
export { exportNvGeneration } from './recordings/nv-generation/export.ts';
export { type PlannedEntity, type PlannedRecording, planRecording, type RecordingPlan } from './recordings/plan.ts';
export { type ExportPlan, type PlanSelection, planExport } from './recordings/plan-export.ts';
export type {
  RecordingType,
  RecordingWish,
  SourceFacts,
  SourcePart,
  SplitRule,
} from './recordings/recording-type.ts';
export { exportTraining } from './recordings/training/export.ts';
export {
  dividedRecording,
  parseRecordingFile,
  RECORDING_TYPES,
  type RecordingsWish,
  recordingsOf,
  recordingType,
} from './recordings/types.ts';
export { exportRecording } from './run/export-recording.ts';
export type { PrepareContext, Prepared } from './run/prepared.ts';
export { EXPORT_FINDINGS, type ExportFinding } from './run/problems.ts';
export type { ExportEvent, ExportSummary } from './run/progress.ts';
export { guessSize, MAX_GROWTH } from './size/guess-size.ts';
export { predictSize, type SizedEntity, type SizePrediction } from './size/predict-size.ts';
export { type AddressParts, cameraOf, isAt, type StepAddress } from './steps/address.ts';
export { type FrameSelection, formatFrameSelection, parseFrameSelection } from './steps/frame-selection.ts';
export { type LeftOut, type RecordingSteps, StepList } from './steps/step-list.ts';
