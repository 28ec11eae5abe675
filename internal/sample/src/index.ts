/**
 * Writes realistic v1 experiments, byte for byte in the trainers' formats: the demo, and the fixture of tests and benchmarks.
 * @module
 */
export { SMPL_COUNTS, SMPLX_COUNTS } from './body/body.ts';
export { type BodyModelOptions, sampleBodyModel } from './body/model.ts';
export { type SampleEvent, type SampleSummary, writeSampleExperiment } from './experiment.ts';
export { encodeNpz, type NpyArray } from './format/npy.ts';
export { FAMILY, type FamilyFlaw, type FamilyOptions, writeMetricFamily } from './metrics/family.ts';
export {
  BODY_COUNTS,
  type BodyCounts,
  type BodySize,
  resolveOptions,
  SAMPLE_DEFAULTS,
  SampleOptionError,
  type SampleOptions,
  type SamplePart,
  type SampleTask,
  TINY_SAMPLE,
} from './options.ts';
export { writeTinyExperiment } from './tiny.ts';
