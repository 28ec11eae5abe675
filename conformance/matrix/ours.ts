export * from '../../packages/rerun/src/blueprint/index.ts';
export * from '../../packages/rerun/src/index.ts';
export * from '../../packages/rerun/src/types.ts';
export { VECTORS } from '../../packages/rerun/test/vectors/all.ts';
