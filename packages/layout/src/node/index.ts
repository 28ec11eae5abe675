export { NodeFileSource, type NodeFileSourceOptions } from './node-file-source.ts';
