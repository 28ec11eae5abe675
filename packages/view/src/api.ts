/**
 * Everything the page asks and gets. Each answer is a `GET` of a relative URL, so the page works under any path prefix;
 * what does not depend on a moment has no query, so `outlay view --static` writes the same answers as files to the same
 * paths and the page cannot tell the difference.
 *
 * | URL | Answer |
 * | --- | --- |
 * | `data/site.json` | {@link Site} |
 * | `data/runs.json` | {@link Runs}: names only, at once |
 * | `data/numbers.ndjson` | one {@link RunNumbers} a line, in the order they are read |
 * | `data/run/<id>/run.json` | {@link Run} |
 * | `data/run/<id>/metrics/epoch_0030.json` | {@link EpochMetrics} |
 * | `data/run/<id>/findings.json` | {@link Findings} |
 * | `files/<id>/<path of the contract>` | the file as it is on disk; `Range` works |
 * | `derived/<id>/…png` | masks and depth as pictures a canvas can draw, see {@link Pixels} |
 * | `recording/<id>/<name>.rrd` | a Rerun recording, made while it is sent where {@link Site.recordings} is `made` |
 * | `events` | server-sent {@link ViewEvent}s, where {@link Site.events} |
 *
 * Whatever is not answered with 200, 206 or 304 has a {@link Fault} as its body.
 * @module
 */
import type { Diagnostic, MetricDescription, Severity, Split, Task } from '@outlay/schema';

/** What the page talks to. */
export interface Site {
  /** `live`: a server beside the experiments. `static`: files written once. */
  readonly mode: 'live' | 'static';
  /** For the window's title: the results folder, or what the author chose. */
  readonly title: string;
  /** Version of outlay that answers. */
  readonly version: string;
  /** Is there `events`? */
  readonly events: boolean;
  /**
   * `made`: recordings are made when they are asked for, {@link RecordingQuery} narrows them. `files`: they are files, a
   * query is ignored. `none`: there are none.
   */
  readonly recordings: 'made' | 'files' | 'none';
  /** When static files were written, milliseconds since 1970. */
  readonly written?: number;
  /** What the author leaves out or changed, e.g. `Every 5th frame, pictures at most 512 pixels wide.` */
  readonly note?: string;
}

/**
 * Names a run, in URLs and in links that people send: the path below the results folder, `<scene>/<experiment>`. Bytes
 * other than `A-Z a-z 0-9 . _ -` are `~` and two hex digits, so an id goes into a path or a hash as it is.
 */
export type RunId = string;

/** A run, as far as its folder's name tells. */
export interface RunName {
  readonly id: RunId;
  /** The parent folder's name, which is the scene's by convention; {@link RunNumbers.scene} has the manifest's word. */
  readonly scene: string;
  readonly name: string;
  /** Where it is on the server's disk; absent in static files. */
  readonly path?: string;
}

/** `data/runs.json` */
export interface Runs {
  /** Ascending by id. */
  readonly runs: readonly RunName[];
  /** Folders that could not be looked into, as sentences. */
  readonly problems: readonly Fault[];
}

/**
 * `complete`: every listed epoch has its metric files. `running`: some have not yet, or none is listed. `broken`: the
 * manifest cannot be read; {@link RunNumbers.problem} says why.
 */
export type RunState = 'complete' | 'running' | 'broken';

/** A number of a table. JSON has no `NaN` (`null`: not measured) and no infinity (`psnr` of equal pictures). */
export type Value = number | null | 'inf' | '-inf';

/** What a metric is. */
export interface MetricFacts extends MetricDescription {
  readonly task: Task;
  /** As the file calls it, e.g. `psnr`, `rr_mpjpe_mm`. */
  readonly name: string;
}

/** A metric over epochs: one value per entry of {@link RunNumbers.epochs}. */
export interface MetricOverEpochs extends MetricFacts {
  readonly values: readonly Value[];
}

/** A line of `data/numbers.ndjson`: what the table of runs shows, from the manifest and the files of averages. */
export interface RunNumbers {
  readonly id: RunId;
  readonly state: RunState;
  /** Of the manifest; absent when it is broken. */
  readonly scene?: string;
  readonly name?: string;
  readonly notes?: string;
  readonly tasks: readonly Task[];
  /** Epochs with at least one file of averages, ascending. */
  readonly epochs: readonly number[];
  /** Epochs that the manifest lists. */
  readonly listedEpochs: readonly number[];
  /** Averages as the trainer wrote them, in the order of tasks and files. */
  readonly metrics: readonly MetricOverEpochs[];
  /** Frames and cameras of the newest epoch's metrics; `null` when there are none. */
  readonly frames: number | null;
  readonly cameras: number | null;
  /** `null` until somebody has asked for the run's findings. */
  readonly findings: FindingCounts | null;
  /** When the newest of the files above was written, milliseconds since 1970. */
  readonly updated: number | null;
  readonly problem?: Fault;
}

