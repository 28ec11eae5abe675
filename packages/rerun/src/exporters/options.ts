/**
 * Options of every export.
 * @module
 */
import { type BodyModel, type RecordingKind, TASKS, type Task } from '@outlay/schema/names';
import type { Experiment, PoseState } from '@outlay/schema/port';
import { type BodyModels, MODEL_NAMES } from './body-model/body-models.ts';
import { InvalidSelectionError } from './errors.ts';
import type { FrameSelection } from './steps/frame-selection.ts';

/** What narrows an export. Everything is exported when nothing is given. */
export interface ExportSelection {
  /** Frames by number. */
  readonly frames?: FrameSelection;
  /** Camera ids; the source view of pose evaluation stays. */
  readonly cameras?: readonly number[];
  /** Person indices. */
  readonly persons?: readonly number[];
  /** Tasks of an evaluation. With exactly one, the recording is named after it: `nvs_epoch_0030.rrd`. */
  readonly tasks?: readonly Task[];
  /** Show the large pictures of `nvs/viz` as well, besides the videos. Default `false`. */
  readonly viz?: boolean;
  /**
   * Gaussians kept per frame, of all persons together: those with the most opacity times area. Default
   * {@link EXPORT_DEFAULTS}`.maxSplats`. Nothing but {@link exportGaussians} looks at it.
   */
  readonly maxSplats?: number;
  /**
   * Body models of the user, to pose bodies that have parameters but no mesh. Bodies with a mesh do not need them.
   * Nothing of a model but posed surfaces goes into a recording.
   */
  readonly bodyModels?: BodyModels;
}

/** Options of {@link exportInputData}. */
export interface ExportOptions extends ExportSelection {
  /** Throw {@link StrictExportError} at the first problem instead of leaving out what is broken. Default `false`. */
  readonly strict?: boolean;
  /** Written into the recording's properties, e.g. the version of the CLI. */
  readonly toolVersion?: string;
  /** More of the recording's properties, in the group `outlay`: name of letters, digits and `_`, and text. */
  readonly properties?: Readonly<Record<string, string>>;
  /** Bytes per batch that is read and written in one go; memory grows with it. Default 2 MiB. */
  readonly batchBytes?: number;
  readonly signal?: AbortSignal;
}

/** Options of {@link exportEvaluation}. */
export interface ExportEvaluationOptions extends ExportOptions {
  /** The epoch to export; must be on disk. */
  readonly epoch: number;
}

/** Options of {@link exportNvGeneration}. */
export interface ExportNvGenerationOptions extends ExportOptions {
  /** Epoch of a pose state that is on disk; another count than that of evaluation epochs. */
  readonly epoch: number;
}

/** What options are when nothing is said. */
export const EXPORT_DEFAULTS = {
  strict: false,
  /** Rerun's own batch size; the reference measures no gain above it. */
  batchBytes: 2 * 1024 * 1024,
  /** 64 bytes each and frame at most: 130 frames are 166 MB, which a browser opens; a body of 40,000 is still dense. */
  maxSplats: 20_000,
} as const;

/** Is a value selected? `undefined` selects all. */
export function selects<T>(wanted: readonly T[] | undefined, value: T): boolean {
  return wanted === undefined || wanted.includes(value);
}

/**
 * What of a selection narrows recordings of a kind; one named after a task holds that task only. The rest is dropped,
 * so that it does not make them another.
 */
export function selectionFor({ kind }: RecordingKind, selection: ExportSelection): ExportSelection {
  if (kind === 'training_artifacts') return {};
  const { frames, cameras, persons, tasks, viz, maxSplats, bodyModels } = selection;
  const common = { ...(frames && { frames }), ...(persons && { persons }) };
  if (kind === 'gaussians') return { ...common, ...(maxSplats !== undefined && { maxSplats }) };
  const seen = { ...common, ...(cameras && { cameras }), ...(bodyModels && { bodyModels }) };
  if (kind === 'nv_generation' || kind === 'input_data') return seen;
  const own = TASKS.filter((task) => task === kind);
  const wanted = own.length > 0 ? own : tasks;
  const hasViz = viz === true && selects(wanted, 'nvs');
  return { ...seen, ...(wanted && { tasks: wanted }), ...(hasViz && { viz }) };
}

/** Why parameters are left out. */
export function whyNoParameters(hasMeshes: boolean, body = 'smplx'): string {
  if (hasMeshes) return 'parameters; the meshes made from them are shown';
  return `parameters; --body-model with a ${MODEL_NAMES[body as BodyModel]} model shows them as bodies`;
}

/** The pose state of an epoch. @throws InvalidSelectionError when the experiment has none. */
export function poseStateOf(experiment: Experiment, epoch: number): PoseState {
  const found = experiment.poseStates.find((state) => state.epoch === epoch);
  if (found !== undefined) return found;
  const there = experiment.poseStates.map((state) => state.epoch);
  throw new InvalidSelectionError(
    'epoch',
    there.length === 0 ? 'an experiment with pose states of view generation' : `one of ${there.join(', ')}`,
    String(epoch),
  );
}

/** The evaluation of an epoch. @throws InvalidSelectionError when the experiment has none. */
export function evaluationOf(experiment: Experiment, epoch: number): Experiment['evaluations'][number] {
  const found = experiment.evaluations.find((evaluation) => evaluation.epoch === epoch);
  if (found !== undefined) return found;
  const there = experiment.evaluations.map((evaluation) => evaluation.epoch);
  throw new InvalidSelectionError(
    'epoch',
    there.length === 0 ? 'an experiment with evaluation epochs' : `one of ${there.join(', ')}`,
    String(epoch),
  );
}
