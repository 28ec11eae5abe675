/**
 * The plan of all recordings of an experiment as plain data.
 * @module
 */
import type { RecordingKind } from '@outlay/schema/names';
import type { Experiment } from '@outlay/schema/port';
import type { ExportSelection } from '../options.ts';
import { evaluationKind } from './evaluation/export.ts';
import { evaluationOf } from './evaluation-of.ts';
import { type PlannedRecording, planRecording } from './plan.ts';
import { recordingsOf } from './types.ts';

/** What to plan. */
export interface PlanSelection extends ExportSelection {
  /** Plan `input_data.rrd`. Default: `true` when the experiment has input data. */
  readonly inputData?: boolean;
  /** Epochs to plan. Default: all on disk. */
  readonly epochs?: readonly number[];
  /** Plan `training_artifacts.rrd` and `nv_generation_epoch_XXXX.rrd`. Default: `true` where there is data for them. */
  readonly training?: boolean;
  /** Plan `gaussians_epoch_XXXX.rrd` of the epochs that have Gaussians. Default `false`: they are large. */
  readonly gaussians?: boolean;
}

/** The recordings an export will write, in writing order. JSON all through. */
export interface ExportPlan {
  readonly recordings: readonly PlannedRecording[];
}

/** Plans an export without reading values. @throws InvalidSelectionError for an epoch that is not on disk. */
export function planExport(experiment: Experiment, selection: PlanSelection = {}): ExportPlan {
  const { inputData, training, gaussians, epochs } = selection;
  for (const epoch of epochs ?? []) evaluationOf(experiment, epoch);
  const groups = [...(inputData === false ? [] : ['input-data']), ...(training === false ? [] : ['training'])];
  const found = recordingsOf(experiment, { groups });
  const evaluations = recordingsOf(experiment, { groups: ['evaluation'], extras: gaussians ? ['gaussians'] : [] })
    .filter((one) => epochs === undefined || ('epoch' in one && epochs.includes(one.epoch)))
    .map((one) => (one.kind === 'evaluation' ? evaluationKind(one.epoch, selection) : one));
  const absent: readonly RecordingKind[] = inputData && found[0]?.kind !== 'input_data' ? [{ kind: 'input_data' }] : [];
  const recordings = [...absent, ...found, ...evaluations];
  return { recordings: recordings.map((one) => planRecording(experiment, one, selection).toJSON()) };
}
