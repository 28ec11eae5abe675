/**
 * The kinds of recordings, in the order in which they are made.
 * @module
 */
import { parseRecordingName, type RecordingKind, type RecordingName } from '@outlay/schema/names';
import type { Experiment } from '@outlay/schema/port';
import { InvalidSelectionError } from '../errors.ts';
import { EVALUATION, TASK_EVALUATIONS } from './evaluation/type.ts';
import { GAUSSIANS } from './gaussians/type.ts';
import { INPUT_DATA } from './input-data/type.ts';
import { NV_GENERATION } from './nv-generation/type.ts';
import type { RecordingType, RecordingWish } from './recording-type.ts';
import { TRAINING } from './training/type.ts';

/** Every kind of recording that an experiment becomes. */
export const RECORDING_TYPES: readonly RecordingType<Experiment>[] = [
  INPUT_DATA,
  TRAINING,
  NV_GENERATION,
  EVALUATION,
  ...TASK_EVALUATIONS,
  GAUSSIANS,
];

/** The kind of a recording. @throws InvalidSelectionError when it is none of `types`. */
export function recordingType<Source>(
  { kind }: RecordingName,
  types: readonly RecordingType<Source>[],
): RecordingType<Source> {
  const found = types.find((type) => type.kind === kind);
  if (found !== undefined) return found;
  throw new InvalidSelectionError('kind', `one of ${types.map((type) => type.kind).join(', ')}`, kind);
}

/** The recording that a file name stands for; `undefined` when it is none of `types`. */
export function parseRecordingFile(
  name: string,
  types: readonly RecordingType<never>[] = RECORDING_TYPES,
): RecordingName | undefined {
  const patterns = types.map(({ kind, stem = kind, perEpoch, split }) => ({
    kind: stem,
    perEpoch,
    byCameras: split !== undefined,
  }));
  const found = parseRecordingName(name, patterns);
  const type = types.find(({ kind, stem = kind }) => stem === found?.kind);
  return found && type && { ...found, kind: type.kind };
}

/** The recordings that a recording is divided into when it is too large; itself when it is of one kind only. */
export function dividedRecording<Source>(
  source: Source,
  recording: RecordingName,
  types: readonly RecordingType<Source>[],
): readonly RecordingName[] {
  const { into } = recordingType(recording, types).split ?? {};
  if (into === undefined) return [recording];
  return into
    .flatMap((kind) => recordingType({ kind }, types).recordingsOf(source))
    .filter(({ epoch }) => epoch === recording.epoch);
}

/** What to make recordings of, for {@link recordingsOf}. */
export interface RecordingsWish extends RecordingWish {
  /** Groups of kinds: `input-data`, `training`, `evaluation`. Default: all. */
  readonly groups?: readonly string[];
}

/**
 * The recordings that an experiment has data for, group by group, within a group by epoch. Without a wish these are the
 * input data, the diagnostics of training and whole evaluations; large extras are made when they are asked for.
 */
export function recordingsOf(experiment: Experiment, wish?: RecordingsWish): readonly RecordingKind[];
/** The same for other kinds than {@link RECORDING_TYPES}, and for other sources than one experiment. */
export function recordingsOf<Source>(
  source: Source,
  wish: RecordingsWish,
  types: readonly RecordingType<Source>[],
): readonly RecordingName[];
export function recordingsOf<Source>(
  source: Source,
  wish: RecordingsWish = {},
  types: readonly RecordingType<Source>[] = RECORDING_TYPES as readonly RecordingType<unknown>[],
): readonly RecordingName[] {
  const wanted = types.filter((type) => (wish.groups?.includes(type.group) ?? true) && (type.isWanted?.(wish) ?? true));
  return [...new Set(wanted.map(({ group }) => group))].flatMap((group) =>
    wanted
      .filter((type) => type.group === group)
      .flatMap((type) => type.recordingsOf(source))
      .sort((a, b) => (a.epoch ?? -1) - (b.epoch ?? -1)),
  );
}
