/**
 * Where things are in a recording. Roots are the specification's; below a root, names mirror the folders,
 * cameras are `cam_<id>`, persons `person_<pp>`. Pictures, masks and depth of a camera hang below the camera,
 * because a viewer draws them in the camera's frustum only there.
 *
 * ```text
 * /input_data/{train,test}/all_cameras/cam_4            pinhole and pose
 * /input_data/{train,test}/all_cameras/cam_4/images     and /seg, /depths
 * /input_data/{train,test}/smplx/person_00              bodies; also /smpl; below them /trajectory
 * /input_data/{train,test}/smplx/joints_3d/person_00      skeletons; also /smpl
 * /input_data/{train,test}/skip_frames                  a line of text per skipped frame
 * /input_data/train/misc/nv_generation/{est_images_debug,est_masks_debug,est_depths_debug}/cam_100
 * /input_data/train/misc/nv_generation/pose_state/epoch_0016/person_00
 * /training_artifacts/{rgb,depth,depth_hist,gt_input,label}/sample_00   on `epoch`
 * /evaluation/epoch_0030/nvs/{pred,gt_inputs,inputs}/cam_4
 * /evaluation/epoch_0030/nvs/viz/cam_4/{render_vs_gt,render_white_bg,difix_debug_comparisons,video}
 * /evaluation/epoch_0030/pose_smplx/{pred,gt_inputs}/{world_aligned,root_aligned}/person_00
 * /evaluation/epoch_0030/pose_smplx/viz/all_cameras/cam_4/{images,masked_depth_maps}
 * /evaluation/epoch_0030/pose_smplx/viz/error_legend       what the colors of an error mean
 * /evaluation/epoch_0030/pose_smplx/viz/posed_3dgs_per_frame/{points,splats}/person_00
 * /input_data/summary and /evaluation/epoch_0030/summary   what the recording is, as text
 * /evaluation/epoch_0030/<task>/metrics/{per_frame,per_camera,overall}/<metric>[/cam_4]
 * ```
 * @module
 */
import { formatCam, formatEpoch, formatPersonEntity, parseCamera, parseEpoch, parsePerson } from './ids.ts';
import {
  BODY_MODELS,
  type BodyModel,
  ROLES,
  type Role,
  SPACES,
  SPLITS,
  type Space,
  type Split,
  TASKS,
  type Task,
} from './vocabulary.ts';

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

/** Levels at which a metric is given: on `frame`, and on `epoch` per camera and over all. */
export const METRIC_LEVELS = ['per_frame', 'per_camera', 'overall'] as const;
/** A level of a metric. */
export type MetricLevel = (typeof METRIC_LEVELS)[number];

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
      readonly gaussians: GaussianForm;
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

