import { entityPath, formatEpoch, type RecordingName, TASKS, type Task } from '@outlay/schema/names';
import type { Experiment } from '@outlay/schema/port';
import { type ExportSelection, selects } from '../../options.ts';
import { isAt } from '../../steps/address.ts';
import { ofExperiment, pick, type RecordingType } from '../recording-type.ts';
import { planEvaluationSteps } from './plan.ts';
import { prepareEvaluation } from './prepare.ts';

interface OfEpoch extends RecordingName {
  readonly epoch: number;
}

/** `evaluation_epoch_XXXX.rrd`: everything of an epoch. */
export const EVALUATION: RecordingType<Experiment, OfEpoch> = {
  ...common(),
  kind: 'evaluation',
  isWanted: ({ tasks }) => tasks === undefined,
  recordingsOf: ({ evaluations }) =>
    evaluations.flatMap(({ epoch, tasks }) => (tasks.length === 0 ? [] : [{ kind: 'evaluation', epoch }])),
  ...ofExperiment<OfEpoch>(({ epoch }) => ({ evaluation: epoch })),
  split: { into: TASKS },
};

/** `nvs_epoch_XXXX.rrd` and its siblings: one task of an epoch. */
export const TASK_EVALUATIONS: readonly RecordingType<Experiment, OfEpoch>[] = TASKS.map((task) => ({
  ...common(task),
  kind: task,
  isWanted: ({ tasks }) => tasks?.includes(task) ?? false,
  recordingsOf: ({ evaluations }) =>
    evaluations.flatMap(({ epoch, tasks }) => (tasks.includes(task) ? [{ kind: task, epoch }] : [])),
  ...ofExperiment<OfEpoch>(({ epoch }) => ({ evaluation: epoch, task })),
  // Bodies have no cameras, and the source view stays with them.
  ...(task === 'nvs' && { split: { byCameras: true } }),
  holds: (address) => isAt(address, { task }),
}));

function common(only?: Task) {
  return {
    perEpoch: true,
    group: 'evaluation',
    isIn: ({ evaluations }, { epoch }) => evaluations.some((evaluation) => evaluation.epoch === epoch),
    narrow: (selection) => {
      const tasks = only === undefined ? selection.tasks : [only];
      const seen = pick(selection, ['frames', 'cameras', 'persons', 'bodyModels']);
      const viz = selection.viz === true && selects(tasks, 'nvs');
      return { ...seen, ...(tasks && { tasks }), ...(viz && { viz }) } satisfies ExportSelection;
    },
    plan: (experiment, { epoch }, selection) => planEvaluationSteps(experiment, epoch, selection),
    prepare: (experiment, { epoch }, steps, context) => prepareEvaluation(experiment, epoch, steps, context),
    summaryEntity: ({ epoch }) => entityPath.summary(epoch),
    subject: ({ epoch }) => formatEpoch(epoch),
    tasks: ({ evaluations }, { epoch }, selection) => {
      const evaluation = evaluations.find((one) => one.epoch === epoch);
      return TASKS.filter((task) => evaluation?.tasks.includes(task) && selects(selection.tasks, task));
    },
  } satisfies Partial<RecordingType<Experiment, OfEpoch>>;
}
