/**
 * The port: what an experiment provides, whatever it is stored in. `@outlay/layout` implements it over a folder,
 * a service may implement it over a bucket, a test over memory; the exporters of `@outlay/rerun` read nothing else.
 *
 * Values come in {@link Series}: the frames are known at once, the values arrive in batches in frame order. A batch
 * is what an implementation finds convenient to read in one go, so there is no promise per file, and buffers may be
 * reused from batch to batch when the caller allows it.
 * @module
 */
import type { Diagnostic } from './diagnostic.ts';
import type { Manifest } from './manifest.ts';
import type { BodyModel, Space, Split, Task } from './vocabulary.ts';

export { vertexNormals } from './vertex-normals.ts';

/** How to read a {@link Series}. */
export interface ReadOptions {
  /** Only these frames, ascending; frames the series does not have are skipped. Default: all. */
  readonly frames?: readonly number[];
  /** Aim for batches of this many bytes (one value more at most). Default: 2 MiB. */
  readonly batchBytes?: number;
  /**
   * The caller is done with a batch when it asks for the one after the next, so its buffers may be overwritten then: one
   * batch can still be on its way to the disk while the next is read. It is done with the last batch when it asks and
   * there is none. Default `false`: every batch owns its memory.
   */
  readonly reuse?: boolean;
  readonly signal?: AbortSignal;
}

/** One frame of a series: the value, or why there is none. A problem is reported here and nowhere else. */
export type Item<T> =
  | {
      readonly frame: number;
      readonly path: string;
      readonly value: T;
      readonly problem?: undefined;
      /** What is odd about a value that is good nevertheless. */
      readonly notes?: readonly Diagnostic[];
    }
  | {
      readonly frame: number;
      readonly path: string;
      readonly value?: undefined;
      readonly problem: Diagnostic;
      readonly notes?: undefined;
    };

/** Values of one kind over frames: the pictures of one camera, the meshes of one person. */
export interface Series<T, Options extends ReadOptions = ReadOptions> {
  /** Frames that exist, ascending, each once. Not necessarily from 0 or 1, and with gaps. */
  readonly frames: readonly number[];
  /** Where the values come from, for messages: an experiment-relative POSIX path of the folder. */
  readonly path: string;
  /** Batches in frame order; every requested frame that exists appears exactly once. */
  read(options?: Options): AsyncIterable<readonly Item<T>[]>;
  /** Bytes a frame's value has where it is stored; `undefined` when that is not known without reading it. */
  storedBytes?(frame: number): number | undefined;
}

/** A picture as its file's bytes. */
export interface ImageFile {
  readonly bytes: Uint8Array;
  readonly mediaType: 'image/jpeg' | 'image/png';
  /** Pixels, from the header. */
  readonly width: number;
  readonly height: number;
}

/** A video as its file's bytes. */
export interface VideoFile {
  readonly bytes: Uint8Array;
  readonly mediaType: 'video/mp4';
  /** Seconds at which its pictures begin, ascending. */
  readonly frameTimes: Float64Array;
}

/** A video made of the pictures of a series, one after the other. */
export interface Video {
  /** Experiment-relative path of the file. */
  readonly path: string;
  /**
   * Frames its pictures are, in order: those before the first gap, because the encoder that makes them stops there. The
   * file may hold fewer.
   */
  readonly frames: readonly number[];
  /** The file as a whole: such videos have a few megabytes. The item's frame is the first. */
  read(options?: Pick<ReadOptions, 'signal'>): Promise<Item<VideoFile>>;
}

/** Class ids of {@link ClassImage}. Person `p` is `person(p)`. */
export const MASK_CLASSES = {
  background: 0,
  /** Foreground of the union mask that no person mask covers, or the union where there are no person masks. */
  unassigned: 255,
  person: (person: number): number => person + 1,
} as const;

/** Masks of one picture as one image: row-major, one class id ({@link MASK_CLASSES}) per pixel, top row first. */
export interface ClassImage {
  readonly width: number;
  readonly height: number;
  readonly classes: Uint8Array;
}

/** How to read masks. */
export interface MaskReadOptions extends ReadOptions {
  /** Class id for {@link MASK_CLASSES.unassigned} pixels, 1 to 255. Default: 255. */
  readonly unassigned?: number;
}

/** Depth along the camera's z axis in metres, row-major, top row first; 0 where unknown. */
export interface DepthMap {
  readonly width: number;
  readonly height: number;
  readonly metres: Float32Array;
}

/** A pinhole camera. Camera axes as OpenCV: x right, y down, z forward. */
export interface Camera {
  /** 3×3, row-major, in pixels of the full-size picture. */
  readonly intrinsics: Float64Array;
  /** 3×4 `[R|t]`, row-major: world to camera, `x_cam = R · x_world + t`, metres. */
  readonly extrinsics: Float64Array;
}