/** Builders of every contract entity path. All results start with a slash and need no escaping. */
export const entityPath = {
  /** `/input_data` or `/input_data/train` */
  inputData: (split?: Split): string => (split === undefined ? '/input_data' : `/input_data/${split}`),
  /** `/input_data/train/all_cameras/cam_4[/images]` */
  inputCamera: (split: Split, camera: number, part?: CameraPart): string =>
    join(`/input_data/${split}/all_cameras/${formatCam(camera)}`, part),
  /** `/input_data/test/smplx[/person_00]` */
  inputBody: (split: Split, body: BodyModel, person?: number): string =>
    join(`/input_data/${split}/${body}`, person === undefined ? undefined : formatPersonEntity(person)),
  /** `/input_data/train/smplx/person_00/trajectory`: the path of the pelvis, or of the translation, over all frames. */
  inputTrajectory: (split: Split, body: BodyModel, person: number): string =>
    `/input_data/${split}/${body}/${formatPersonEntity(person)}/trajectory`,
  /** `/input_data/test/smplx/joints_3d[/person_00]`: the joints of the file, and bones between them. */
  inputSkeleton: (split: Split, body: BodyModel, person?: number): string =>
    join(`/input_data/${split}/${body}/joints_3d`, person === undefined ? undefined : formatPersonEntity(person)),
  /** `/input_data/train/skip_frames`: a line of text at every frame of `skip_frames.csv`. */
  skipFrames: (split: Split): string => `/input_data/${split}/skip_frames`,
  /** `/input_data/train/misc/nv_generation/est_images_debug/cam_100` */
  nvGeneration: (folder: GenerationFolder, camera: number): string =>
    `/input_data/train/misc/nv_generation/${folder}/${formatCam(camera)}`,
  /** `/input_data/train/misc/nv_generation/pose_state/epoch_0016[/person_00]` */
  poseState: (epoch: number, person?: number): string =>
    join(
      `/input_data/train/misc/nv_generation/pose_state/${formatEpoch(epoch)}`,
      person === undefined ? undefined : formatPersonEntity(person),
    ),
  /** `/input_data/train/misc/nv_generation/pose_state/epoch_0016/summary` */
  poseStateSummary: (epoch: number): string =>
    `/input_data/train/misc/nv_generation/pose_state/${formatEpoch(epoch)}/summary`,
  /** `/training_artifacts[/rgb[/sample_00]]`, values on the `epoch` timeline. */
  training: (part?: TrainingPart, sample?: number): string =>
    join(join('/training_artifacts', part), sample === undefined ? undefined : formatSample(sample)),
  /** `/training_artifacts/summary` */
  trainingSummary: (): string => '/training_artifacts/summary',
  /** `/evaluation/epoch_0030/pose_smplx/viz/posed_3dgs_per_frame/points[/person_00]` */
  gaussians: (epoch: number, task: 'pose_smplx' | 'pose_smpl', form: GaussianForm, person?: number): string =>
    join(
      `/evaluation/${formatEpoch(epoch)}/${task}/viz/posed_3dgs_per_frame/${form}`,
      person === undefined ? undefined : formatPersonEntity(person),
    ),
  /** `/evaluation/epoch_0030` */
  evaluation: (epoch: number): string => `/evaluation/${formatEpoch(epoch)}`,
  /** `/evaluation/epoch_0030/nvs[/pred]` */
  task: (epoch: number, task: Task, role?: Role): string => join(`/evaluation/${formatEpoch(epoch)}/${task}`, role),
  /** `/evaluation/epoch_0030/nvs/pred/cam_4` */
  nvsCamera: (epoch: number, role: 'inputs' | 'pred' | 'gt_inputs', camera: number): string =>
    `/evaluation/${formatEpoch(epoch)}/nvs/${role}/${formatCam(camera)}`,
  /** `/evaluation/epoch_0030/nvs/viz/cam_4[/render_vs_gt]` */
  nvsViz: (epoch: number, camera: number, part?: NvsVizPart): string =>
    join(`/evaluation/${formatEpoch(epoch)}/nvs/viz/${formatCam(camera)}`, part),
  /** `/evaluation/epoch_0030/pose_smplx/pred/world_aligned[/person_00]` */
  posedBody: (
    epoch: number,
    task: 'pose_smplx' | 'pose_smpl',
    role: 'pred' | 'gt_inputs',
    space: Space,
    person?: number,
  ): string =>
    join(
      `/evaluation/${formatEpoch(epoch)}/${task}/${role}/${space}`,
      person === undefined ? undefined : formatPersonEntity(person),
    ),
  /** `/evaluation/epoch_0030/pose_smplx/viz/all_cameras/cam_4[/images]` */
  sourceView: (epoch: number, task: 'pose_smplx' | 'pose_smpl', camera: number, part?: SourceViewPart): string =>
    join(`/evaluation/${formatEpoch(epoch)}/${task}/viz/all_cameras/${formatCam(camera)}`, part),
  /** `/evaluation/epoch_0030/pose_smplx/viz/error_legend`: the colors of a vertex error, in millimetres. */
  errorLegend: (epoch: number, task: 'pose_smplx' | 'pose_smpl'): string =>
    `/evaluation/${formatEpoch(epoch)}/${task}/viz/error_legend`,
  /** `/evaluation/epoch_0030/nvs/metrics/per_frame/psnr[/cam_4]` */
  metric: (epoch: number, task: Task, level: MetricLevel, metric: string, camera?: number): string =>
    join(
      `/evaluation/${formatEpoch(epoch)}/${task}/metrics/${level}/${metric}`,
      camera === undefined ? undefined : formatCam(camera),
    ),
  /** The text panel of a recording: `/input_data/summary` or `/evaluation/epoch_0030/summary`. */
  summary: (epoch?: number): string =>
    epoch === undefined ? '/input_data/summary' : `/evaluation/${formatEpoch(epoch)}/summary`,
} as const;

const formatSample = (sample: number): string => `sample_${String(sample).padStart(2, '0')}`;

function join(base: string, part: string | undefined): string {
  return part === undefined ? base : `${base}/${part}`;
}

const isOneOf = <T extends string>(words: readonly T[], word: string | undefined): word is T =>
  word !== undefined && (words as readonly string[]).includes(word);

/** Reads a contract entity path back into its parts; `undefined` when the path is not of the contract. */
export function parseEntityPath(path: string): EntityAddress | undefined {
  const parts = path.split('/').filter((part) => part !== '');
  switch (parts[0]) {
    case 'input_data':
      return parseInput(parts);
    case 'evaluation':
      return parseEvaluation(parts);
    case 'training_artifacts':
      return parseTraining(parts);
    default:
      return undefined;
  }
}

function parseTraining([, part, id, extra]: readonly string[]): EntityAddress | undefined {
  const root = 'training_artifacts';
  if (part === undefined) return { root };
  if (part === 'summary') return id === undefined ? { root, summary: true } : undefined;
  if (!isOneOf(TRAINING_PARTS, part) || extra !== undefined) return undefined;
  if (id === undefined) return { root, part };
  const sample = Number(/^sample_(\d{2,6})$/.exec(id)?.[1]);
  return id === formatSample(sample) ? { root, part, sample } : undefined;
}

