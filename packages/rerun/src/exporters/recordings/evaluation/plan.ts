/**
 * What goes into `evaluation_epoch_XXXX.rrd`.
 * @module
 */
import { entityPath, SPACES, type Space, TASKS, type Task } from '@outlay/schema/names';
import type {
  Evaluation,
  Experiment,
  InputCamera,
  NvsCamera,
  NvsEvaluation,
  PoseEvaluation,
} from '@outlay/schema/port';
import { whyNoParameters } from '../../body-model/models.ts';
import { CAMERA_COLORS, personColor } from '../../colors.ts';
import { type ExportSelection, selects } from '../../options.ts';
import { type RecordingSteps, StepList } from '../../steps/step-list.ts';
import { evaluationOf } from '../evaluation-of.ts';

/** Steps of an evaluation's recording. @throws InvalidSelectionError when the epoch is not on disk. */
export function planEvaluationSteps(experiment: Experiment, epoch: number, selection: ExportSelection): RecordingSteps {
  const evaluation = evaluationOf(experiment, epoch);
  const list = new StepList(selection);
  const tasks = TASKS.filter((task) => selects(selection.tasks, task) && evaluation.tasks.includes(task));
  for (const task of TASKS)
    if (!tasks.includes(task)) list.leaveOut(entityPath.task(epoch, task), whyNoTask(evaluation, task, selection));
  if (tasks.includes('nvs') && evaluation.nvs !== undefined) planNvs(list, experiment, evaluation, evaluation.nvs);
  for (const task of ['pose_smplx', 'pose_smpl'] as const) {
    const pose = evaluation.pose[task];
    if (tasks.includes(task) && pose !== undefined) planPose(list, epoch, pose, selection);
  }
  return list.finish();
}

function whyNoTask(evaluation: Evaluation, task: Task, selection: ExportSelection): string {
  if (!evaluation.tasks.includes(task)) return 'no folder at this epoch';
  return selects(selection.tasks, task) ? 'nothing in it' : 'not among the selected tasks';
}

function planNvs(list: StepList, experiment: Experiment, evaluation: Evaluation, nvs: NvsEvaluation): void {
  const { epoch } = evaluation;
  const source = experiment.sourceCamera;
  for (const pictures of nvs.cameras) {
    const id = pictures.camera;
    if (!list.selectsCamera(id)) continue;
    const real: InputCamera | undefined = experiment.test?.cameras.find(({ camera }) => camera === id);
    for (const [role, series] of [
      ['pred', pictures.pred],
      ['gt_inputs', pictures.groundTruth],
    ] as const) {
      const address = { root: 'evaluation', epoch, task: 'nvs', role, camera: id } as const;
      const entity = entityPath.nvsCamera(epoch, role, id);
      if (series === undefined) {
        list.leaveOut(entity, 'no pictures');
        continue;
      }
      if (real?.cameras === undefined) list.leaveOut(`${entity} (pinhole)`, 'no camera in input_data/test/all_cameras');
      else
        list.addCamera(address, id, real.cameras, {
          pictures: series,
          fullSize: real.images,
          scaled: true,
          color: id === source ? CAMERA_COLORS.source : CAMERA_COLORS.evaluation,
        });
      list.add('images', address, series);
    }
    if (pictures.debugInputs !== undefined)
      list.add('images', { root: 'evaluation', epoch, task: 'nvs', role: 'inputs', camera: id }, pictures.debugInputs);
    planViz(list, epoch, pictures, list.selection.viz === true);
  }
  list.addMetrics(entityPath.task(epoch, 'nvs', 'metrics'), 'nvs', () => nvs.metrics());
}

/** The video is small; the pictures are the same renders again, four times the pixels and more. */
function planViz(list: StepList, epoch: number, pictures: NvsCamera, wanted: boolean): void {
  const { camera, video } = pictures;
  const at = { root: 'evaluation', epoch, task: 'nvs', role: 'viz', camera } as const;
  if (video !== undefined) list.addVideo({ ...at, part: 'video' }, video);
  for (const [part, series] of [
    ['render_vs_gt', pictures.renderVsGt],
    ['render_white_bg', pictures.whiteBackground],
    ['difix_debug_comparisons', pictures.diffusionComparisons],
  ] as const) {
    if (series === undefined) continue;
    if (wanted) list.add('images', { ...at, part }, series);
    else
      list.leaveOut(
        entityPath.nvsViz(epoch, camera, part),
        'large pictures of what is shown already; --with viz shows them',
      );
  }
}

function planPose(list: StepList, epoch: number, pose: PoseEvaluation, selection: ExportSelection): void {
  const { task } = pose;
  for (const space of SPACES)
    for (const role of ['pred', 'gt_inputs'] as const) {
      const persons = pose.meshes(role, space);
      if (persons.length === 0) {
        const isPosed = role === 'pred' && planPosedBodies(list, epoch, pose, space, selection);
        if (!isPosed) list.leaveOut(entityPath.posedBody(epoch, task, role, space), 'no meshes');
      }
      for (const { person, meshes } of persons)
        if (selects(selection.persons, person))
          list.addMeshes(
            { root: 'evaluation', epoch, task, role, space, person },
            meshes,
            personColor(role, person),
            role === 'pred' ? entityPath.posedBody(epoch, task, 'gt_inputs', space, person) : undefined,
          );
    }
  const view = pose.sourceView;
  if (view !== undefined) {
    const at = { root: 'evaluation', epoch, task, role: 'viz', camera: view.camera } as const;
    if (view.cameras !== undefined)
      list.addCamera(at, view.camera, view.cameras, {
        pictures: view.images,
        fullSize: undefined,
        scaled: false,
        color: CAMERA_COLORS.source,
      });
    if (view.images !== undefined) list.add('images', { ...at, part: 'images' }, view.images);
    if (view.backgroundDepths !== undefined)
      list.add('depths', { ...at, part: 'masked_depth_maps' }, view.backgroundDepths);
  }
  if (pose.splats !== undefined)
    list.leaveOut(pose.splats.path, 'posed 3D Gaussians are large; they belong in a recording of their own');
  for (const [body, series] of Object.entries(pose.parameters))
    if (!list.shows(series))
      list.leaveOut(series.path, whyNoParameters(pose.meshes('pred', 'world_aligned').length > 0, body));
  list.addMetrics(entityPath.task(epoch, task, 'metrics'), task, () => pose.metrics());
}

/** Predictions without a mesh, from the parameters they would be made of, where there is a model to pose them. */
function planPosedBodies(
  list: StepList,
  epoch: number,
  { task, body, parameters }: PoseEvaluation,
  space: Space,
  { bodyModels }: ExportSelection,
): boolean {
  const series = parameters[body];
  if (series === undefined || bodyModels?.[body] === undefined) return false;
  list.addBodies({ root: 'evaluation', epoch, task, role: 'pred', space }, series, {
    body,
    entityOf: (person) => entityPath.posedBody(epoch, task, 'pred', space, person),
    colorOf: (person) => personColor('pred', person),
    place: space === 'world_aligned' ? 'world' : 'root',
  });
  return true;
}
