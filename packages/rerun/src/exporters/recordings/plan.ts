/**
 * The plan of an export as plain data, for people and for `--dry-run`: nothing has been read yet.
 * @module
 */
import { LAYOUT_VERSION, type RecordingKind } from '@outlay/schema/names';
import type { Evaluation, Experiment } from '@outlay/schema/port';
import { modelsFor } from '../body-model/body-models.ts';
import type { ExportSelection } from '../options.ts';
import { evaluationOf, selectionFor } from '../options.ts';
import { ARCHETYPE_OF } from '../steps/step.ts';
import type { LeftOut, RecordingSteps } from '../steps/step-list.ts';
import { planEvaluationSteps } from './evaluation/plan.ts';
import { planGaussiansSteps } from './gaussians/plan.ts';
import { identify, type RecordingIdentity } from './identity.ts';
import { planInputDataSteps } from './input-data/plan.ts';
import { planNvGenerationSteps } from './nv-generation/plan.ts';
import { planTrainingSteps } from './training/plan.ts';

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

/** One entity a recording will hold. */
export interface PlannedEntity {
  readonly entity: string;
  /** Archetypes, e.g. `EncodedImage`. */
  readonly archetype: string;
  /** Number of frames; static entities have as many as their source. */
  readonly frames: number;
  /** Experiment-relative folder the values come from. */
  readonly from: string;
}

/** One recording an export will write. */
export interface PlannedRecording extends RecordingIdentity {
  readonly kind: RecordingKind;
  readonly entities: readonly PlannedEntity[];
  readonly frames: { readonly count: number; readonly first?: number; readonly last?: number };
  readonly leftOut: readonly LeftOut[];
}

/** The recordings an export will write, in writing order. JSON all through. */
export interface ExportPlan {
  readonly recordings: readonly PlannedRecording[];
}

/** Plans an export without reading values. @throws InvalidSelectionError for an epoch that is not on disk. */
export function planExport(experiment: Experiment, selection: PlanSelection = {}): ExportPlan {
  const hasInput = experiment.train !== undefined || experiment.test !== undefined;
  const epochs = selection.epochs ?? experiment.evaluations.map(({ epoch }) => epoch);
  const kinds: RecordingKind[] = [];
  if (selection.inputData ?? hasInput) kinds.push({ kind: 'input_data' });
  if (selection.training !== false) kinds.push(...trainingKinds(experiment));
  for (const epoch of epochs) {
    kinds.push(evaluationKind(epoch, selection));
    if (selection.gaussians === true && hasGaussians(evaluationOf(experiment, epoch)))
      kinds.push({ kind: 'gaussians', epoch });
  }
  return { recordings: kinds.map((kind) => planRecording(experiment, kind, selection)) };
}

function trainingKinds({ training, poseStates }: Experiment): readonly RecordingKind[] {
  const generated = poseStates.map(({ epoch }) => ({ kind: 'nv_generation', epoch }) as const);
  return [...(training === undefined ? [] : [{ kind: 'training_artifacts' } as const]), ...generated];
}

const hasGaussians = ({ pose }: Evaluation): boolean => pose.pose_smplx?.splats !== undefined;

/** Plans one recording. @throws InvalidSelectionError for an epoch that is not on disk. */
export function planRecording(
  experiment: Experiment,
  kind: RecordingKind,
  options: ExportSelection = {},
): PlannedRecording {
  const selection = selectionFor(kind, options);
  const planned = stepsOf(experiment, kind, selection);
  const [first, last] = [planned.frames[0], planned.frames[planned.frames.length - 1]];
  return {
    ...identify(experiment, kind, LAYOUT_VERSION, {
      ...selection,
      bodyModels: modelsFor(planned, selection.bodyModels),
    }),
    kind,
    entities: [
      ...planned.steps.map((step) => ({
        entity: step.entity,
        archetype: ARCHETYPE_OF[step.kind],
        frames: step.frames.length,
        from: step.series.path,
      })),
      ...planned.metrics.map(({ entity }) => ({
        entity,
        archetype: 'Scalars, SeriesLines',
        frames: planned.frames.length,
        from: entity.slice(1),
      })),
    ],
    frames: {
      count: planned.frames.length,
      ...(first !== undefined && { first }),
      ...(last !== undefined && { last }),
    },
    leftOut: planned.leftOut,
  };
}

/** The kind of recording an evaluation becomes: named after the task when exactly one is selected. */
export function evaluationKind(epoch: number, { tasks }: ExportSelection): RecordingKind & { readonly epoch: number } {
  return { kind: tasks?.length === 1 ? tasks[0]! : 'evaluation', epoch };
}

/** Steps of a recording. */
export function stepsOf(experiment: Experiment, kind: RecordingKind, selection: ExportSelection): RecordingSteps {
  switch (kind.kind) {
    case 'input_data':
      return planInputDataSteps(experiment, selection);
    case 'training_artifacts':
      return planTrainingSteps(experiment);
    case 'nv_generation':
      return planNvGenerationSteps(experiment, kind.epoch, selection);
    case 'gaussians':
      return planGaussiansSteps(experiment, kind.epoch, selection);
    default:
      return planEvaluationSteps(experiment, kind.epoch, selection);
  }
}
