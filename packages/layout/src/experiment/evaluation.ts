import type { ContractId } from '@outlay/schema';
import { type BodyModel, bodyModelOf, type Role, type Space, TASKS, type Task } from '@outlay/schema';
import type {
  BodyParameters,
  Evaluation,
  ImageFile,
  NvsCamera,
  NvsEvaluation,
  PersonMeshes,
  PoseEvaluation,
  Series,
  SourceView,
} from '@outlay/schema/port';
import type { Inventory } from '../scan/inventory.ts';
import { type PoseTask, parameterContracts } from '../scan/pose-contracts.ts';
import type { FileSource } from '../source/file-source.ts';
import { bodyDecoder, cameraDecoder, depthDecoder, imageDecoder } from './decoders.ts';
import type { ExperimentFiles } from './experiment-files.ts';
import { mergeFrames } from './merge-frames.ts';
import { meshSeries } from './mesh-series.ts';
import { readTaskMetrics } from './metrics.ts';
import { fileSeries } from './series.ts';
import { splatSeries } from './splat-series.ts';
import { openVideo } from './video.ts';

/** One epoch that has a folder. */
export function openEvaluation(
  files: ExperimentFiles,
  epoch: number,
  listed: boolean,
  sourceCamera: number | undefined,
): Evaluation {
  const { source, inventory } = files;
  const tasks = TASKS.filter((task) =>
    inventory.folders.some(
      ({ position }) => position.ids.epoch === epoch && position.contract?.pattern === `evaluation/{epoch}/${task}`,
    ),
  );
  const pose: { pose_smplx?: PoseEvaluation; pose_smpl?: PoseEvaluation } = {};
  for (const task of tasks) if (task !== 'nvs') pose[task] = openPose(files, task, epoch, sourceCamera);
  const nvs = tasks.includes('nvs') ? { nvs: openNvs(source, inventory, epoch) } : {};
  return { epoch, listed, tasks, pose, ...nvs };
}

const NVS_PARTS = {
  pred: 'nvs.pred.image',
  groundTruth: 'nvs.gt_inputs.image',
  debugInputs: 'nvs.inputs.image',
  renderVsGt: 'nvs.viz.render-vs-gt',
  whiteBackground: 'nvs.viz.white-background',
  diffusionComparisons: 'nvs.viz.difix',
} as const satisfies Partial<Record<keyof NvsCamera, string>>;

function openNvs(source: FileSource, inventory: Inventory, epoch: number): NvsEvaluation {
  const cameras = new Map<number, Record<string, Series<ImageFile>>>();
  for (const [part, contract] of Object.entries(NVS_PARTS)) {
    for (const folder of inventory.frames(contract, { epoch })) {
      const camera = cameras.get(folder.ids.camera!) ?? {};
      camera[part] = fileSeries(source, folder.path, folder, () => imageDecoder);
      cameras.set(folder.ids.camera!, camera);
    }
  }
  return {
    task: 'nvs',
    cameras: [...cameras]
      .sort(([a], [b]) => a - b)
      .map(([camera, parts]) => ({ camera, ...parts, ...videoOf(source, inventory, epoch, camera, parts) })),
    metrics: () => readTaskMetrics(source, inventory, 'nvs', epoch),
  };
}

/** The video of a camera; without the pictures it was made of, those of the prediction say its frames. */
function videoOf(
  source: FileSource,
  inventory: Inventory,
  epoch: number,
  camera: number,
  { renderVsGt, pred }: { readonly renderVsGt?: Series<ImageFile>; readonly pred?: Series<ImageFile> },
): Pick<NvsCamera, 'video'> {
  const path = inventory.file('nvs.viz.video', { epoch, camera });
  const pictures = (renderVsGt ?? pred)?.frames ?? [];
  return path === undefined || pictures.length === 0 ? {} : { video: openVideo(source, path, pictures) };
}

function openPose(
  files: ExperimentFiles,
  task: PoseTask,
  epoch: number,
  sourceCamera: number | undefined,
): PoseEvaluation {
  const { source, inventory } = files;
  const parameters: { [model in BodyModel]?: Series<BodyParameters> } = {};
  for (const { model, id } of parameterContracts(task)) {
    const folder = inventory.frames(id, { epoch })[0];
    if (folder) parameters[model] = fileSeries(source, folder.path, folder, () => bodyDecoder);
  }
  const meshes = new Map<string, readonly PersonMeshes[]>();
  const sourceView = task === 'pose_smplx' ? openSourceView(source, inventory, epoch, sourceCamera) : undefined;
  const splats = task === 'pose_smplx' ? openSplats(source, inventory, epoch) : undefined;
  return {
    task,
    body: bodyModelOf(task),
    meshes(role: Extract<Role, 'pred' | 'gt_inputs'>, space: Space) {
      const contract = `${task}.${role}.${space}.person` as const;
      const known = meshes.get(contract) ?? openMeshes(files, contract, epoch);
      meshes.set(contract, known);
      return known;
    },
    parameters,
    metrics: () => readTaskMetrics(source, inventory, task satisfies Task, epoch),
    ...(sourceView ? { sourceView } : {}),
    ...(splats ? { splats } : {}),
  };
}

function openMeshes(files: ExperimentFiles, contract: ContractId, epoch: number): readonly PersonMeshes[] {
  return files.inventory.frames(contract, { epoch }).map((folder) => ({
    person: folder.ids.person!,
    meshes: meshSeries(files, folder.path, folder),
  }));
}

function openSourceView(
  source: FileSource,
  inventory: Inventory,
  epoch: number,
  sourceCamera: number | undefined,
): SourceView | undefined {
  const images = inventory.frames('pose_smplx.viz.image', { epoch });
  const cameras = inventory.frames('pose_smplx.viz.camera', { epoch });
  const depths = inventory.frames('pose_smplx.viz.background-depth', { epoch })[0];
  const seen = [...images, ...cameras].map(({ ids }) => ids.camera!);
  // A folder may hold other cameras from an earlier run with another source camera.
  const camera =
    sourceCamera !== undefined && (seen.includes(sourceCamera) || seen.length === 0) ? sourceCamera : seen[0];
  if (camera === undefined || (seen.length === 0 && !depths)) return undefined;
  const image = images.find(({ ids }) => ids.camera === camera);
  const pinhole = cameras.find(({ ids }) => ids.camera === camera);
  return {
    camera,
    ...(image ? { images: fileSeries(source, image.path, image, () => imageDecoder) } : {}),
    ...(pinhole ? { cameras: fileSeries(source, pinhole.path, pinhole, cameraDecoder) } : {}),
    ...(depths ? { backgroundDepths: fileSeries(source, depths.path, depths, () => depthDecoder) } : {}),
  };
}

function openSplats(source: FileSource, inventory: Inventory, epoch: number): PoseEvaluation['splats'] {
  const merged = inventory.frames('pose_smplx.viz.splats.merged', { epoch });
  const persons = inventory.frames('pose_smplx.viz.splats.person', { epoch });
  const groups = mergeFrames([...merged, ...persons]).map(({ frame, files }) => {
    const whole = files.filter(({ person }) => person === undefined);
    return { frame, files: whole.length > 0 ? whole : files };
  });
  const path = merged[0]?.path ?? persons[0]?.path;
  return path === undefined ? undefined : splatSeries(source, path, groups);
}
