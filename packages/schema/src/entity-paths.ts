/**
 * Builds and parses the entity paths of recordings by the table of `entity-table.ts`.
 * @module
 */
import type {
  CameraPart,
  EntityAddress,
  GaussianForm,
  GenerationFolder,
  MetricLevel,
  NvsVizPart,
  SourceViewPart,
  TrainingPart,
} from './entity-address.ts';
import { formatByTable, parseByTable } from './entity-table.ts';
import type { BodyModel, Role, Space, Split, Task } from './vocabulary.ts';

type PoseTask = 'pose_smplx' | 'pose_smpl';

const path = (address: object): string => formatByTable(address);
const input = { root: 'input_data' } as const;
const generated = { ...input, split: 'train' } as const;
const evaluation = { root: 'evaluation' } as const;
const viz = { ...evaluation, role: 'viz' } as const;

/** Builders of every contract entity path. All results start with a slash and need no escaping. */
export const entityPath = {
  /** `/input_data` or `/input_data/train` */
  inputData: (split?: Split): string => path({ ...input, split }),
  /** `/input_data/train/all_cameras/cam_4[/images]` */
  inputCamera: (split: Split, camera: number, part?: CameraPart): string => path({ ...input, split, camera, part }),
  /** `/input_data/test/smplx[/person_00]` */
  inputBody: (split: Split, body: BodyModel, person?: number): string => path({ ...input, split, body, person }),
  /** `/input_data/train/smplx/person_00/trajectory`: the path of the pelvis, or of the translation, over all frames. */
  inputTrajectory: (split: Split, body: BodyModel, person: number): string =>
    path({ ...input, split, body, person, trajectory: true }),
  /** `/input_data/test/smplx/joints_3d[/person_00]`: the joints of the file, and bones between them. */
  inputSkeleton: (split: Split, body: BodyModel, person?: number): string =>
    path({ ...input, split, body, skeleton: true, person }),
  /** `/input_data/train/skip_frames`: a line of text at every frame of `skip_frames.csv`. */
  skipFrames: (split: Split): string => path({ ...input, split, skipFrames: true }),
  /** `/input_data/train/misc/nv_generation/est_images_debug/cam_100` */
  nvGeneration: (generation: GenerationFolder, camera: number): string => path({ ...generated, generation, camera }),
  /** `/input_data/train/misc/nv_generation/pose_state/epoch_0016[/person_00]` */
  poseState: (poseState: number, person?: number): string => path({ ...generated, poseState, person }),
  /** `/input_data/train/misc/nv_generation/pose_state/epoch_0016/summary` */
  poseStateSummary: (poseState: number): string => path({ ...generated, poseState, summary: true }),
  /** `/training_artifacts[/rgb[/sample_00]]`, values on the `epoch` timeline. */
  training: (part?: TrainingPart, sample?: number): string => path({ root: 'training_artifacts', part, sample }),
  /** `/training_artifacts/summary` */
  trainingSummary: (): string => path({ root: 'training_artifacts', summary: true }),
  /** `/evaluation/epoch_0030/pose_smplx/viz/posed_3dgs_per_frame/points[/person_00]` */
  gaussians: (epoch: number, task: PoseTask, form: GaussianForm, person?: number): string =>
    path({ ...viz, epoch, task, gaussians: form, person }),
  /** `/evaluation/epoch_0030` */
  evaluation: (epoch: number): string => path({ ...evaluation, epoch }),
  /** `/evaluation/epoch_0030/nvs[/pred]` */
  task: (epoch: number, task: Task, role?: Role): string => path({ ...evaluation, epoch, task, role }),
  /** `/evaluation/epoch_0030/nvs/pred/cam_4` */
  nvsCamera: (epoch: number, role: 'inputs' | 'pred' | 'gt_inputs', camera: number): string =>
    path({ ...evaluation, epoch, task: 'nvs', role, camera }),
  /** `/evaluation/epoch_0030/nvs/viz/cam_4[/render_vs_gt]` */
  nvsViz: (epoch: number, camera: number, part?: NvsVizPart): string =>
    path({ ...viz, epoch, task: 'nvs', camera, part }),
  /** `/evaluation/epoch_0030/pose_smplx/pred/world_aligned[/person_00]` */
  posedBody: (epoch: number, task: PoseTask, role: 'pred' | 'gt_inputs', space: Space, person?: number): string =>
    path({ ...evaluation, epoch, task, role, space, person }),
  /** `/evaluation/epoch_0030/pose_smplx/viz/all_cameras/cam_4[/images]` */
  sourceView: (epoch: number, task: PoseTask, camera: number, part?: SourceViewPart): string =>
    path({ ...viz, epoch, task, camera, part }),
  /** `/evaluation/epoch_0030/pose_smplx/viz/error_legend`: the colors of a vertex error, in millimetres. */
  errorLegend: (epoch: number, task: PoseTask): string => path({ ...viz, epoch, task, errorLegend: true }),
  /** `/evaluation/epoch_0030/nvs/metrics/per_frame/psnr[/cam_4]` */
  metric: (epoch: number, task: Task, level: MetricLevel, metric: string, camera?: number): string =>
    path({ ...evaluation, epoch, task, role: 'metrics', level, metric, camera }),
  /** `/runs`: what the runs of a comparison hang below. */
  runs: (): string => path({ root: 'runs' }),
  /** `/runs/summary`: the text panel of a comparison. */
  runsSummary: (): string => path({ root: 'runs', summary: true }),
  /** The text panel of a recording: `/input_data/summary` or `/evaluation/epoch_0030/summary`. */
  summary: (epoch?: number): string =>
    path(epoch === undefined ? { ...input, summary: true } : { ...evaluation, epoch, summary: true }),
} as const;

/** The path of an address. @throws RangeError when the contract has no path of these parts. */
export function entityPathOf(address: EntityAddress): string {
  return formatByTable(address);
}

/** The path of an address with `cam_*`, `person_*` or `sample_*` for the one it is of. @throws RangeError */
export function entityPatternOf(address: EntityAddress): string {
  return formatByTable(address, true);
}

/** Reads a contract entity path back into its parts; `undefined` when the path is not of the contract. */
export function parseEntityPath(text: string): EntityAddress | undefined {
  return parseByTable(text) as EntityAddress | undefined;
}
