/**
 * What a kind of recording is: one value that holds all that tells it from the others.
 * @module
 */
import type { RecordingName, Task } from '@outlay/schema/names';
import type { Experiment, FingerprintPart } from '@outlay/schema/port';
import type { ExportSelection } from '../options.ts';
import type { PrepareContext, Prepared } from '../run/prepared.ts';
import type { StepAddress } from '../steps/address.ts';
import type { RecordingSteps } from '../steps/step-list.ts';

/** A part of an experiment whose files a recording is made from. */
export interface SourcePart {
  /** Put before the paths of its files where a recording is made from several experiments. */
  readonly name?: string;
  readonly experiment: Experiment;
  readonly part: FingerprintPart;
}

/** What a recording says of its source. */
export interface SourceFacts {
  readonly experimentName: string;
  readonly sceneName: string;
  readonly sourceCamera: number | undefined;
  /** Identity of the source files, lower-case hexadecimal. */
  readonly fingerprint: string;
}

/** What somebody wants made, for {@link RecordingType.isWanted}. */
export interface RecordingWish {
  /** Recordings of these tasks instead of whole evaluations. */
  readonly tasks?: readonly Task[];
  /** Kinds that are made only when they are named, e.g. `gaussians`. */
  readonly extras?: readonly string[];
}

/** How a recording that is too large for one file is divided. */
export interface SplitRule {
  /** Kinds that hold a part each, and together all of it. */
  readonly into?: readonly string[];
  /** Then by groups of cameras: what belongs to no camera is in every part. */
  readonly byCameras?: true;
}

/**
 * A kind of recording. A new kind is a value of this type in a folder of its own and a row in `RECORDING_TYPES`;
 * nothing else in the exporters or the library of recording files knows kinds.
 *
 * `Source` is what it is made from: one experiment, or whatever a kind needs (several experiments, for a comparison).
 */
export interface RecordingType<Source = Experiment, Recording extends RecordingName = RecordingName> {
  /** First word of the file's name, last of the application id. */
  readonly kind: Recording['kind'];
  /** First word of the file's name where that is not {@link kind}. */
  readonly stem?: string;
  /** Does an epoch follow in the file's name? */
  readonly perEpoch: boolean;
  /** What it is made together with: the command that makes it. */
  readonly group: string;
  /** Made for this wish? Default: always. */
  isWanted?(wish: RecordingWish): boolean;
  /** Recordings that the source has data for, ascending by epoch. */
  recordingsOf(source: Source): readonly Recording[];
  /** Is what the recording is about still in the source? Then it can be planned, if only to show what is missing. */
  isIn(source: Source, recording: Recording): boolean;
  /** The parts of experiments whose files it is made from; it is out of date when one of them changes. */
  sources(source: Source, recording: Recording): readonly SourcePart[];
  /** Names and fingerprint, which identify it. */
  describe(source: Source, recording: Recording): SourceFacts;
  /** What of a selection narrows it. The rest is dropped, so that it does not make it another recording. */
  narrow(selection: ExportSelection, recording: Recording): ExportSelection;
  /** What goes into it. @throws InvalidSelectionError when what it is about is not in the source. */
  plan(source: Source, recording: Recording, selection: ExportSelection): RecordingSteps;
  /** Everything that must be known before its first byte. */
  prepare(source: Source, recording: Recording, steps: RecordingSteps, context: PrepareContext): Promise<Prepared>;
  /** Entity of the text panel. */
  summaryEntity(recording: Recording): string;
  /** What it shows, in the headline of the text panel. */
  subject(recording: Recording): string;
  /** Tasks that it shows, where it is about tasks. */
  tasks?(source: Source, recording: Recording, selection: ExportSelection): readonly Task[];
  /** What its rows are counted in. Default `frame`. */
  readonly timeline?: 'frame' | 'epoch';
  readonly split?: SplitRule;
  /** Of a recording that is divided into kinds: does this entity go into this kind? Default: every entity does. */
  holds?(address: StepAddress): boolean;
}

/** The members of a {@link RecordingType} that are the same for all kinds made from one part of one experiment. */
export function ofExperiment<Recording extends RecordingName>(
  part: (recording: Recording) => FingerprintPart,
): Pick<RecordingType<Experiment, Recording>, 'sources' | 'describe'> {
  return {
    sources: (experiment, recording) => [{ experiment, part: part(recording) }],
    describe: (experiment, recording) => ({
      experimentName: experiment.manifest.exp_name,
      sceneName: experiment.manifest.scene_name,
      sourceCamera: experiment.sourceCamera,
      fingerprint: experiment.fingerprint(part(recording)),
    }),
  };
}

/** The members of a selection that have these names, as far as they are given. */
export function pick(selection: ExportSelection, names: readonly (keyof ExportSelection)[]): ExportSelection {
  return Object.fromEntries(names.flatMap((name) => (selection[name] === undefined ? [] : [[name, selection[name]]])));
}