/** Single findings: one fault in 40 files is 40. */
export type FindingCounts = { readonly [severity in Severity]: number };

/** Frame numbers as runs, ascending: `[1, 129]` and `[1, 129, 5]` (every 5th) have both ends in; `[7]` is a single frame. */
export type FrameRanges = readonly (readonly [first: number, last?: number, step?: number])[];

/** An evaluation epoch. */
export interface RunEpoch {
  readonly epoch: number;
  /** `epoch_0030` */
  readonly name: string;
  /** Does the manifest list it? */
  readonly listed: boolean;
  /**
   * `pending`: nothing yet. `in-progress`: the last one, parts are to come. `incomplete`, `missing`: later epochs are
   * there, so what lacks will not come any more.
   */
  readonly state: 'complete' | 'in-progress' | 'pending' | 'incomplete' | 'missing';
  /** Tasks that have files. */
  readonly tasks: readonly Task[];
  /** Required paths that are not there. */
  readonly missing: readonly string[];
}

/** A camera of the experiment. */
export interface RunCamera {
  readonly camera: number;
  /** `source`: the input view. `evaluation`: a held-out real view. `virtual`: synthesized by view generation. */
  readonly role: 'source' | 'evaluation' | 'virtual';
}

/** What the pictures of a series are. */
export type PictureKind =
  /** Render that was evaluated, half size, on black. */
  | 'prediction'
  /** What it was compared with, masked. Same size and file names. */
  | 'ground-truth'
  /** Tiles: render, ground truth, blend. */
  | 'metric-inputs'
  /** Tiles at full size: render, ground truth. */
  | 'render-and-ground-truth'
  /** Render at full size on white. */
  | 'white-background'
  /** Four tiles, where diffusion ran. */
  | 'diffusion'
  /** Full-size picture of `input_data`. */
  | 'input'
  /** Persons of `input`, as class ids. */
  | 'masks'
  /** Depth of `input`. */
  | 'depth'
  /** Source picture as pose evaluation keeps it. */
  | 'source-view'
  /** Depth of the source view without people. */
  | 'background-depth'
  /** Tiles: masked reference, raw render, refined. */
  | 'generated-view'
  | 'generated-mask'
  | 'generated-depth';

/**
 * How the pixels of a series are to be read.
 *
 * - `color`: a picture.
 * - `classes`: grey PNG whose value is a class: 0 background, `p + 1` person `p`, 255 foreground of nobody in particular.
 * - `depth`: RGB PNG; metres along the camera's axis are `(R · 256 + G) / 1000`, 0 is unknown, 65.535 that or more.
 *
 * The last two are exact only where nothing converts colors: `createImageBitmap(blob, { colorSpaceConversion: 'none',
 * premultiplyAlpha: 'none' })`.
 */
export type Pixels = 'color' | 'classes' | 'depth';

/** Pictures of one kind: of an epoch, or of a half of the input data. */
export interface PictureSeries {
  readonly kind: PictureKind;
  readonly pixels: Pixels;
  /** For what is evaluated. */
  readonly epoch?: number;
  /** For what is input. */
  readonly split?: Split;
  /** Words for equal parts of the picture from left to right, where it is a strip of several. */
  readonly tiles?: readonly string[];
  /** Ascending by camera. */
  readonly cameras: readonly CameraPictures[];
}

/** The pictures of one camera. */
export interface CameraPictures {
  readonly camera: number;
  readonly frames: FrameRanges;
  /** Relative URL; `{frame}` stands for the frame number in six digits. {@link pictureUrl} fills it in. */
  readonly url: string;
  readonly mediaType: 'image/jpeg' | 'image/png' | 'image/webp';
  /** URLs of frames whose files are called otherwise, by frame number. */
  readonly others?: Readonly<Record<string, string>>;
}

/** A video of `render-and-ground-truth`. */
export interface RunVideo {
  readonly epoch: number;
  readonly camera: number;
  readonly url: string;
  /** Its pictures are these frames one after the other; it may end before they do. */
  readonly frames: FrameRanges;
}

/** Something the 3D place can open. */
export interface RunRecording {
  /** As the file is called in `rerun/`, without `.rrd`: `input_data`, `evaluation_epoch_0030`. */
  readonly name: string;
  readonly kind: 'input_data' | 'evaluation' | 'training_artifacts' | 'nv_generation' | 'gaussians' | Task;
  readonly epoch?: number;
  /** Relative; takes a {@link RecordingQuery} where recordings are made. */
  readonly url: string;
  /** Sequence timeline that it is on. */
  readonly timeline: 'frame' | 'epoch';
  readonly frames: FrameRanges;
  readonly cameras: readonly number[];
  readonly persons: readonly number[];
  readonly tasks: readonly Task[];
  /** Bytes of all of it: the file's size, or a guess from the sizes of a few files, which is rarely too low. */
  readonly bytes: number;
}

