export * from '../../packages/rerun/src/index.ts';
export { VECTORS } from '../../packages/rerun/test/vectors/all.ts';
