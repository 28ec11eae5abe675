/**
 * Experiment folders as data: paths, scan, and the port of `@outlay/schema` over a folder.
 * @module
 */

export { readBodyModel } from './body-model/read-body-model.ts';
export { type CheckContext, VALIDATION_LEVELS, type ValidationLevel } from './checks/context.ts';
export type { RecordingBytes, RecordingReader } from './checks/recordings/reader.ts';
export { CHECKS, type Check, type CheckSubject } from './checks/registry.ts';
export type { BatchDecodeOptions, Decoders, MeshDecodeOptions } from './decode/decoders.ts';
export type { MaskLayer } from './decode/mask-work.ts';
export {
  FileNotFoundError,
  FileTooLargeError,
  FileUnreadableError,
  isLayoutError,
  LayoutError,
  type LayoutErrorOptions,
  PathRefusedError,
} from './errors.ts';
export { readTaskMetrics } from './experiment/metrics.ts';
export { type OpenExperimentOptions, openExperiment } from './experiment/open.ts';
export { diagnosticsOf } from './experiment/open-diagnostics.ts';
export { ManifestInvalidError, NotAnExperimentError, VersionUnsupportedError } from './experiment/open-errors.ts';
export {
  applyFixes,
  type FixEvent,
  type FixSummary,
  parseUndoRecord,
  type UndoRecord,
  type UndoSummary,
  undoFixes,
} from './fix/apply.ts';
export { FIXABLE_CODES, FIXES, type FixPlan, type FixStep, type LeftAlone, planFixes } from './fix/plan.ts';
export { formatFrames } from './frames/ranges.ts';
export { type FrameSummary, summariseFrames } from './frames/summary.ts';
export { INIT_DEFAULTS, type InitOptions, type InitPlan, initExperiment, planInit } from './init/plan.ts';
export {
  type CameraSummary,
  type EpochSummary,
  type ExperimentSummary,
  type Extent,
  type InspectOptions,
  inspectExperiment,
} from './inspect/inspect.ts';
export { adviceOf } from './issues/advice.ts';
export { ISSUE_CATALOGUE, ISSUE_CODES, type IssueCode, toDiagnostic } from './issues/catalogue.ts';
export type { CatalogueEntry, CatalogueOf, IssueBase } from './issues/entry.ts';
export { ISSUE_EXAMPLES } from './issues/examples.ts';
export { type Finding, IssueGroups, type SeverityCounts } from './issues/groups.ts';
export type { Issue, IssueName, IssueOf } from './issues/issue.ts';
export type { ManifestState } from './manifest/state.ts';
export { updateManifest } from './manifest/update.ts';
export {
  type EpochMetricFiles,
  type MetricFiles,
  type MetricFilesOptions,
  readMetricFiles,
} from './metric-files/read-metric-files.ts';
export { formatPath } from './paths/format-path.ts';
export { type ParsedPath, parseFolder, parsePath } from './paths/parse-path.ts';
export type { PathIds } from './paths/pattern.ts';
export type { FrameKind, FrameRun } from './paths/plain-frames.ts';
export type { FolderPosition, ParsedFile } from './paths/position.ts';
export { cameraKinds, sourceCameraOf } from './scan/camera-kinds.ts';
export { type EpochState, epochStates } from './scan/epoch-states.ts';
export { type FrameFolder, type Inventory, takeInventory } from './scan/inventory.ts';
export { type ScanExperimentOptions, type ScannedExperiment, scanExperiment } from './scan/scanned-experiment.ts';
export type { ScannedFile, ScannedFolder, SkippedEntry } from './scan/scanned-folder.ts';
export { isIgnoredName, type ScanOptions, type ScanSummary, scan } from './scan/walk.ts';
export type { FileEditor } from './source/file-editor.ts';
export type { FileSink } from './source/file-sink.ts';
export {
  BATCH_BYTES,
  type Entry,
  FILE_ALIGNMENT,
  type FileSource,
  type FileStat,
  MAX_FILE_BYTES,
  type ReadFileOptions,
  type ReadManyOptions,
  type ReadResult,
  type RefusedReason,
} from './source/file-source.ts';
export { ListingSource } from './source/listing-source.ts';
export { MemoryFileSink } from './source/memory-file-sink.ts';
export { MemorySource } from './source/memory-source.ts';
export { FileExistsError, InitOptionError } from './source/write-errors.ts';
export {
  runValidation,
  VALIDATE_DEFAULTS,
  type ValidateOptions,
  type ValidationEvent,
  type ValidationReport,
  validate,
} from './validate/run.ts';
