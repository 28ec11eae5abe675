/**
 * Everything the recording of posed 3D Gaussians must know before its first byte.
 * @module
 */
import { entityPath } from '@outlay/schema/names';
import type { Series, Splats } from '@outlay/schema/port';
import { ViewCoordinates } from '../../../archetypes/index.ts';
import { EXPORT_DEFAULTS } from '../../options.ts';
import type { PrepareContext, Prepared } from '../../run/prepared.ts';
import type { CameraStep, GaussiansStep } from '../../steps/step.ts';
import type { RecordingSteps } from '../../steps/step-list.ts';
import { CameraReader } from '../../worlds/read-cameras.ts';
import { cameraPose, describeScene, type Scene } from '../../worlds/scene.ts';
import { guessUpAxis, VIEW_COORDINATES_OF } from '../../worlds/up-axis.ts';
import { gaussiansBlueprint } from './blueprint.ts';

/** Prepares the recording of posed 3D Gaussians. */
export async function prepareGaussians(
  epoch: number,
  planned: RecordingSteps,
  { problems, signal }: PrepareContext,
): Promise<Prepared> {
  const cameras = await new CameraReader(problems, signal).read(
    planned.steps.filter((step): step is CameraStep => step.kind === 'camera'),
  );
  const step = planned.steps.find((one): one is GaussiansStep => one.kind === 'gaussians');
  const up = guessUpAxis(cameras.map(({ track }) => track.cameras[0]!));
  const maxSplats = step?.maxSplats ?? EXPORT_DEFAULTS.maxSplats;
  const scene = describeScene({
    up,
    points: step === undefined ? [] : await sampleCentres(step.series, signal),
    cameras: cameras.map(({ track }) => cameraPose(track.cameras[0]!)),
  });
  return {
    layout: gaussiansBlueprint(epoch, planned, nearer(scene)),
    cameras: cameras.map(({ step, track, scale }) => ({
      entity: step.entity,
      track,
      scale,
      color: step.color,
      imagePlaneDistance: scene.imagePlaneDistance,
    })),
    metrics: {},
    notes: [
      `at most ${maxSplats} Gaussians per frame, of all persons together: those with the most opacity times area, grown to cover what was left out`,
      'points are for every viewer; splats are for viewers from 0.36 on',
    ],
    topologies: new Map(),
    writeStatics: ({ recorder }) => {
      recorder.static(entityPath.evaluation(epoch), ViewCoordinates(VIEW_COORDINATES_OF[up]));
    },
  };
}

/** Points are small, so the eye stands nearer than where the whole frustum is in the picture. */
function nearer(scene: Scene): Scene {
  const [x, y, z] = scene.eye.map((value, i) => scene.centre[i]! + NEARER * (value - scene.centre[i]!));
  return { ...scene, eye: [x!, y!, z!] };
}

const NEARER = 0.6;

/** Every 200th centre of the first frame that can be read: a bounding box needs no more. */
const SAMPLE_EVERY = 200;

async function sampleCentres(series: Series<Splats>, signal: AbortSignal | undefined): Promise<readonly number[]> {
  const points: number[] = [];
  for await (const batch of series.read({ batchBytes: 1, ...(signal && { signal }) })) {
    for (const { value } of batch)
      for (let i = 0; i < (value?.count ?? 0); i += SAMPLE_EVERY) {
        const centre = value!.centers.subarray(3 * i, 3 * i + 3);
        if (centre.every(Number.isFinite)) points.push(...centre);
      }
    if (points.length > 0) return points;
  }
  return points;
}
