import { entityPath } from '@outlay/schema/names';
import type { Experiment } from '@outlay/schema/port';
import { ofExperiment, pick, type RecordingType } from '../recording-type.ts';
import { planInputDataSteps } from './plan.ts';
import { prepareInputData } from './prepare.ts';

type InputData = { readonly kind: 'input_data' };

/** `input_data.rrd`: what went into training and evaluation. */
export const INPUT_DATA: RecordingType<Experiment, InputData> = {
  kind: 'input_data',
  perEpoch: false,
  group: 'input-data',
  recordingsOf: ({ train, test }) => (train === undefined && test === undefined ? [] : [{ kind: 'input_data' }]),
  isIn: () => true,
  ...ofExperiment<InputData>(() => 'input_data'),
  narrow: (selection) => pick(selection, ['frames', 'cameras', 'persons', 'bodyModels']),
  plan: (experiment, _, selection) => planInputDataSteps(experiment, selection),
  prepare: (experiment, _, steps, context) => prepareInputData(experiment, steps, context),
  summaryEntity: () => entityPath.summary(),
  subject: () => 'input data',
  split: { byCameras: true },
};
