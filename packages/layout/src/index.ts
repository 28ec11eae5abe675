/**
 * Experiment folders as data: paths, scan, and the port of `@outlay/schema` over a folder.
 * @module
 */
export {
  FileNotFoundError,
  FileTooLargeError,
  FileUnreadableError,
  isLayoutError,
  LayoutError,
  type LayoutErrorOptions,
  PathRefusedError,
} from './errors.ts';
export { METRIC_PROBLEMS } from './experiment/metrics.ts';
export { ManifestInvalidError, NotAnExperimentError, VersionUnsupportedError } from './experiment/open-errors.ts';
export { OPEN_PROBLEMS, type OpenProblem } from './experiment/problems.ts';
export { type OpenExperimentOptions, openExperiment } from './experiment.ts';
export {
  BATCH_BYTES,
  type Entry,
  FILE_ALIGNMENT,
  type FileSource,
  MAX_FILE_BYTES,
  type ReadFileOptions,
  type ReadManyOptions,
  type ReadResult,
  type RefusedReason,
} from './file-source.ts';
export { MemorySource } from './memory-source.ts';
export { type ParsedPath, parseFolder, parsePath } from './parse-path.ts';
export type { PathIds } from './path-pattern.ts';
export type { FolderPosition, ParsedFile } from './path-tree.ts';
export { formatPath } from './paths.ts';
export {
  isIgnoredName,
  type ScannedFile,
  type ScannedFolder,
  type ScanOptions,
  type ScanSummary,
  type SkippedEntry,
  scan,
} from './scan.ts';
