/**
 * Everything an evaluation's recording must know before its first byte: cameras, alignment, worlds, metrics, layout.
 * @module
 */
import { entityPath, TASKS, type Task } from '@outlay/schema/names';
import type { Evaluation, Experiment, TaskMetrics } from '@outlay/schema/port';
import { ViewCoordinates } from '../../../archetypes/index.ts';
import { modelNotes, type ReadyModels, readyModels } from '../../body-model/body-models.ts';
import { selects } from '../../options.ts';
import type { PrepareContext, Prepared } from '../../run/prepared.ts';
import { exportFinding, type ProblemLog } from '../../run/problems.ts';
import { isAt } from '../../steps/address.ts';
import { frameFilter } from '../../steps/frame-selection.ts';
import type { CameraStep } from '../../steps/step.ts';
import type { RecordingSteps } from '../../steps/step-list.ts';
import { alignEvaluation } from '../../worlds/align-evaluation.ts';
import { type Alignment, constantAlignment } from '../../worlds/alignment.ts';
import { CameraReader, type ReadCamera, sampleMeshPoints, samplePosedPoints } from '../../worlds/read-cameras.ts';
import { cameraPose, describeScene, type Scene } from '../../worlds/scene.ts';
import { guessUpAxis, type UpAxis, VIEW_COORDINATES_OF } from '../../worlds/up-axis.ts';
import { writeAlignment } from '../../write/alignment.ts';
import { comparedBodies, ERROR_SCALE, writeErrorLegend } from '../../write/error-heat.ts';
import { drawnMetrics, writeMetrics } from '../../write/metrics.ts';
import { evaluationOf } from '../evaluation-of.ts';
import { evaluationBlueprint } from './blueprint.ts';

/** Prepares an evaluation's recording. */
export async function prepareEvaluation(
  experiment: Experiment,
  epoch: number,
  planned: RecordingSteps,
  context: PrepareContext,
): Promise<Prepared> {
  const { selection, problems, signal } = context;
  const evaluation = evaluationOf(experiment, epoch);
  const notes: string[] = [];
  if (planned.steps.some(({ kind }) => kind === 'meshes')) notes.push('bodies: prediction orange, ground truth green');
  const nvsRoot = entityPath.task(epoch, 'nvs');
  const isNvs = (step: CameraStep) => isAt(step.address, { task: 'nvs' });
  const cameras = await new CameraReader(problems, signal).read(
    planned.steps.filter((step): step is CameraStep => step.kind === 'camera'),
  );
  const nvs = cameras.filter(({ step }) => isNvs(step));
  const source = cameras.filter(({ step }) => !isNvs(step));

  const hasBodies = planned.steps.some(({ kind }) => kind === 'meshes' || kind === 'bodies');
  const models = await readyModels(experiment, planned, selection.bodyModels, problems, signal);
  const alignment = nvs.length > 0 && hasBodies ? await align(experiment, evaluation, notes, context) : undefined;
  const predictedUp = guessUpAxis(source.map(({ track }) => track.cameras[0]!));
  const groundTruthUp = guessUpAxis(nvs.map(({ track }) => track.cameras[0]!));
  const move = alignment && (constantAlignment(alignment) ?? alignment.perFrame?.values().next().value);
  const world = await bodyScene(planned, models, 'world_aligned', predictedUp, signal, [
    ...source.map(({ track }) => cameraPose(track.cameras[0]!)),
    ...(move === undefined ? [] : nvs.map(({ track }) => cameraPose(track.cameras[0]!, move))),
  ]);
  const rootAligned = await bodyScene(planned, models, 'root_aligned', predictedUp, signal, []);
  const nvsScene = nvs.length === 0 ? undefined : nvsCameras(nvs, groundTruthUp, world, alignment);
  const metrics = await readMetrics(planned, problems);
  if (comparedTasks(planned).length > 0)
    notes.push(
      `error: distance of each predicted vertex to its ground truth, viridis from 0 to ${ERROR_SCALE.clampMillimetres} mm (and more), white without ground truth`,
    );

  return {
    layout: evaluationBlueprint({
      epoch,
      steps: planned.steps,
      cameras: cameras.map(({ step }) => step),
      metrics: Object.fromEntries(
        Object.entries(metrics).map(([task, { perFrame }]) => [
          task,
          perFrame === undefined ? [] : drawnMetrics(perFrame),
        ]),
      ),
      world,
      rootAligned,
      nvsCameras: nvsScene,
    }),
    cameras: cameras.map(({ step, track, scale }) => ({
      entity: step.entity,
      track,
      scale,
      color: step.color,
      imagePlaneDistance: (isNvs(step) ? nvsScene?.scene : world)?.imagePlaneDistance ?? 0.5,
    })),
    metrics,
    notes: [...notes, ...modelNotes(models)],
    topologies: new Map(),
    models,
    writeStatics: (writing) => {
      const { recorder } = writing;
      recorder.static(entityPath.evaluation(epoch), ViewCoordinates(VIEW_COORDINATES_OF[predictedUp]));
      if (nvs.length > 0) recorder.static(nvsRoot, ViewCoordinates(VIEW_COORDINATES_OF[groundTruthUp]));
      if (alignment !== undefined) writeAlignment(writing, nvsRoot, alignment);
      for (const task of comparedTasks(planned)) writeErrorLegend(recorder, entityPath.errorLegend(epoch, task));
    },
    writeRevised: (writing) => {
      if (alignment !== undefined) writeAlignment(writing, nvsRoot, alignment);
    },
    writeMetrics: (writing) => {
      const isSelectedFrame = frameFilter(selection.frames, planned.frames[0] ?? 0);
      const isSelectedCamera = (camera: number) => selects(selection.cameras, camera);
      for (const task of TASKS)
        if (metrics[task] !== undefined)
          writeMetrics(writing, { epoch, task, isSelectedFrame, isSelectedCamera }, metrics[task]);
    },
  };
}

