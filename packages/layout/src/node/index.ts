export { DecoderPool, type DecoderPoolOptions } from './decoder-pool.ts';
export {
  type FindExperimentsOptions,
  type FoundExperiment,
  findExperiments,
  nearestExperiment,
  PatternInvalidError,
} from './find-experiments.ts';
export { networkDisk } from './network-disk.ts';
export { type DecoderThreads, nodeDecoders } from './node-decoders.ts';
export { NodeFileSink } from './node-file-sink.ts';
export { NodeFileSource, type NodeFileSourceOptions } from './node-file-source.ts';