/** A triangle mesh. */
export interface Mesh {
  /** V×3, metres. */
  readonly positions: Float32Array;
  /** T×3 vertex indices. The same array object as in the previous mesh of the series while the topology stays the same. */
  readonly triangles: Uint32Array;
  /** V×3 unit vectors; given when asked for by {@link MeshReadOptions.normals} and the source can: {@link vertexNormals}. */
  readonly normals?: Float32Array;
}

/** How to read meshes. */
export interface MeshReadOptions extends ReadOptions {
  /** Ask the source to compute vertex normals (weighted by angle) while it parses; it may decline. */
  readonly normals?: boolean;
}

/** Pose and shape of one person. Rotations are axis-angle in radians. Present members are as wide as the file has them. */
export interface PersonParameters {
  /** 3, metres: added to the rest pelvis, so it is not the pelvis itself. */
  readonly translation: Float32Array;
  /** 3 */
  readonly rootPose: Float32Array;
  /** J×3: 21 joints for SMPL-X, 23 for SMPL. */
  readonly bodyPose: Float32Array;
  readonly betas: Float32Array;
  readonly expression?: Float32Array;
  readonly jawPose?: Float32Array;
  readonly leftEyePose?: Float32Array;
  readonly rightEyePose?: Float32Array;
  readonly leftHandPose?: Float32Array;
  readonly rightHandPose?: Float32Array;
  /** J×3, metres. */
  readonly joints?: Float32Array;
  /** V×3, metres: the posed surface in the order of the topology. */
  readonly vertices?: Float32Array;
  /** V: touching vertex of the other person, 0 = none (SMPL ground truth only). */
  readonly contact?: Int32Array;
}

/** Bodies of one frame. Row `i` is person `i`; empty when no person was found. */
export interface BodyParameters {
  readonly model: BodyModel;
  readonly persons: readonly PersonParameters[];
}

/** A matrix of which most numbers are 0: row `r` has `values[i]` in column `columns[i]` for `i` from `starts[r]` to `starts[r + 1]`. */
export interface SparseRows {
  /** One more than there are rows. */
  readonly starts: Uint32Array;
  readonly columns: Uint32Array;
  readonly values: Float32Array;
}

/**
 * A matrix in fixed point: the number in row `r`, column `c` is `values[r, c] · scales[r]`. Half the memory of floats; a
 * product with it is off by some micrometres where rows are centimetres.
 */
export interface FixedPointRows {
  readonly values: Int16Array;
  /** One per row. */
  readonly scales: Float32Array;
}

/** The large part of a {@link BodyModelData}: how shape and pose move the template, one row per coordinate of a vertex. */
export interface BodyDirections {
  /** How many components of shape and of expression were kept. */
  readonly shapeComponents: number;
  readonly expressionComponents: number;
  /** (V×3)×(shape + expression), metres per unit. */
  readonly blend: FixedPointRows;
  /** (V×3)×(9·(J-1)), metres: per number of `R - I` of every joint but the root, row-major. */
  readonly pose: FixedPointRows;
}

/**
 * A body model of the SMPL family: what turns {@link PersonParameters} into a surface. Users bring their own; it is
 * never part of an experiment, and nothing of it but posed surfaces goes into a recording.
 */
export interface BodyModelData {
  readonly model: BodyModel;
  /** V×3, metres: the surface at rest. */
  readonly template: Float32Array;
  /** T×3 vertex indices. */
  readonly triangles: Uint32Array;
  /** J: the parent of every joint, always an earlier one; -1 for the root, which is joint 0. */
  readonly parents: Int32Array;
  /** J rows over V vertices: where joints are in a shaped surface at rest. */
  readonly jointRegressor: SparseRows;
  /** V rows over J joints: how much each joint moves a vertex; a row sums to 1. */
  readonly skinningWeights: SparseRows;
  /** How many numbers of `betas` it knows. */
  readonly shapeComponents: number;
  /** How many numbers of `expression` it knows; 0 for SMPL. */
  readonly expressionComponents: number;
  /**
   * Read when asked for, and kept: as many components as asked for, at least, as far as there are so many. 40 MB for
   * SMPL-X. May throw what its source throws.
   */
  directions(shapeComponents: number, expressionComponents: number): Promise<BodyDirections>;
}

/** Posed 3D Gaussians of one frame, activated values, predicted world. Values may leave their nominal range a little. */
export interface Splats {
  readonly count: number;
  /** N×3, metres. */
  readonly centers: Float32Array;
  /** N×3 standard deviations, metres. */
  readonly scales: Float32Array;
  /** N×4, order w, x, y, z, nearly unit. */
  readonly rotations: Float32Array;
  /** N, about 0..1. */
  readonly opacities: Float32Array;
  /** N×3 RGB, about 0..1. */
  readonly colors: Float32Array;
  /** N: person index. */
  readonly persons: Int32Array;
}

