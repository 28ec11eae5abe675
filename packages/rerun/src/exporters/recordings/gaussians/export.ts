/**
 * `gaussians_epoch_XXXX.rrd`.
 * @module
 */
import { entityPath, formatEpoch, LAYOUT_VERSION } from '@outlay/schema/names';
import type { Experiment, Series, Splats } from '@outlay/schema/port';
import { ViewCoordinates } from '../../../archetypes/index.ts';
import type { Blueprint } from '../../../blueprint/blueprint.ts';
import { spatial2DView } from '../../../blueprint/spatial-views.ts';
import { exclude } from '../../../blueprint/views.ts';
import type { ByteSink } from '../../../sink.ts';
import { arranged, share, stack, summaryView, worldView } from '../../blueprint/parts.ts';
import { InvalidSelectionError } from '../../errors.ts';
import { EXPORT_DEFAULTS, type ExportEvaluationOptions, selectionFor } from '../../options.ts';
import type { ProblemLog } from '../../run/problems.ts';
import type { ExportEvent, ExportSummary } from '../../run/progress.ts';
import { type ExportJob, type Prepared, runExport } from '../../run/run-export.ts';
import type { CameraStep, GaussiansStep } from '../../steps/step.ts';
import type { RecordingSteps } from '../../steps/step-list.ts';
import { CameraReader } from '../../worlds/read-cameras.ts';
import { cameraPose, describeScene, type Scene } from '../../worlds/scene.ts';
import { guessUpAxis, VIEW_COORDINATES_OF } from '../../worlds/up-axis.ts';
import { identify } from '../identity.ts';
import { planGaussiansSteps } from './plan.ts';

/**
 * Exports the posed 3D Gaussians of one evaluation epoch as a recording, thinned to `maxSplats` per frame: as points,
 * which every viewer draws, and as splats, which viewers from 0.36 on draw. Use it as `exportEvaluation`.
 * @throws InvalidSelectionError when the epoch is not on disk or `maxSplats` is no whole number above 0;
 * StrictExportError with `strict`; the reason of `signal`.
 */
export function exportGaussians(
  experiment: Experiment,
  options: ExportEvaluationOptions & { readonly sink?: ByteSink },
): AsyncGenerator<ExportEvent, ExportSummary, undefined> {
  const { epoch } = options;
  const kind = { kind: 'gaussians', epoch } as const;
  const selection = selectionFor(kind, options);
  const { maxSplats = EXPORT_DEFAULTS.maxSplats } = selection;
  if (!Number.isSafeInteger(maxSplats) || maxSplats < 1)
    throw new InvalidSelectionError('maxSplats', 'a whole number above 0', String(maxSplats));
  const planned = planGaussiansSteps(experiment, epoch, selection);
  const { tasks: _, cameras: __, ...rest } = options;
  const job: ExportJob = {
    experiment,
    kind,
    identity: identify(experiment, kind, LAYOUT_VERSION, selection),
    planned,
    summaryEntity: entityPath.summary(epoch),
    subject: `posed 3D Gaussians at ${formatEpoch(epoch)}`,
    options: rest,
    prepare: (problems, signal) => prepareGaussians(epoch, planned, maxSplats, problems, signal),
  };
  return runExport(job);
}

async function prepareGaussians(
  epoch: number,
  planned: RecordingSteps,
  maxSplats: number,
  problems: ProblemLog,
  signal: AbortSignal | undefined,
): Promise<Prepared> {
  const cameras = await new CameraReader(problems, signal).read(
    planned.steps.filter((step): step is CameraStep => step.kind === 'camera'),
  );
  const step = planned.steps.find((one): one is GaussiansStep => one.kind === 'gaussians');
  const up = guessUpAxis(cameras.map(({ track }) => track.cameras[0]!));
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

/** Points and splats behind two tabs; the source view and the text beside them. */
function gaussiansBlueprint(epoch: number, { steps }: RecordingSteps, scene: Scene): Blueprint {
  const summary = summaryView(entityPath.summary(epoch));
  const gaussians = steps.find((step) => step.kind === 'gaussians');
  const images = steps.find((step) => step.kind === 'images');
  const root = entityPath.evaluation(epoch);
  // A picture without a pinhole would be shown from nowhere, which viewers mark as a fault of the view.
  const homeless = steps.some(({ kind }) => kind === 'camera') || images === undefined ? [] : [exclude(images.entity)];
  const world = (name: string, other: 'points' | 'splats') =>
    gaussians &&
    worldView(scene, {
      origin: root,
      name,
      contents: [`${root}/**`, exclude(`${gaussians.entity}/${other}/**`), ...homeless],
    });
  return arranged(
    share('horizontal', [
      [stack([world('points', 'splats'), world('splats (viewer 0.36 and newer)', 'points')]), 5],
      [
        share('vertical', [
          [images && spatial2DView({ origin: images.entity, name: 'source view' }), 1],
          [summary, 1],
        ]),
        2,
      ],
    ]) ?? summary,
  );
}
