export { openRecordingFile, type RecordingFile } from './open-recording.ts';
