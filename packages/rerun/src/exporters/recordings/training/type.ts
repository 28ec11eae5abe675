import { entityPath } from '@outlay/schema/names';
import type { Experiment } from '@outlay/schema/port';
import { ofExperiment, type RecordingType } from '../recording-type.ts';
import { planTrainingSteps } from './plan.ts';
import { prepareTraining } from './prepare.ts';

type Training = { readonly kind: 'training_artifacts' };

/** `training_artifacts.rrd`: the diagnostic pictures of training, over epochs. */
export const TRAINING: RecordingType<Experiment, Training> = {
  kind: 'training_artifacts',
  perEpoch: false,
  group: 'training',
  recordingsOf: ({ training }) => (training === undefined ? [] : [{ kind: 'training_artifacts' }]),
  isIn: ({ training }) => training !== undefined,
  ...ofExperiment<Training>(() => 'training_artifacts'),
  // What it calls frames are epochs, and its cameras are chosen at random.
  narrow: () => ({}),
  plan: planTrainingSteps,
  prepare: async ({ training }, _, steps) => prepareTraining(training?.slots ?? [], steps),
  summaryEntity: () => entityPath.trainingSummary(),
  subject: () => 'training artifacts',
  timeline: 'epoch',
};
