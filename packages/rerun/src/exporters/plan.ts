/**
 * The plan of an export as plain data, for people and for `--dry-run`: nothing has been read yet.
 * @module
 */
import { LAYOUT_VERSION, type RecordingKind } from '@outlay/schema/names';
import type { Experiment } from '@outlay/schema/port';
import { identify, type RecordingIdentity } from './identity.ts';
import type { ExportSelection } from './options.ts';
import { evaluationOf } from './options.ts';
import { planEvaluationSteps } from './plan-evaluation.ts';
import { planInputDataSteps } from './plan-input-data.ts';
import { ARCHETYPE_OF } from './step.ts';
import type { LeftOut, RecordingSteps } from './step-list.ts';

/** What to plan: the input data, evaluation epochs, or both. */
export interface PlanSelection extends ExportSelection {
  /** Plan `input_data.rrd`. Default: `true` when the experiment has input data. */
  readonly inputData?: boolean;
  /** Epochs to plan. Default: all on disk. */
  readonly epochs?: readonly number[];
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
  return {
    recordings: [
      ...((selection.inputData ?? hasInput) ? [planRecording(experiment, { kind: 'input_data' }, selection)] : []),
      ...epochs.map((epoch) => planRecording(experiment, evaluationKind(epoch, selection), selection)),
    ],
  };
}

/** Plans one recording. @throws InvalidSelectionError for an epoch that is not on disk. */
export function planRecording(
  experiment: Experiment,
  kind: RecordingKind,
  selection: ExportSelection = {},
): PlannedRecording {
  const planned = stepsOf(experiment, kind, selection);
  const [first, last] = [planned.frames[0], planned.frames[planned.frames.length - 1]];
  return {
    ...identify(experiment, kind, LAYOUT_VERSION, selection),
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
  if (!('epoch' in kind)) return planInputDataSteps(experiment, selection);
  evaluationOf(experiment, kind.epoch);
  return planEvaluationSteps(experiment, kind.epoch, selection);
}
