/**
 * Experiment folders as data: paths, scan, and the port of `@outlay/schema` over a folder.
 * @module
 */

export { readBodyModel } from './body-model/read-body-model.ts';
export { VALIDATION_LEVELS, type ValidationLevel } from './checks/context.ts';
export type { EpochState } from './checks/epoch-states.ts';
export {
  FileNotFoundError,
  FileTooLargeError,
  FileUnreadableError,
  isLayoutError,
  LayoutError,
  type LayoutErrorOptions,
  PathRefusedError,
} from './errors.ts';
export { diagnosticsOf } from './experiment/open-diagnostics.ts';
export { ManifestInvalidError, NotAnExperimentError, VersionUnsupportedError } from './experiment/open-errors.ts';
export { type OpenExperimentOptions, openExperiment } from './experiment.ts';
export type { FileEditor } from './file-editor.ts';
export type { FileSink } from './file-sink.ts';
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
} from './file-source.ts';
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
export { formatFrames } from './frame-ranges.ts';
export { type FrameSummary, summariseFrames } from './frame-summary.ts';
export { INIT_DEFAULTS, type InitOptions, type InitPlan, initExperiment, planInit } from './init.ts';
export {
  type CameraSummary,
  type EpochSummary,
  type ExperimentSummary,
  type Extent,
  type InspectOptions,
  inspectExperiment,
} from './inspect.ts';
export type { Issue, IssueCode, IssueOf } from './issue.ts';
export { adviceOf } from './issue-advice.ts';
export { ISSUE_CATALOGUE, ISSUE_CODES, toDiagnostic } from './issue-catalogue.ts';
export { ISSUE_EXAMPLES } from './issue-examples.ts';
export type { CatalogueEntry, CatalogueOf, IssueBase } from './issues/entry.ts';
export { ListingSource } from './listing-source.ts';
export { MemoryFileSink } from './memory-file-sink.ts';
export { MemorySource } from './memory-source.ts';
export { type ParsedPath, parseFolder, parsePath } from './parse-path.ts';
export type { PathIds } from './path-pattern.ts';
export type { FolderPosition, ParsedFile } from './path-tree.ts';
export { formatPath } from './paths.ts';
export type { FrameKind, FrameRun } from './plain-frames.ts';
export { IssueGroups, type SeverityCounts } from './report.ts';
export { isIgnoredName, type ScanOptions, type ScanSummary, scan } from './scan.ts';
export type { ScannedFile, ScannedFolder, SkippedEntry } from './scanned-folder.ts';
export { updateManifest } from './update-manifest.ts';
export {
  runValidation,
  VALIDATE_DEFAULTS,
  type ValidateOptions,
  type ValidationEvent,
  type ValidationReport,
  validate,
} from './validate.ts';
export { FileExistsError, InitOptionError } from './write-errors.ts';
