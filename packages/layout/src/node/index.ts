export { DecoderPool, type DecoderPoolOptions } from './decoder-pool.ts';
export { makeFolder } from './make-folder.ts';
export { networkDisk } from './network-disk.ts';
export { NodeFileSink } from './node-file-sink.ts';
export { NodeFileSource, type NodeFileSourceOptions } from './node-file-source.ts';
