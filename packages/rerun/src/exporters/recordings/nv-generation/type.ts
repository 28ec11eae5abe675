import { entityPath, formatEpoch } from '@outlay/schema/names';
import type { Experiment } from '@outlay/schema/port';
import { ofExperiment, pick, type RecordingType } from '../recording-type.ts';
import { planNvGenerationSteps } from './plan.ts';
import { prepareNvGeneration } from './prepare.ts';

type NvGeneration = { readonly kind: 'nv_generation'; readonly epoch: number };

/** `nv_generation_epoch_XXXX.rrd`: how virtual views were made. */
export const NV_GENERATION: RecordingType<Experiment, NvGeneration> = {
  kind: 'nv_generation',
  perEpoch: true,
  group: 'training',
  recordingsOf: ({ poseStates }) => poseStates.map(({ epoch }) => ({ kind: 'nv_generation', epoch })),
  isIn: ({ poseStates }, { epoch }) => poseStates.some((state) => state.epoch === epoch),
  ...ofExperiment<NvGeneration>(({ epoch }) => ({ nvGeneration: epoch })),
  narrow: (selection) => pick(selection, ['frames', 'cameras', 'persons', 'bodyModels']),
  plan: (experiment, { epoch }, selection) => planNvGenerationSteps(experiment, epoch, selection),
  prepare: (experiment, { epoch }, steps, context) => prepareNvGeneration(experiment, epoch, steps, context),
  summaryEntity: ({ epoch }) => entityPath.poseStateSummary(epoch),
  subject: ({ epoch }) => `view generation at ${formatEpoch(epoch)}`,
  split: { byCameras: true },
};
