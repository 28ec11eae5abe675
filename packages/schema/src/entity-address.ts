/**
 * The words that entity paths are made of, and a path in its parts.
 * @module
 */
import type { BodyModel, Role, Space, Split, Task } from './vocabulary.ts';

/** What hangs below a camera of `input_data/`. */
export const CAMERA_PARTS = ['images', 'seg', 'depths'] as const;
/** A modality below a camera. */
export type CameraPart = (typeof CAMERA_PARTS)[number];

/** What hangs below the source camera of a pose evaluation. */
export const SOURCE_VIEW_PARTS = ['images', 'masked_depth_maps'] as const;
/** A modality below the source camera of a pose evaluation. */
export type SourceViewPart = (typeof SOURCE_VIEW_PARTS)[number];

/** What hangs below a camera of `nvs/viz`: pictures by folder, and the video beside them. */
export const NVS_VIZ_PARTS = ['render_vs_gt', 'render_white_bg', 'difix_debug_comparisons', 'video'] as const;
/** A modality below a camera of `nvs/viz`. */
export type NvsVizPart = (typeof NVS_VIZ_PARTS)[number];

/** Folders of debug pictures of view generation. */
export const GENERATION_FOLDERS = ['est_images_debug', 'est_masks_debug', 'est_depths_debug'] as const;
/** A folder of debug pictures of view generation. */
export type GenerationFolder = (typeof GENERATION_FOLDERS)[number];

/** Pictures of training diagnostics, and a line of text that says whose they are. */
export const TRAINING_PARTS = ['rgb', 'depth', 'depth_hist', 'gt_input', 'label'] as const;
/** A modality of training diagnostics. */
export type TrainingPart = (typeof TRAINING_PARTS)[number];

/** What posed 3D Gaussians are drawn as: points for every viewer, splats for those that know them. */
export const GAUSSIAN_FORMS = ['points', 'splats'] as const;
/** What posed 3D Gaussians are drawn as. */
export type GaussianForm = (typeof GAUSSIAN_FORMS)[number];

/**
 * Levels at which a metric is given: on `frame`, on `epoch` per camera and over all, and in comparisons on `frame` as the
 * difference to the first run.
 */
export const METRIC_LEVELS = ['per_frame', 'per_camera', 'overall', 'difference'] as const;
/** A level of a metric. */
export type MetricLevel = (typeof METRIC_LEVELS)[number];

/** The parts of a path below `/evaluation`. */
export type EvaluationAddress =
  | { readonly root: 'evaluation'; readonly epoch: number; readonly summary: true }
  | {
      readonly root: 'evaluation';
      readonly epoch: number;
      readonly task: 'nvs';
      readonly role: 'viz';
      readonly camera: number;
      readonly part: NvsVizPart;
    }
  | {
      readonly root: 'evaluation';
      readonly epoch: number;
      readonly task: 'pose_smplx' | 'pose_smpl';
      readonly role: 'viz';
      readonly camera: number;
      readonly part?: SourceViewPart;
    }
  | {
      readonly root: 'evaluation';
      readonly epoch: number;
      readonly task: 'pose_smplx' | 'pose_smpl';
      readonly role: 'viz';
      /** `all`: the entity above both forms. */
      readonly gaussians: GaussianForm | 'all';
      readonly person?: number;
    }
  | {
      readonly root: 'evaluation';
      readonly epoch: number;
      readonly task: 'pose_smplx' | 'pose_smpl';
      readonly role: 'viz';
      readonly errorLegend: true;
    }
  | {
      readonly root: 'evaluation';
      readonly epoch: number;
      readonly task?: Task;
      readonly role?: Role;
      readonly camera?: number;
      readonly space?: Space;
      readonly person?: number;
      readonly level?: MetricLevel;
      readonly metric?: string;
    };

/** The parts of a contract entity path. Every member is optional but `root`; absent parts end the path. */
export type EntityAddress =
  | { readonly root: 'input_data'; readonly split?: Split; readonly camera?: number; readonly part?: CameraPart }
  | {
      readonly root: 'input_data';
      readonly split: Split;
      readonly body: BodyModel;
      readonly person?: number;
      /** The path of the person's translation, not the body. */
      readonly trajectory?: true;
    }
  | {
      readonly root: 'input_data';
      readonly split: Split;
      readonly body: BodyModel;
      readonly person?: number;
      readonly skeleton: true;
    }
  | { readonly root: 'input_data'; readonly split: Split; readonly skipFrames: true }
  | {
      readonly root: 'input_data';
      readonly split: 'train';
      readonly camera: number;
      readonly generation: GenerationFolder;
    }
  | {
      readonly root: 'input_data';
      readonly split: 'train';
      /** Epoch of the pose that view generation placed its cameras by. */
      readonly poseState: number;
      readonly person?: number;
      readonly summary?: true;
    }
  | { readonly root: 'input_data'; readonly summary: true }
  | { readonly root: 'training_artifacts'; readonly part?: TrainingPart; readonly sample?: number }
  | { readonly root: 'training_artifacts'; readonly summary: true }
  /** In a comparison of several runs; `run` is letters, digits, `_`, `-` and `.`. */
  | (EvaluationAddress & { readonly run?: string })
  | { readonly root: 'runs'; readonly summary?: true };