/** Rows of a metric file. Missing values are `NaN`. */
export interface MetricTable {
  /** Metric names in file order, e.g. `psnr`, `rr_mpjpe_mm`. */
  readonly metrics: readonly string[];
  /** Frame of each row, when the table is per frame. */
  readonly frames?: readonly number[];
  /** Camera of each row, when the table is per camera. */
  readonly cameras?: readonly number[];
  /** Per metric one value per row. */
  readonly values: Readonly<Record<string, Float64Array>>;
}

/** The metric files of one task at one epoch. A file that is absent is `undefined`; reading may report problems. */
export interface TaskMetrics {
  readonly overall?: Readonly<Record<string, number>>;
  readonly perFrame?: MetricTable;
  readonly perCamera?: MetricTable;
  /** Files that could not be read, or only in part. */
  readonly problems: readonly Diagnostic[];
}

/** A camera of `input_data/`. */
export interface InputCamera {
  readonly camera: number;
  /** `source`: the input view. `evaluation`: a held-out real view. `virtual`: synthesised by view generation. */
  readonly kind: 'source' | 'evaluation' | 'virtual';
  readonly images?: Series<ImageFile>;
  /** Person indices that have masks of their own; empty when there is only the union. */
  readonly maskPersons: readonly number[];
  readonly masks?: Series<ClassImage, MaskReadOptions>;
  readonly depths?: Series<DepthMap>;
  readonly cameras?: Series<Camera>;
}

/** `input_data/train` (predicted world) or `input_data/test` (ground-truth world). */
export interface InputSplit {
  readonly split: Split;
  /** Ascending by camera id. */
  readonly cameras: readonly InputCamera[];
  readonly bodies: { readonly [model in BodyModel]?: Series<BodyParameters> };
  /** Frame numbers of `skip_frames.csv`, ascending. */
  readonly skipFrames: readonly number[];
}

/** Pictures of one camera in NVS evaluation. Cameras themselves: `input_data/test`, ground-truth world. */
export interface NvsCamera {
  readonly camera: number;
  readonly pred?: Series<ImageFile>;
  readonly groundTruth?: Series<ImageFile>;
  /** Three tiles: render, ground truth, blend. */
  readonly debugInputs?: Series<ImageFile>;
  /** Two tiles at full size: render, ground truth. */
  readonly renderVsGt?: Series<ImageFile>;
  /** Render at full size on white. */
  readonly whiteBackground?: Series<ImageFile>;
  /** Four tiles, when diffusion ran at evaluation. */
  readonly diffusionComparisons?: Series<ImageFile>;
  /** Of {@link renderVsGt}. */
  readonly video?: Video;
}

/** `evaluation/epoch_xxxx/nvs`. */
export interface NvsEvaluation {
  readonly task: 'nvs';
  /** Ascending by camera id. */
  readonly cameras: readonly NvsCamera[];
  metrics(): Promise<TaskMetrics>;
}

/** The meshes of one person in one role and space. */
export interface PersonMeshes {
  readonly person: number;
  readonly meshes: Series<Mesh, MeshReadOptions>;
}

/** The input view as the pose evaluation keeps it; predicted world. */
export interface SourceView {
  readonly camera: number;
  readonly images?: Series<ImageFile>;
  readonly cameras?: Series<Camera>;
  /** Depth of the background: 0 where people are. */
  readonly backgroundDepths?: Series<DepthMap>;
}

/** `evaluation/epoch_xxxx/pose_smplx` or `pose_smpl`. */
export interface PoseEvaluation {
  readonly task: 'pose_smplx' | 'pose_smpl';
  readonly body: BodyModel;
  /** Ascending by person; empty when there are none in this role and space. */
  meshes(role: 'pred' | 'gt_inputs', space: Space): readonly PersonMeshes[];
  /** Tuned predicted parameters, predicted world. */
  readonly parameters: { readonly [model in BodyModel]?: Series<BodyParameters> };
  readonly sourceView?: SourceView;
  /** All persons in one set; predicted world. */
  readonly splats?: Series<Splats>;
  metrics(): Promise<TaskMetrics>;
}

/** One evaluation epoch that is on disk. */
export interface Evaluation {
  readonly epoch: number;
  /** Is it in the manifest's `eval_epochs`? */
  readonly listed: boolean;
  /** Tasks that have a folder. */
  readonly tasks: readonly Task[];
  readonly nvs?: NvsEvaluation;
  readonly pose: { readonly [task in 'pose_smplx' | 'pose_smpl']?: PoseEvaluation };
}

