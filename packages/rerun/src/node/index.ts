export { type FileSinkOptions, type FileSinkOptions, fileSink, fileSink } from './file-sink.ts';
