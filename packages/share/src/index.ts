/**
 * Send recordings and pages where others can open them.
 * @module
 */
export {
  isShareError,
  NetworkError,
  NotAllowedError,
  RefusedError,
  ShareError,
  ShareFileError,
  TargetError,
} from './errors.ts';
export { HUB_ENDPOINT, HUB_LIMITS, hubObjections } from './hub/hub-limits.ts';
export { type Patience, patientFetch } from './hub/patient-fetch.ts';
export { publicUrl, VIEWER_VERSION, viewerLink } from './links.ts';
export { placeOf, RECORDINGS_FOLDER, type SharedName } from './place.ts';
export { type Probe, type ProbeProblem, probeRecording } from './probe.ts';
export { type ListedRecording, sceneReadme } from './scene-readme.ts';
export { type SendEvent, type SendOptions, type Sent, sendFiles } from './send-files.ts';
export { type Hasher, isThere, type RemoteFile, type RemoteFiles, type ShareFile } from './share-file.ts';
export type { Revision, Store, StoreEvent } from './store.ts';
export { parseTarget, type Target } from './target.ts';
