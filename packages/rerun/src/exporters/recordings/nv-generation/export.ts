/**
 * `nv_generation_epoch_XXXX.rrd`.
 * @module
 */
import { entityPath, LAYOUT_VERSION } from '@outlay/schema/names';
import type { Experiment } from '@outlay/schema/port';
import { ViewCoordinates } from '../../../archetypes/index.ts';
import type { ByteSink } from '../../../sink.ts';
import { type BodyModels, modelNotes, modelsFor, readyModels } from '../../body-model/body-models.ts';
import { type ExportNvGenerationOptions, selectionFor } from '../../options.ts';
import type { ProblemLog } from '../../run/problems.ts';
import type { ExportEvent, ExportSummary } from '../../run/progress.ts';
import { type ExportJob, type Prepared, runExport } from '../../run/run-export.ts';
import type { CameraStep } from '../../steps/step.ts';
import type { RecordingSteps } from '../../steps/step-list.ts';
import { firstPictureSize, type PictureSize } from '../../worlds/camera-track.ts';
import { CameraReader, sampleMeshPoints, samplePosedPoints } from '../../worlds/read-cameras.ts';
import { cameraPose, describeScene, type Scene } from '../../worlds/scene.ts';
import { guessUpAxis, VIEW_COORDINATES_OF } from '../../worlds/up-axis.ts';
import { identify } from '../identity.ts';
import { nvGenerationBlueprint } from './blueprint.ts';
import { planNvGenerationSteps } from './plan.ts';

/**
 * Exports how virtual views were made as a recording: the virtual cameras around the bodies they were placed by, and
 * each view's reference, raw render and refined picture. Use it as `exportEvaluation`.
 * @throws InvalidSelectionError when the epoch has no pose state on disk; StrictExportError with `strict`; the reason
 * of `signal`.
 */
export function exportNvGeneration(
  experiment: Experiment,
  options: ExportNvGenerationOptions & { readonly sink?: ByteSink },
): AsyncGenerator<ExportEvent, ExportSummary, undefined> {
  const { epoch } = options;
  const kind = { kind: 'nv_generation', epoch } as const;
  const selection = selectionFor(kind, options);
  const planned = planNvGenerationSteps(experiment, epoch, selection);
  const { tasks: _, maxSplats: __, ...rest } = options;
  const { bodyModels = {} } = selection;
  const job: ExportJob = {
    experiment,
    kind,
    identity: identify(experiment, kind, LAYOUT_VERSION, {
      ...selection,
      bodyModels: modelsFor(planned, bodyModels),
    }),
    planned,
    summaryEntity: entityPath.poseStateSummary(epoch),
    subject: `view generation at ${entityPath.poseState(epoch).split('/').at(-1)}`,
    options: rest,
    prepare: (problems, signal) => prepareNvGeneration(experiment, epoch, planned, bodyModels, problems, signal),
  };
  return runExport(job);
}

async function prepareNvGeneration(
  experiment: Experiment,
  epoch: number,
  planned: RecordingSteps,
  bodyModels: BodyModels,
  problems: ProblemLog,
  signal: AbortSignal | undefined,
): Promise<Prepared> {
  const source = experiment.manifest.source_camera_id;
  const cameras = await new CameraReader(problems, signal).read(
    planned.steps
      .filter((step): step is CameraStep => step.kind === 'camera')
      // The eye of the 3D view stands near the first.
      .sort((a, b) => Number(b.camera === source) - Number(a.camera === source)),
  );
  const up = guessUpAxis(cameras.map(({ track }) => track.cameras[0]!));
  const meshes = planned.steps.flatMap((step) => (step.kind === 'meshes' ? [step.series] : []));
  const models = await readyModels(experiment, planned, bodyModels, problems, signal);
  const posed = await samplePosedPoints(planned.steps, models, signal);
  const scene: Scene | undefined =
    cameras.length + meshes.length + posed.length === 0
      ? undefined
      : describeScene({
          up,
          points: [...(await sampleMeshPoints(meshes, signal)), ...posed],
          cameras: cameras.map(({ track }) => cameraPose(track.cameras[0]!)),
        });
  const triplets = new Map<number, PictureSize>();
  for (const { camera, triplets: series } of experiment.nvGeneration) {
    const size = await firstPictureSize(series, signal);
    if (size !== undefined) triplets.set(camera, size);
  }
  return {
    layout: nvGenerationBlueprint({
      epoch,
      steps: planned.steps,
      cameras: cameras.map(({ step }) => step.entity),
      generated: experiment.nvGeneration.map(({ camera }) => camera),
      triplets,
      scene,
    }),
    cameras: cameras.map(({ step, track, scale }) => ({
      entity: step.entity,
      track,
      scale,
      color: step.color,
      imagePlaneDistance: scene?.imagePlaneDistance ?? 0.5,
    })),
    metrics: {},
    notes: [
      'the predicted world; people are the pose that the virtual cameras (magenta) were placed by',
      'a view is made from left to right: masked reference, raw render, refined',
      ...modelNotes(models),
    ],
    topologies: new Map(),
    models,
    writeStatics: ({ recorder }) => {
      recorder.static(entityPath.inputData('train'), ViewCoordinates(VIEW_COORDINATES_OF[up]));
    },
  };
}
