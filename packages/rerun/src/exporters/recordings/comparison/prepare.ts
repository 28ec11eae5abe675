/**
 * Everything a comparison must know before its first byte: one world, metrics as curves, whether ground truths differ.
 * @module
 */
import { entityPath, type Task } from '@outlay/schema/names';
import type { Camera, Mesh, MeshReadOptions, Series, TaskMetrics } from '@outlay/schema/port';
import { ViewCoordinates } from '../../../archetypes/index.ts';
import { selects } from '../../options.ts';
import type { PrepareContext, Prepared } from '../../run/prepared.ts';
import { exportFinding, type ProblemLog } from '../../run/problems.ts';
import { isAt } from '../../steps/address.ts';
import { frameFilter } from '../../steps/frame-selection.ts';
import type { RecordingSteps } from '../../steps/step-list.ts';
import { sampleMeshPoints } from '../../worlds/read-cameras.ts';
import { cameraPose, describeScene, type Scene } from '../../worlds/scene.ts';
import { guessUpAxis, VIEW_COORDINATES_OF } from '../../worlds/up-axis.ts';
import { writeChangeLegend } from '../../write/error-change.ts';
import { comparisonBlueprint } from './blueprint.ts';
import { changeLegends } from './changes.ts';
import { type Comparison, type PlacedRun, titleOf } from './comparison.ts';
import { type CurveSource, curvesOf } from './curves.ts';
import { differingFrames } from './ground-truth.ts';
import { placeRuns, writeMotions } from './place-runs.ts';
import { camerasOf, groundTruthOf } from './plan.ts';
import { unlikeLines } from './unlike.ts';
import { writeCurves } from './write-curves.ts';

/** Prepares a comparison's recording. */
export async function prepareComparison(
  { text }: Comparison,
  runs: readonly PlacedRun[],
  planned: RecordingSteps,
  context: PrepareContext,
): Promise<Prepared> {
  const { selection, problems, signal } = context;
  const sources = await readMetrics(runs, planned, problems);
  const isSelectedFrame = frameFilter(selection.frames, planned.frames[0] ?? 0);
  const isSelectedCamera = (camera: number) => selects(selection.cameras, camera);
  const curves = curvesOf(sources, { isSelectedFrame, isSelectedCamera });
  const { motions, notes } = await placeRuns(runs, context);
  const camera = await sourceView(runs[0]!, signal);
  const up = guessUpAxis(camera === undefined ? [] : [camera]);
  const cameras = camera === undefined ? [] : [cameraPose(camera)];
  const scene = async (space: 'world_aligned' | 'root_aligned'): Promise<Scene | undefined> => {
    const bodies = planned.steps.flatMap((step): Series<Mesh, MeshReadOptions>[] =>
      step.kind === 'meshes' && isAt(step.address, { space }) ? [step.series] : [],
    );
    if (bodies.length === 0) return undefined;
    const points = await sampleMeshPoints(bodies, signal);
    return describeScene({ up, points, cameras: space === 'world_aligned' ? cameras : [] });
  };
  const world = await scene('world_aligned');
  return {
    layout: comparisonBlueprint({
      runs,
      steps: planned.steps,
      curves,
      world: world && { ...world, eye: world.eyeNear },
      rootAligned: await scene('root_aligned'),
    }),
    cameras: [],
    metrics: {},
    text: [runs.map(runLine).join('\n'), ...(text === undefined ? [] : [text])].join('\n\n'),
    notes: [
      ...(await unlikeLines(runs, signal)),
      ...notes,
      ...(curves.length > 0
        ? [
            'curves: mean over the cameras that all runs have, without source cameras; Δ: minus A; behind a tab every camera',
          ]
        : []),
      ...(await groundTruthNotes(runs, context, planned.frames)),
    ],
    topologies: new Map(),
    writeStatics: (writing) => {
      writing.recorder.static(entityPath.runs(), ViewCoordinates(VIEW_COORDINATES_OF[up]));
      writeMotions(writing, runs, motions);
      for (const entity of changeLegends(planned.steps)) writeChangeLegend(writing.recorder, entity);
    },
    writeRevised: (writing) => writeMotions(writing, runs, motions),
    writeMetrics: (writing) => writeCurves(writing, runs, curves),
  };
}

const runLine = (run: PlacedRun): string =>
  `- **${run.letter}** (${run.color.word}): ${titleOf(run).replace(/[\r\n|]+/g, ' ')}`;

async function readMetrics(
  runs: readonly PlacedRun[],
  planned: RecordingSteps,
  problems: ProblemLog,
): Promise<readonly CurveSource[]> {
  const sources: CurveSource[] = [];
  for (const { part, name, experiment } of runs) {
    const metrics: { [task in Task]?: TaskMetrics } = {};
    for (const { task, run, read } of planned.metrics) {
      if (run !== part) continue;
      metrics[task] = await read();
      for (const problem of metrics[task].problems) problems.add({ ...problem, path: `${name}/${problem.path}` });
    }
    sources.push({ metrics, sourceCamera: experiment.sourceCamera });
  }
  return sources;
}

/** The first camera of a run's source view. */
async function sourceView({ evaluation: { pose } }: PlacedRun, signal?: AbortSignal): Promise<Camera | undefined> {
  const series = (pose.pose_smplx ?? pose.pose_smpl)?.sourceView?.cameras;
  for await (const batch of series?.read({ frames: series.frames.slice(0, 1), ...(signal && { signal }) }) ?? [])
    for (const { value } of batch) if (value !== undefined) return value;
  return undefined;
}

/** Looks at the bytes of pictures that are shown once, and says where more than one is shown or should be. */
async function groundTruthNotes(
  runs: readonly PlacedRun[],
  { selection, problems, sample, signal }: PrepareContext,
  frames: readonly number[],
): Promise<readonly string[]> {
  if (!selects(selection.tasks, 'nvs')) return [];
  const several: number[] = [];
  const isShown = new Set(frames);
  for (const camera of camerasOf(runs)) {
    if (!selects(selection.cameras, camera)) continue;
    const shown = groundTruthOf(runs, camera);
    if (shown.length > 1) several.push(camera);
    for (const { run, series, same } of shown)
      for (const other of same) {
        const common = sample(other.series)?.frames.filter((frame) => isShown.has(frame)) ?? [];
        const differing = await differingFrames(series, other.series, common, signal);
        if (differing.length === 0) continue;
        const message = `The ground truth of ${other.run.name} differs from that of ${run.name} in ${differing.length} of ${common.length} frames of camera ${camera}; only that of ${run.name} is shown.`;
        problems.add(exportFinding('export-ground-truth', `${other.run.name}/${other.series.path}`, message));
      }
  }
  if (several.length === 0) return [];
  return [`ground truths differ between runs, so more than one is shown: camera ${several.join(', ')}`];
}
