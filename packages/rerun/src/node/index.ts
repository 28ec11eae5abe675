export { removeAbandoned } from '@outlay-internal/disk';
export { type FileByteSink, fileSink } from './file-sink.ts';
export { openRecordingFile, type RecordingFile } from './open-recording.ts';
