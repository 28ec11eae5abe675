/**
 * The part of the contract that needs no zod: words, ids, entity paths, recording names, file tables.
 * For browsers and training code that counts milliseconds.
 * @module
 */
export {
  type ContractId,
  type ContractPrefix,
  FILE_CONTRACTS,
  FOLDER_CONTRACTS,
  fileContract,
} from './contracts/index.ts';
export {
  CAMERA_PARTS,
  type CameraPart,
  type EntityAddress,
  GAUSSIAN_FORMS,
  type GaussianForm,
  GENERATION_FOLDERS,
  type GenerationFolder,
  METRIC_LEVELS,
  type MetricLevel,
  NVS_VIZ_PARTS,
  type NvsVizPart,
  SOURCE_VIEW_PARTS,
  type SourceViewPart,
  TRAINING_PARTS,
  type TrainingPart,
} from './entity-address.ts';
export { entityPath, entityPathOf, entityPatternOf, parseEntityPath } from './entity-paths.ts';
export { ENTITY_PATHS, type EntityPathRow } from './entity-table.ts';
export {
  type ArrayContract,
  type Content,
  type FileContract,
  type FolderContract,
  PLACEHOLDERS,
  type Placeholder,
  placeholdersOf,
} from './file-contract.ts';
export { fileSystemReason, systemErrorName } from './file-system-reason.ts';
export { runsOfFrames, unionOfFrames } from './frame-sets.ts';
export {
  formatCam,
  formatCamera,
  formatEpoch,
  formatFrame,
  formatPerson,
  formatPersonEntity,
  parseCamera,
  parseEpoch,
  parseFrame,
  parsePerson,
} from './ids.ts';
export { LAYOUT_VERSION, LAYOUT_VERSIONS, layoutVersionAdvice } from './layout-version.ts';
export { type MetricDescription, metricFacts } from './metric-facts.ts';
export { nearMiss } from './near-miss.ts';
export {
  formatRecordingName,
  parseRecordingName,
  RECORDING_NAMES,
  type RecordingKind,
  type RecordingName,
  type RecordingNamePattern,
} from './recordings.ts';
export { visible } from './visible.ts';
export {
  ALIGNMENT_METHODS,
  type AlignmentMethod,
  BODY_MESH_COUNTS,
  BODY_MODELS,
  type BodyModel,
  bodyModelOf,
  ROLES,
  type Role,
  SPACES,
  SPLITS,
  type Space,
  type Split,
  TASKS,
  type Task,
  TIMELINES,
} from './vocabulary.ts';