/** Debug pictures of view generation for one virtual camera. */
export interface NvGenerationCamera {
  readonly camera: number;
  /** Three tiles of equal width: masked reference, raw render, refined. */
  readonly triplets?: Series<ImageFile>;
  readonly masks?: Series<ImageFile>;
  readonly depths?: Series<ImageFile>;
}

/** The pose that view generation placed its cameras by: `misc/nv_generation/pose_state/epoch_xxxx`; predicted world. */
export interface PoseState {
  /** The training epoch that ran, counted from 1: other epochs than those of evaluation. */
  readonly epoch: number;
  /** Ascending by person. Only the frames that were generated. */
  readonly meshes: readonly PersonMeshes[];
  readonly parameters?: Series<BodyParameters>;
}

/** One random sample of a training epoch. */
export interface TrainingSample {
  readonly epoch: number;
  readonly camera: number;
  readonly frame: number;
}

/**
 * Diagnostic pictures of the `index`-th sample of every epoch that has so many, samples of an epoch ordered by camera
 * and frame. In these series `frame` is the **epoch**: what a place holds at one epoch is another camera and frame
 * than at the next.
 */
export interface TrainingSlot {
  readonly index: number;
  /** What it holds at each epoch, ascending by epoch. */
  readonly samples: readonly TrainingSample[];
  /** Three tiles of equal width: render, masked ground truth, blend. */
  readonly rgb?: Series<ImageFile>;
  /** Figure: depth rendered and estimated. */
  readonly depth?: Series<ImageFile>;
  /** Figure: histogram of both depths; only where a depth is known. */
  readonly depthHistogram?: Series<ImageFile>;
  /** Figure: picture, mask, masked picture. */
  readonly groundTruthInput?: Series<ImageFile>;
}

/** `training_artifacts/`. */
export interface TrainingArtifacts {
  /** Epochs with pictures, ascending. */
  readonly epochs: readonly number[];
  /** Ascending by index, without gaps. */
  readonly slots: readonly TrainingSlot[];
}

/** What a recording is made from, for {@link Experiment.fingerprint}. */
export type FingerprintPart =
  | 'input_data'
  | 'training_artifacts'
  /** An epoch, or one task of it. */
  | { readonly evaluation: number; readonly task?: Task }
  /** Epoch of a {@link PoseState}. */
  | { readonly nvGeneration: number };

/** A file behind a recording, as it was when it was looked at. */
export interface InputFile {
  /** Experiment-relative, POSIX. */
  readonly path: string;
  /** Size in bytes; `undefined` when it is not known without reading. */
  readonly bytes?: number;
  /** When its content last changed, milliseconds since 1970; `undefined` when it is unknown. */
  readonly modified?: number;
  /** The same in nanoseconds, where it is known so finely. Compared for equality, never for order. */
  readonly modifiedNs?: bigint;
  /** Stays while a file keeps its name and is replaced by no other, e.g. an inode; compared for equality. */
  readonly id?: bigint;
}

/** An experiment, opened. */
export interface Experiment {
  readonly manifest: Manifest;
  /** For people: a folder, a URL. Not part of any recording. */
  readonly location: string;
  /**
   * The source camera: the input view that the model was trained from. Decided here, once, so that readers need not
   * look at `manifest.source_camera_id`, which is optional: the camera that the manifest names; else the only real
   * camera of `input_data/train` (id below 100 and not made by view generation); else the only camera that the pose
   * evaluations keep views of; else `undefined`. It need not have data.
   */
  readonly sourceCamera: number | undefined;
  /** What opening found: unreadable folders, listed epochs that are absent, formats passed over. */
  readonly problems: readonly Diagnostic[];
  readonly train?: InputSplit;
  readonly test?: InputSplit;
  readonly nvGeneration: readonly NvGenerationCamera[];
  /** Ascending by epoch; normally one. */
  readonly poseStates: readonly PoseState[];
  readonly training?: TrainingArtifacts;
  /** Epochs on disk, ascending. */
  readonly evaluations: readonly Evaluation[];
  /**
   * Identity of the files behind a recording's input, from their names and sizes: equal inputs, equal text.
   * `evaluation` takes the test cameras in as well, since they place the pictures (not for a pose task, which has its
   * own); `nvGeneration` pictures and cameras of `input_data/train`.
   */
  fingerprint(part: FingerprintPart): string;
  /**
   * The files that {@link fingerprint} speaks of, ascending by path, as they are now: every call looks again. Absent
   * where files are not what the experiment is stored in.
   */
  inputs?(part: FingerprintPart): Promise<readonly InputFile[]>;
}
