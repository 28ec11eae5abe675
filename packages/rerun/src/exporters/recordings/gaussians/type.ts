import { entityPath, formatEpoch } from '@outlay/schema/names';
import type { Experiment } from '@outlay/schema/port';
import { ofExperiment, pick, type RecordingType } from '../recording-type.ts';
import { planGaussiansSteps } from './plan.ts';
import { prepareGaussians } from './prepare.ts';

type Gaussians = { readonly kind: 'gaussians'; readonly epoch: number };

/** `gaussians_epoch_XXXX.rrd`: posed 3D Gaussians, thinned; large, so made only on request. */
export const GAUSSIANS: RecordingType<Experiment, Gaussians> = {
  kind: 'gaussians',
  perEpoch: true,
  group: 'evaluation',
  isWanted: ({ extras }) => extras?.includes('gaussians') ?? false,
  recordingsOf: ({ evaluations }) =>
    evaluations.flatMap(({ epoch, pose }) =>
      pose.pose_smplx?.splats === undefined ? [] : [{ kind: 'gaussians', epoch }],
    ),
  isIn: ({ evaluations }, { epoch }) => evaluations.some((evaluation) => evaluation.epoch === epoch),
  ...ofExperiment<Gaussians>(({ epoch }) => ({ evaluation: epoch })),
  narrow: (selection) => pick(selection, ['frames', 'persons', 'maxSplats']),
  plan: (experiment, { epoch }, selection) => planGaussiansSteps(experiment, epoch, selection),
  prepare: (_, { epoch }, steps, context) => prepareGaussians(epoch, steps, context),
  summaryEntity: ({ epoch }) => entityPath.summary(epoch),
  subject: ({ epoch }) => `posed 3D Gaussians at ${formatEpoch(epoch)}`,
};
