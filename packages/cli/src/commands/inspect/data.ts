import { manifestSchema } from '@outlay/schema';
import { TASKS } from '@outlay/schema/names';
import { z } from 'zod';
import { Count, ExperimentHead } from '../../report/common.ts';

/** Frames that are there, put together. */
const Frames = z.object({
  count: Count,
  first: z.int(),
  last: z.int(),
  step: z.int().describe('usual distance between neighbouring frames'),
  missing: z.array(z.int()).readonly(),
});
const Extent = { files: Count, bytes: Count.nullable() };
const Epochs = z.array(z.int()).readonly();
const Tasks = z.array(z.enum(TASKS)).readonly();

const InspectEpoch = z.object({
  epoch: z.int(),
  name: z.string(),
  listed: z.boolean(),
  state: z.enum(['complete', 'in-progress', 'pending', 'incomplete', 'missing']),
  tasks: Tasks,
  missing: z.array(z.string()).readonly().describe('required files that are not there'),
  metrics: z.partialRecord(z.enum(TASKS), z.record(z.string(), z.number().nullable())),
  ...Extent,
});
const InspectCamera = z.object({
  camera: z.int(),
  kind: z.enum(['source', 'evaluation', 'virtual']),
  train: Frames.optional(),
  test: Frames.optional(),
  nvsEpochs: Epochs,
  nvsGaps: z
    .array(z.object({ epoch: z.int(), missing: Epochs }))
    .readonly()
    .describe('epochs in which it lacks frames that other cameras have'),
});
const InspectRecording = z.object({
  file: z.string(),
  bytes: Count,
  state: z.enum(['up-to-date', 'outdated', 'unknown', 'unreadable']),
  reason: z.string().nullable(),
});

/** One experiment, as `outlay inspect` shows it. */
export const InspectExperiment = z.object({
  ...ExperimentHead.shape,
  manifest: z.nullable(manifestSchema()),
  manifestState: z.enum(['valid', 'invalid', 'unreadable', 'absent']),
  ...Extent,
  tasks: z.array(z.object({ task: z.enum(TASKS), listed: z.boolean(), epochs: Epochs })).readonly(),
  epochs: z.array(InspectEpoch).readonly(),
  cameras: z.array(InspectCamera).readonly(),
  persons: z.array(z.int()).readonly(),
  frames: z.object({ train: Frames.optional(), test: Frames.optional(), evaluation: Frames.optional() }),
  skipFrames: z.boolean(),
  parts: z.array(z.object({ path: z.string(), ...Extent })).readonly(),
  recordings: z.array(InspectRecording),
});
/** What `outlay inspect` says about one experiment. */
export type Inspection = z.infer<typeof InspectExperiment>;

/** The `data` of `outlay inspect`. */
export const InspectData = z.object({ experiments: z.array(InspectExperiment) });
