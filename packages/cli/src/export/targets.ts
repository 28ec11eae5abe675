import type { RecordingKind, Task } from '@outlay/schema/names';
import type { Experiment } from '@outlay/schema/port';
import type { ExportTarget, Extra } from '../commands/export.ts';
import { type EpochSelection, selectEpochs } from '../selection.ts';

/** One recording to make. */
export interface RecordingTarget {
  readonly kind: RecordingKind;
  /** The cameras of this part of a recording that was split. */
  readonly cameras?: readonly number[];
}

/** What to make of an experiment, and which wanted epochs it does not have. */
export interface Targets {
  readonly recordings: readonly RecordingTarget[];
  readonly absentEpochs: readonly number[];
}

/** The recordings a command means for this experiment; those it has no data for are left out. */
export function recordingTargets(
  experiment: Experiment,
  target: ExportTarget,
  options: { readonly epoch: EpochSelection; readonly task?: readonly Task[]; readonly extras?: readonly Extra[] },
): Targets {
  const recordings: RecordingTarget[] = [];
  const hasInput = experiment.train !== undefined || experiment.test !== undefined;
  if ((target === 'input-data' || target === 'all') && hasInput) recordings.push({ kind: { kind: 'input_data' } });
  // Training counts epochs in its own way, so the epochs asked for are not about it.
  if (target === 'training' || target === 'all') recordings.push(...trainingTargets(experiment));
  if (target === 'input-data' || target === 'training') return { recordings, absentEpochs: [] };
  const onDisk = experiment.evaluations.map(({ epoch }) => epoch);
  const { epochs, absent } = selectEpochs(options.epoch, onDisk);
  for (const evaluation of experiment.evaluations) {
    if (!epochs.includes(evaluation.epoch) || evaluation.tasks.length === 0) continue;
    const { epoch } = evaluation;
    if (options.task === undefined) recordings.push({ kind: { kind: 'evaluation', epoch } });
    for (const task of evaluation.tasks)
      if (options.task?.includes(task)) recordings.push({ kind: { kind: task, epoch } });
    if (options.extras?.includes('gaussians') && evaluation.pose.pose_smplx?.splats !== undefined)
      recordings.push({ kind: { kind: 'gaussians', epoch } });
  }
  return { recordings, absentEpochs: absent };
}

function trainingTargets({ training, poseStates }: Experiment): readonly RecordingTarget[] {
  const generated = poseStates.map(({ epoch }): RecordingTarget => ({ kind: { kind: 'nv_generation', epoch } }));
  return [...(training === undefined ? [] : [{ kind: { kind: 'training_artifacts' } } as const]), ...generated];
}
