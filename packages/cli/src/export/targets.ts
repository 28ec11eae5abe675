import type { RecordingKind, Task } from '@outlay/schema/names';
import type { Experiment } from '@outlay/schema/port';
import type { ExportTarget, Extra } from '../commands/export.ts';
import { type EpochSelection, selectEpochs } from '../selection.ts';

/** What to make of an experiment, and which wanted epochs it does not have. */
export interface Targets {
  readonly kinds: readonly RecordingKind[];
  readonly absentEpochs: readonly number[];
}

/** The recordings a command means for this experiment; those it has no data for are left out. */
export function recordingTargets(
  experiment: Experiment,
  target: ExportTarget,
  options: { readonly epoch: EpochSelection; readonly task?: readonly Task[]; readonly extras?: readonly Extra[] },
): Targets {
  const kinds: RecordingKind[] = [];
  const hasInput = experiment.train !== undefined || experiment.test !== undefined;
  if ((target === 'input-data' || target === 'all') && hasInput) kinds.push({ kind: 'input_data' });
  // Training counts epochs in its own way, so the epochs asked for are not about it.
  if (target === 'training' || target === 'all') kinds.push(...trainingKinds(experiment));
  if (target === 'input-data' || target === 'training') return { kinds, absentEpochs: [] };
  const onDisk = experiment.evaluations.map(({ epoch }) => epoch);
  const { epochs, absent } = selectEpochs(options.epoch, onDisk);
  for (const evaluation of experiment.evaluations) {
    if (!epochs.includes(evaluation.epoch) || evaluation.tasks.length === 0) continue;
    const { epoch } = evaluation;
    if (options.task === undefined) kinds.push({ kind: 'evaluation', epoch });
    for (const task of evaluation.tasks) if (options.task?.includes(task)) kinds.push({ kind: task, epoch });
    if (options.extras?.includes('gaussians') && evaluation.pose.pose_smplx?.splats !== undefined)
      kinds.push({ kind: 'gaussians', epoch });
  }
  return { kinds, absentEpochs: absent };
}

function trainingKinds({ training, poseStates }: Experiment): readonly RecordingKind[] {
  const generated = poseStates.map(({ epoch }) => ({ kind: 'nv_generation', epoch }) as const);
  return [...(training === undefined ? [] : [{ kind: 'training_artifacts' } as const]), ...generated];
}
