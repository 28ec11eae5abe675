import { recordingsOf } from '@outlay/rerun/exporters';
import type { RecordingName, Task } from '@outlay/schema/names';
import type { Experiment } from '@outlay/schema/port';
import { type EpochSelection, selectEpochs } from '../../grammar/selection.ts';
import type { ExportTarget, Extra } from './words.ts';

/** What to make of an experiment, and which wanted epochs it does not have. */
export interface Targets {
  readonly kinds: readonly RecordingName[];
  readonly absentEpochs: readonly number[];
}

/** The recordings a command means for this experiment; those it has no data for are left out. */
export function recordingTargets(
  experiment: Experiment,
  target: ExportTarget,
  {
    epoch,
    task,
    extras,
  }: { readonly epoch: EpochSelection; readonly task?: readonly Task[]; readonly extras?: readonly Extra[] },
): Targets {
  const wish = { ...(task && { tasks: task }), ...(extras && { extras }) };
  const isMeant = (group: string) => target === 'all' || target === group;
  // Training counts epochs in its own way, so the epochs asked for are not about it.
  const others = recordingsOf(experiment, { ...wish, groups: ['input-data', 'training'].filter(isMeant) });
  if (!isMeant('evaluation')) return { kinds: others, absentEpochs: [] };
  const { epochs, absent } = selectEpochs(
    epoch,
    experiment.evaluations.map((evaluation) => evaluation.epoch),
  );
  const evaluations = recordingsOf(experiment, { ...wish, groups: ['evaluation'] });
  const selected = evaluations.filter((one) => 'epoch' in one && epochs.includes(one.epoch));
  return { kinds: [...others, ...selected], absentEpochs: absent };
}
