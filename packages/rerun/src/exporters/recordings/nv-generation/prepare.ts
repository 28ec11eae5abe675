/**
 * Everything the recording of a view generation must know before its first byte.
 * @module
 */
import { entityPath } from '@outlay/schema/names';
import type { Experiment } from '@outlay/schema/port';
import { ViewCoordinates } from '../../../archetypes/index.ts';
import { modelNotes, readyModels } from '../../body-model/body-models.ts';
import type { PrepareContext, Prepared } from '../../run/prepared.ts';
import type { CameraStep } from '../../steps/step.ts';
import type { RecordingSteps } from '../../steps/step-list.ts';
import { firstPictureSize, type PictureSize } from '../../worlds/camera-track.ts';
import { CameraReader, sampleMeshPoints, samplePosedPoints } from '../../worlds/read-cameras.ts';
import { cameraPose, describeScene, type Scene } from '../../worlds/scene.ts';
import { guessUpAxis, VIEW_COORDINATES_OF } from '../../worlds/up-axis.ts';
import { nvGenerationBlueprint } from './blueprint.ts';

/** Prepares the recording of a view generation. */
export async function prepareNvGeneration(
  experiment: Experiment,
  epoch: number,
  planned: RecordingSteps,
  { selection, problems, signal }: PrepareContext,
): Promise<Prepared> {
  const source = experiment.sourceCamera;
  const cameras = await new CameraReader(problems, signal).read(
    planned.steps
      .filter((step): step is CameraStep => step.kind === 'camera')
      // The eye of the 3D view stands near the first.
      .sort((a, b) => Number(b.camera === source) - Number(a.camera === source)),
  );
  const up = guessUpAxis(cameras.map(({ track }) => track.cameras[0]!));
  const meshes = planned.steps.flatMap((step) => (step.kind === 'meshes' ? [step.series] : []));
  const models = await readyModels(experiment, planned, selection.bodyModels, problems, signal);
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
      cameras: cameras.map(({ step }) => step),
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
