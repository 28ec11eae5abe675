/**
 * The plan of a recording: what will be written, and all that writing it needs. Nothing has been read yet.
 * @module
 */
import type { RecordingKind, RecordingName, Task } from '@outlay/schema/names';
import type { Experiment } from '@outlay/schema/port';
import { modelsFor } from '../body-model/body-models.ts';
import type { ExportSelection } from '../options.ts';
import type { PrepareContext, Prepared } from '../run/prepared.ts';
import { ARCHETYPE_OF } from '../steps/step.ts';
import type { LeftOut, RecordingSteps } from '../steps/step-list.ts';
import { identify, type RecordingIdentity } from './identity.ts';
import type { RecordingType, SourceFacts } from './recording-type.ts';
import { RECORDING_TYPES, recordingType } from './types.ts';

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

/** What a recording will hold, for people and for `--dry-run`. JSON all through. */
export interface PlannedRecording<Recording extends RecordingName = RecordingKind> extends RecordingIdentity {
  readonly kind: Recording;
  readonly entities: readonly PlannedEntity[];
  readonly frames: { readonly count: number; readonly first?: number; readonly last?: number };
  readonly leftOut: readonly LeftOut[];
}

/** What exporting a planned recording takes. */
export interface RecordingWork {
  readonly source: SourceFacts;
  /** What narrows the recording; what does not apply to its kind is dropped. */
  readonly selection: ExportSelection;
  readonly steps: RecordingSteps;
  readonly timeline: 'frame' | 'epoch';
  readonly summaryEntity: string;
  readonly subject: string;
  readonly tasks?: readonly Task[];
  prepare(steps: RecordingSteps, context: PrepareContext): Promise<Prepared>;
}

/** A recording that has been planned, to be exported, or to be looked at: as JSON it is a {@link PlannedRecording}. */
export interface RecordingPlan<Recording extends RecordingName = RecordingKind> extends PlannedRecording<Recording> {
  readonly work: RecordingWork;
  toJSON(): PlannedRecording<Recording>;
}

/** Plans one recording. @throws InvalidSelectionError for an epoch that is not on disk. */
export function planRecording(
  experiment: Experiment,
  recording: RecordingKind,
  selection?: ExportSelection,
): RecordingPlan;
/** Plans a recording of one of `types`, whatever it is made from. @throws InvalidSelectionError for another kind. */
export function planRecording<Source>(
  source: Source,
  recording: RecordingName,
  selection: ExportSelection,
  types: readonly RecordingType<Source>[],
): RecordingPlan<RecordingName>;
export function planRecording<Source>(
  source: Source,
  recording: RecordingName,
  options: ExportSelection = {},
  types: readonly RecordingType<Source>[] = RECORDING_TYPES as readonly RecordingType<unknown>[],
): RecordingPlan<RecordingName> {
  const type = recordingType(recording, types);
  const selection = type.narrow(options, recording);
  const steps = type.plan(source, recording, selection);
  const facts = type.describe(source, recording);
  const parts = type.sources(source, recording).map(({ part }) => part);
  const identified = { ...selection, bodyModels: modelsFor(steps, selection.bodyModels) };
  const tasks = type.tasks?.(source, recording, selection);
  const planned: PlannedRecording<RecordingName> = {
    ...identify(facts, recording, parts, identified, type.stem),
    kind: recording,
    entities: entitiesOf(steps),
    frames: spanOf(steps.frames),
    leftOut: steps.leftOut,
  };
  return {
    ...planned,
    work: {
      source: facts,
      selection,
      steps,
      timeline: type.timeline ?? 'frame',
      summaryEntity: type.summaryEntity(recording),
      subject: type.subject(recording),
      ...(tasks && { tasks }),
      prepare: (some, context) => type.prepare(source, recording, some, context),
    },
    toJSON: () => planned,
  };
}

function entitiesOf({ steps, metrics, frames }: RecordingSteps): readonly PlannedEntity[] {
  return [
    ...steps.map((step) => ({
      entity: step.entity,
      archetype: ARCHETYPE_OF[step.kind],
      frames: step.frames.length,
      from: step.series.path,
    })),
    ...metrics.map(({ entity }) => ({
      entity,
      archetype: 'Scalars, SeriesLines',
      frames: frames.length,
      from: entity.slice(1),
    })),
  ];
}

/** How many frames, and between which. */
export function spanOf(frames: readonly number[]): PlannedRecording['frames'] {
  const [first, last] = [frames[0], frames.at(-1)];
  return { count: frames.length, ...(first !== undefined && { first }), ...(last !== undefined && { last }) };
}
