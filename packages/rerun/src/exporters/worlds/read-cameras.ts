/**
 * What must be known of an experiment's worlds before a recording starts: cameras, up axes, where the bodies are.
 * @module
 */
import type { BodyParameters, Camera, Mesh, MeshReadOptions, Series } from '@outlay/schema/port';
import type { ReadyModel, ReadyModels } from '../body-model/body-models.ts';
import { unfitFor } from '../body-model/full-pose.ts';
import { type BodyPlace, BodyPoser } from '../body-model/poser.ts';
import type { ProblemLog } from '../run/problems.ts';
import { firstMiddleLast } from '../steps/frame-selection.ts';
import type { CameraStep, FrameStep } from '../steps/step.ts';
import {
  type CameraTrack,
  firstPictureSize,
  type PictureScale,
  pictureScale,
  readCameraTrack,
} from './camera-track.ts';

/** A camera step with its values. */
export interface ReadCamera {
  readonly step: CameraStep;
  readonly track: CameraTrack;
  readonly scale: PictureScale;
}

/** Reads cameras and picture sizes, every series once however many steps use it. */
export class CameraReader {
  readonly #tracks = new Map<Series<Camera>, Promise<CameraTrack | undefined>>();
  readonly #problems: ProblemLog;
  readonly #signal: AbortSignal | undefined;

  constructor(problems: ProblemLog, signal: AbortSignal | undefined) {
    this.#problems = problems;
    this.#signal = signal;
  }

  /** Reads the cameras of steps; a step without a usable camera is not in the result. */
  async read(steps: readonly CameraStep[]): Promise<readonly ReadCamera[]> {
    const cameras: ReadCamera[] = [];
    for (const step of steps) {
      let track = this.#tracks.get(step.series);
      if (track === undefined) {
        track = readCameraTrack(step.series, step.frames, this.#problems, this.#signal);
        this.#tracks.set(step.series, track);
      }
      const values = await track;
      if (values === undefined) continue;
      const picture = await firstPictureSize(step.pictures, this.#signal);
      const full = step.fullSize === undefined ? undefined : await firstPictureSize(step.fullSize, this.#signal);
      // Without full-size pictures of its own a camera's pictures are the full size.
      const scale = pictureScale(values.cameras[0]!, step.scaled ? full : (full ?? picture), picture);
      cameras.push({ step, track: values, scale });
    }
    return cameras;
  }
}

/** Points of the first, middle and last mesh of a series, V×3 each, behind each other; unreadable ones are passed over. */
export async function sampleMeshPoints(
  series: readonly Series<Mesh, MeshReadOptions>[],
  signal?: AbortSignal,
): Promise<readonly number[]> {
  const points: number[] = [];
  for (const { frames, read } of series.map((s) => ({ frames: s.frames, read: s.read.bind(s) })))
    for await (const batch of read({ frames: firstMiddleLast(frames), ...(signal && { signal }) }))
      for (const { value } of batch) addSample(points, value?.positions ?? []);
  return points;
}

/**
 * Points of the bodies of the first, middle and last frame of a series: surface, joints or translation.
 * @param posed How to pose what has no surface.
 */
export async function sampleBodyPoints(
  series: Series<BodyParameters> | undefined,
  signal?: AbortSignal,
  posed?: { readonly model: ReadyModel; readonly place: BodyPlace },
): Promise<readonly number[]> {
  const points: number[] = [];
  if (series === undefined) return points;
  const poser = posed && new BodyPoser(posed.model.data, posed.model.directions);
  const surface = posed && new Float32Array(posed.model.data.template.length);
  for await (const batch of series.read({ frames: firstMiddleLast(series.frames), ...(signal && { signal }) }))
    for (const { value } of batch)
      for (const person of value?.persons ?? []) {
        const { vertices, joints, translation } = person;
        const isPosed =
          posed !== undefined && vertices === undefined && unfitFor(posed.model.data, person) === undefined;
        if (isPosed) poser!.pose([person], posed.place, [surface!]);
        addSample(points, isPosed ? surface! : (vertices ?? joints ?? translation.subarray(0, 3)));
      }
  return points;
}

/** The same for the steps that are posed by a body model. */
export async function samplePosedPoints(
  steps: readonly FrameStep[],
  models: ReadyModels,
  signal: AbortSignal | undefined,
): Promise<readonly number[]> {
  const points: number[] = [];
  for (const step of steps) {
    const model = step.kind === 'bodies' ? models[step.body] : undefined;
    if (step.kind === 'bodies' && step.place !== undefined && model !== undefined)
      points.push(...(await sampleBodyPoints(step.series, signal, { model, place: step.place })));
  }
  return points;
}

/** Every 50th point: a bounding box needs no more. */
const SAMPLE_EVERY = 50;

function addSample(points: number[], positions: ArrayLike<number>): void {
  const step = positions.length > 3 * SAMPLE_EVERY ? 3 * SAMPLE_EVERY : 3;
  for (let i = 0; i + 2 < positions.length; i += step)
    if (Number.isFinite(positions[i]! + positions[i + 1]! + positions[i + 2]!))
      points.push(positions[i]!, positions[i + 1]!, positions[i + 2]!);
}