/**
 * Narrows a recording that is made, as a query: `?frame=12&frames=0:100:5&cameras=4,16&persons=0&tasks=nvs`. What
 * `frame` holds is sent first, then the frames around it, outward.
 */
export interface RecordingQuery {
  readonly frame?: number;
  /** `from:to:step`, `to` not in. */
  readonly frames?: string;
  readonly cameras?: readonly number[];
  readonly persons?: readonly number[];
  readonly tasks?: readonly Task[];
}

/** `data/run/<id>/run.json`: what there is to see, from names alone. */
export interface Run {
  readonly id: RunId;
  readonly scene: string;
  readonly name: string;
  readonly path?: string;
  readonly state: RunState;
  readonly notes?: string;
  readonly layoutVersion: string;
  readonly sourceCamera?: number;
  readonly tasks: readonly Task[];
  /** Ascending. */
  readonly epochs: readonly RunEpoch[];
  /** Ascending. */
  readonly cameras: readonly RunCamera[];
  /** Person indices, ascending. */
  readonly persons: readonly number[];
  /** Frames that input data skips (`skip_frames.csv`). */
  readonly skippedFrames: FrameRanges;
  readonly pictures: readonly PictureSeries[];
  readonly videos: readonly RunVideo[];
  readonly recordings: readonly RunRecording[];
  /** What opening found: the rest is shown all the same. */
  readonly problems: readonly Diagnostic[];
  readonly files: number;
}

/** `data/run/<id>/metrics/epoch_0030.json` */
export interface EpochMetrics {
  readonly epoch: number;
  /** In the order of the specification; tasks without metric files are absent. */
  readonly tasks: readonly TaskTables[];
}

/** The metric files of one task at one epoch, column by column. */
export interface TaskTables {
  readonly task: Task;
  readonly overall?: Columns;
  /** One row per camera. */
  readonly perCamera?: Columns & { readonly cameras: readonly number[] };
  /** One row per frame, and camera where the task has cameras. */
  readonly perFrame?: Columns & { readonly frames: readonly number[]; readonly cameras?: readonly number[] };
  /** Files that could not be read, or only in part. */
  readonly problems: readonly Diagnostic[];
}

/** Columns of numbers: `values[i][row]` is of `metrics[i]`. */
export interface Columns {
  readonly metrics: readonly MetricFacts[];
  readonly values: readonly (readonly Value[])[];
}

/** `data/run/<id>/findings.json`: what `outlay validate` says, errors first. */
export interface Findings {
  readonly level: 'structure' | 'default';
  readonly counts: FindingCounts;
  readonly findings: readonly Diagnostic[];
}

/** One server-sent event: the data of an unnamed `message`, as JSON. */
export type ViewEvent =
  | { readonly kind: 'hello'; readonly version: string }
  | { readonly kind: 'run-added'; readonly run: RunName }
  | { readonly kind: 'run-removed'; readonly id: RunId }
  /** New numbers: first ones, a new epoch, a repaired manifest. Ask for `run.json` again if it is on the screen. */
  | { readonly kind: 'numbers'; readonly numbers: RunNumbers }
  /** Files came or went that no number shows: pictures of an epoch that is being written. */
  | { readonly kind: 'files'; readonly id: RunId }
  | { readonly kind: 'findings'; readonly id: RunId; readonly counts: FindingCounts };

/** Why something is not there. */
export interface Fault {
  /** Of a finding (`OUT1001`), or what the status says. */
  readonly code: string;
  /** One sentence: what and where. */
  readonly message: string;
  readonly fix?: string;
}

/** The URL of a picture; it is in {@link CameraPictures.frames} or leads nowhere. */
export function pictureUrl({ url, others }: Pick<CameraPictures, 'url' | 'others'>, frame: number): string {
  return others?.[frame] ?? url.replace('{frame}', String(frame).padStart(6, '0'));
}

/** All frame numbers of ranges, ascending. */
export function framesOf(ranges: FrameRanges): number[] {
  const frames: number[] = [];
  for (const [first, last = first, step = 1] of ranges) for (let f = first; f <= last; f += step) frames.push(f);
  return frames;
}

/** A query as it stands behind the `?`; empty for all of a recording. */
export function formatRecordingQuery({ frame, frames, cameras, persons, tasks }: RecordingQuery): string {
  const parts = [
    frame === undefined ? [] : [`frame=${frame}`],
    frames ? [`frames=${frames}`] : [],
    cameras ? [`cameras=${cameras.join()}`] : [],
    persons ? [`persons=${persons.join()}`] : [],
    tasks ? [`tasks=${tasks.join()}`] : [],
  ];
  return parts.flat().join('&');
}