/** Tasks with predicted bodies whose error is shown. */
function comparedTasks({ steps }: RecordingSteps): readonly ('pose_smplx' | 'pose_smpl')[] {
  const bodies = comparedBodies(steps);
  return (['pose_smplx', 'pose_smpl'] as const).filter((task) => bodies.some(({ address }) => isAt(address, { task })));
}

async function align(
  experiment: Experiment,
  evaluation: Evaluation,
  notes: string[],
  context: PrepareContext,
): Promise<Alignment | undefined> {
  const { alignment, reason, method } = await alignEvaluation(experiment, evaluation, context);
  if (alignment !== undefined) {
    const measure =
      alignment.method === 'camera'
        ? `per frame, ${alignment.count} frames`
        : `${alignment.count} positions, residual ${(alignment.residual * 1000).toFixed(1)} mm`;
    notes.push(
      `NVS cameras are moved from the ground-truth into the predicted world (${alignment.method}: ${measure})`,
    );
    return alignment;
  }
  const message = `NVS cameras are not shown among the bodies: ${reason}, so the ground-truth world cannot be moved into the predicted one (${method}).`;
  notes.push(message);
  context.problems.add(exportFinding('export-alignment-missing', 'input_data/test', message));
  return undefined;
}

async function bodyScene(
  planned: RecordingSteps,
  models: ReadyModels,
  space: 'world_aligned' | 'root_aligned',
  up: UpAxis,
  signal: AbortSignal | undefined,
  cameras: Parameters<typeof describeScene>[0]['cameras'],
): Promise<Scene | undefined> {
  const steps = planned.steps.filter(({ address }) => isAt(address, { space }));
  const series = steps.flatMap((step) => (step.kind === 'meshes' ? [step.series] : []));
  const posed = await samplePosedPoints(steps, models, signal);
  if (series.length + posed.length === 0) return undefined;
  return describeScene({ up, points: [...(await sampleMeshPoints(series, signal)), ...posed], cameras });
}

function nvsCameras(
  nvs: readonly ReadCamera[],
  up: UpAxis,
  world: Scene | undefined,
  alignment: Alignment | undefined,
): { readonly scene: Scene; readonly aligned: boolean } {
  if (alignment !== undefined && world !== undefined) return { scene: world, aligned: true };
  const cameras = nvs.map(({ track }) => cameraPose(track.cameras[0]!));
  return { scene: describeScene({ up, points: [], cameras }), aligned: false };
}

async function readMetrics(
  planned: RecordingSteps,
  problems: ProblemLog,
): Promise<{ readonly [task in Task]?: TaskMetrics }> {
  const found: { [task in Task]?: TaskMetrics } = {};
  for (const { task, read } of planned.metrics) {
    const metrics = await read();
    for (const problem of metrics.problems) problems.add(problem);
    found[task] = metrics;
  }
  return found;
}