function parseInput(parts: readonly string[]): EntityAddress | undefined {
  const [, split, folder, id, part, extra] = parts;
  if (split === undefined) return { root: 'input_data' };
  if (split === 'summary' && folder === undefined) return { root: 'input_data', summary: true };
  if (!isOneOf(SPLITS, split)) return undefined;
  if (folder === undefined) return { root: 'input_data', split };
  if (split === 'train' && folder === 'misc') return parseGeneration(parts);
  if (extra !== undefined) return undefined;
  if (folder === 'skip_frames') return id === undefined ? { root: 'input_data', split, skipFrames: true } : undefined;
  if (isOneOf(BODY_MODELS, folder)) {
    const at = { root: 'input_data', split, body: folder } as const;
    if (id === undefined) return at;
    if (id === 'joints_3d') {
      if (part === undefined) return { ...at, skeleton: true };
      const person = part.startsWith('person_') ? parsePerson(part) : undefined;
      return person === undefined ? undefined : { ...at, skeleton: true, person };
    }
    const person = id.startsWith('person_') ? parsePerson(id) : undefined;
    if (person === undefined || (part !== undefined && part !== 'trajectory')) return undefined;
    return { ...at, person, ...(part === undefined ? {} : { trajectory: true }) };
  }
  const camera = folder === 'all_cameras' && id?.startsWith('cam_') ? parseCamera(id) : undefined;
  if (camera === undefined) return undefined;
  if (part === undefined) return { root: 'input_data', split, camera };
  return isOneOf(CAMERA_PARTS, part) ? { root: 'input_data', split, camera, part } : undefined;
}

function parseGeneration([, , , generation, folder, id, extra, more]: readonly string[]): EntityAddress | undefined {
  if (generation === 'nv_generation' && folder === 'pose_state') return parsePoseState(id, extra, more);
  const camera = id?.startsWith('cam_') ? parseCamera(id) : undefined;
  if (generation !== 'nv_generation' || !isOneOf(GENERATION_FOLDERS, folder)) return undefined;
  if (camera === undefined || extra !== undefined) return undefined;
  return { root: 'input_data', split: 'train', camera, generation: folder };
}

function parsePoseState(
  epochName: string | undefined,
  id: string | undefined,
  extra: string | undefined,
): EntityAddress | undefined {
  const epoch = parseEpoch(epochName ?? '');
  if (epoch === undefined || extra !== undefined) return undefined;
  const at = { root: 'input_data', split: 'train', poseState: epoch } as const;
  if (id === undefined) return at;
  if (id === 'summary') return { ...at, summary: true };
  const person = id.startsWith('person_') ? parsePerson(id) : undefined;
  return person === undefined ? undefined : { ...at, person };
}

function parseEvaluation(parts: readonly string[]): EntityAddress | undefined {
  const [, epochName, task, role, a, b, c, extra] = parts;
  const epoch = parseEpoch(epochName ?? '');
  if (epoch === undefined || extra !== undefined) return undefined;
  const at = { root: 'evaluation', epoch } as const;
  if (task === undefined) return at;
  if (task === 'summary') return role === undefined ? { ...at, summary: true } : undefined;
  if (!isOneOf(TASKS, task)) return undefined;
  if (role === undefined) return { ...at, task };
  if (!isOneOf(ROLES, role)) return undefined;
  if (a === undefined) return { ...at, task, role };
  if (role === 'metrics') {
    if (!isOneOf(METRIC_LEVELS, a) || b === undefined) return undefined;
    if (c === undefined) return { ...at, task, role, level: a, metric: b };
    const camera = c.startsWith('cam_') ? parseCamera(c) : undefined;
    return camera === undefined ? undefined : { ...at, task, role, level: a, metric: b, camera };
  }
  if (task === 'nvs') {
    const camera = a.startsWith('cam_') ? parseCamera(a) : undefined;
    if (camera === undefined || c !== undefined) return undefined;
    if (b === undefined) return { ...at, task, role, camera };
    return role === 'viz' && isOneOf(NVS_VIZ_PARTS, b) ? { ...at, task, role, camera, part: b } : undefined;
  }
  if (role === 'viz' && a === 'posed_3dgs_per_frame') {
    if (!isOneOf(GAUSSIAN_FORMS, b)) return undefined;
    if (c === undefined) return { ...at, task, role, gaussians: b };
    const person = c.startsWith('person_') ? parsePerson(c) : undefined;
    return person === undefined ? undefined : { ...at, task, role, gaussians: b, person };
  }
  if (role === 'viz' && a === 'error_legend')
    return b === undefined ? { ...at, task, role, errorLegend: true } : undefined;
  if (role === 'viz') {
    const camera = a === 'all_cameras' && b?.startsWith('cam_') ? parseCamera(b) : undefined;
    if (camera === undefined || (c !== undefined && !isOneOf(SOURCE_VIEW_PARTS, c))) return undefined;
    return { ...at, task, role, camera, ...(c === undefined ? {} : { part: c }) };
  }
  if (!isOneOf(SPACES, a)) return undefined;
  if (b === undefined) return { ...at, task, role, space: a };
  const person = b.startsWith('person_') ? parsePerson(b) : undefined;
  return person === undefined || c !== undefined ? undefined : { ...at, task, role, space: a, person };
}
