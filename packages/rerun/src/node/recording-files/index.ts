/**
 * Recordings as files in a folder: what is up to date and why, making what is not, what a file says of itself.
 *
 * ```ts
 * const making = makeRecordings(experiment, { folder: 'run/rerun', toolVersion: '1.0.0', now: () => performance.now() });
 * for (let step = await making.next(); !step.done; step = await making.next()) console.log(step.value);
 * ```
 * @module
 */
export type { RecordingFailure } from './failure.ts';
export { FILE_FINDINGS, type FileFinding } from './findings.ts';
export { type IdentityResult, readIdentity, type StoredIdentity } from './identity.ts';
export type { ReadFiles, StatFiles } from './inputs.ts';
export {
  DEFAULT_MAX_SIZE,
  type MadeRecordings,
  type MakeRecordingsOfOptions,
  type MakeRecordingsOptions,
  type RecordingResult,
  type RecordingsEvent,
} from './job.ts';
export { makeRecordings } from './make-recordings.ts';
export {
  describeChange,
  describeReason,
  type FilesChange,
  type IdentityProblem,
  type InputComparison,
  type OutdatedReason,
  type RecordingReason,
  type SelectionChange,
} from './reason.ts';
export { type RecordingState, recordingStates } from './states.ts';
export { formatBytes } from './words.ts';
