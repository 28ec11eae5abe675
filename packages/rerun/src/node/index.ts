export { type FileSinkOptions, fileSink } from './file-sink.ts';
export { openRecordingFile, type RecordingFile } from './open-recording.ts';
