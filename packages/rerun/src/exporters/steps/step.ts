/**
 * Steps of an export: one entity each, what it is drawn as and where its values come from. A plan is a list of them.
 * @module
 */
import type { BodyModel, GaussianForm } from '@outlay/schema/names';
import type {
  BodyParameters,
  Camera,
  ClassImage,
  DepthMap,
  ImageFile,
  MaskReadOptions,
  Mesh,
  MeshReadOptions,
  ReadOptions,
  Series,
  Splats,
  TaskMetrics,
  Video,
} from '@outlay/schema/port';
import type { BodyPlace } from '../body-model/poser.ts';
import type { Rgba } from '../colors.ts';
import type { StepAddress } from './address.ts';

interface SeriesStep<Kind extends string, T, Options extends ReadOptions = ReadOptions> {
  readonly kind: Kind;
  readonly address: StepAddress;
  /** Entity path of the address. */
  readonly entity: string;
  readonly series: Series<T, Options>;
  /** Frames that are selected and there, ascending. */
  readonly frames: readonly number[];
}

/** Pictures whose bytes go in as they are. */
export type ImagesStep = SeriesStep<'images', ImageFile>;
/** A video whose bytes go in as they are, and which picture of it belongs to which frame. */
export interface VideoStep {
  readonly kind: 'video';
  readonly address: StepAddress;
  readonly entity: string;
  readonly series: Video;
  /** Frames that are selected and that the video should have, ascending. */
  readonly frames: readonly number[];
}
/** Class images. */
export type MasksStep = SeriesStep<'masks', ClassImage, MaskReadOptions> & {
  /** Class id of `MASK_CLASSES.unassigned` in the recording: viewers draw 255 in a color of their own [seen in 0.33]. */
  readonly unassignedClass: number;
};
/** Depth in metres. */
export type DepthsStep = SeriesStep<'depths', DepthMap>;
/** Meshes of one person. */
export type MeshesStep = SeriesStep<'meshes', Mesh, MeshReadOptions> & {
  readonly color: Rgba;
  /** Entity of the ground truth of the same person and space: the error is shown vertex by vertex. */
  readonly comparedWith: string | undefined;
  /** In a comparison: what the change of the error is worked out from. */
  readonly change?: ErrorChange;
};
/** Meshes of the same person and space as those of a step, each beside its own ground truth. */
export interface ErrorChange {
  readonly truth: Series<Mesh, MeshReadOptions>;
  /** The first run's. */
  readonly before: Series<Mesh, MeshReadOptions>;
  readonly truthBefore: Series<Mesh, MeshReadOptions>;
}
/** A camera: pinhole and pose. */
export type CameraStep = SeriesStep<'camera', Camera> & {
  readonly camera: number;
  /** Pictures drawn in the frustum: the pinhole takes their size. */
  readonly pictures: Series<ImageFile> | undefined;
  /** Full-size pictures, which the intrinsics are for, where `pictures` may be smaller. */
  readonly fullSize: Series<ImageFile> | undefined;
  /** The pictures are a scaled form of what the intrinsics are for, even when no full-size picture tells by how much. */
  readonly scaled: boolean;
  readonly color: Rgba;
};
/** Bodies from parameter files: one entity per person below `entity`. */
export type BodiesStep = SeriesStep<'bodies', BodyParameters> & {
  readonly body: BodyModel;
  readonly entityOf: (person: number) => string;
  /** Where the path of the translation goes, if anywhere. */
  readonly trajectoryOf?: (person: number) => string;
  /** Where the joints are drawn, of files that carry some. */
  readonly skeletonOf?: (person: number) => string;
  readonly colorOf: (person: number) => Rgba;
  /** Given where bodies stand in for meshes: what a body model cannot pose is then not shown at all. */
  readonly place?: BodyPlace;
  readonly persons: readonly number[] | undefined;
};
/** Posed 3D Gaussians: per person one entity per form below `entity`. */
export type GaussiansStep = SeriesStep<'gaussians', Splats> & {
  readonly entityOf: (form: GaussianForm, person: number) => string;
  readonly persons: readonly number[] | undefined;
  /** Splats of all persons kept in a frame, at most. */
  readonly maxSplats: number;
};
/** The metric files of a task. */
export interface MetricsStep {
  readonly kind: 'metrics';
  /** Root of the metric entities. */
  readonly entity: string;
  readonly task: 'nvs' | 'pose_smplx' | 'pose_smpl';
  /** Run of a comparison, as it is in the path. */
  readonly run?: string;
  readonly read: () => Promise<TaskMetrics>;
}

/** Any step over frames. */
export type FrameStep =
  | ImagesStep
  | VideoStep
  | MasksStep
  | DepthsStep
  | MeshesStep
  | CameraStep
  | BodiesStep
  | GaussiansStep;

/** What a step becomes in the recording. */
export const ARCHETYPE_OF = {
  images: 'EncodedImage',
  video: 'AssetVideo, VideoFrameReference',
  masks: 'SegmentationImage',
  depths: 'DepthImage',
  meshes: 'Mesh3D',
  camera: 'Pinhole, Transform3D',
  bodies: 'Mesh3D or Points3D',
  gaussians: 'Points3D, GaussianSplats3D',
} as const satisfies Record<FrameStep['kind'], string>;
