/**
 * What goes into a comparison.
 * @module
 */
import { entityPathOf, SPACES, TASKS } from '@outlay/schema/names';
import { personColor } from '../../colors.ts';
import { type ExportSelection, selects } from '../../options.ts';
import type { ErrorChange } from '../../steps/step.ts';
import { type RecordingSteps, StepList } from '../../steps/step-list.ts';
import { type PlacedRun, rootOf, runBodyColor } from './comparison.ts';
import { type RunPictures, type SharedPictures, shareByBytes } from './ground-truth.ts';
import { namedSeries } from './named-series.ts';

/** Steps of a comparison. */
export function planComparisonSteps(runs: readonly PlacedRun[], selection: ExportSelection): RecordingSteps {
  const list = new StepList(selection);
  for (const task of TASKS) {
    const having = runs.filter(({ evaluation }) => evaluation.tasks.includes(task));
    for (const run of runs) {
      const what = entityPathOf({ ...rootOf(run), task });
      if (!selects(selection.tasks, task)) list.leaveOut(what, 'not among the selected tasks');
      else if (!having.includes(run)) list.leaveOut(what, 'no folder at this epoch');
    }
  }
  if (selects(selection.tasks, 'nvs')) planPictures(list, runs);
  for (const task of ['pose_smplx', 'pose_smpl'] as const)
    if (selects(selection.tasks, task)) planBodies(list, runs, task, selection);
  for (const run of runs)
    for (const task of TASKS) {
      const evaluation = task === 'nvs' ? run.evaluation.nvs : run.evaluation.pose[task];
      if (evaluation === undefined || !selects(selection.tasks, task)) continue;
      const entity = entityPathOf({ ...rootOf(run), task, role: 'metrics' });
      list.addMetrics(entity, task, () => evaluation.metrics(), run.part);
    }
  return list.finish();
}

/** Cameras with novel views in any run, ascending. */
export function camerasOf(runs: readonly PlacedRun[]): readonly number[] {
  const all = runs.flatMap(({ evaluation }) => evaluation.nvs?.cameras.map(({ camera }) => camera) ?? []);
  return [...new Set(all)].sort((a, b) => a - b);
}

function planPictures(list: StepList, runs: readonly PlacedRun[]): void {
  for (const camera of camerasOf(runs)) {
    if (!list.selectsCamera(camera)) continue;
    for (const run of runs) {
      const address = { ...rootOf(run), task: 'nvs', role: 'pred', camera } as const;
      const series = picturesOf(run, camera)?.pred;
      if (series === undefined) list.leaveOut(entityPathOf(address), 'no pictures');
      else list.add('images', address, namedSeries(run.name, series));
    }
    for (const { run, series } of groundTruthOf(runs, camera))
      list.add('images', { ...rootOf(run), task: 'nvs', role: 'gt_inputs', camera }, namedSeries(run.name, series));
  }
}

const picturesOf = ({ evaluation }: PlacedRun, camera: number) =>
  evaluation.nvs?.cameras.find((one) => one.camera === camera);

/** The ground-truth pictures of a camera that are shown. */
export function groundTruthOf(runs: readonly PlacedRun[], camera: number): readonly SharedPictures[] {
  return shareByBytes(
    runs.flatMap((run): RunPictures[] => {
      const series = picturesOf(run, camera)?.groundTruth;
      return series === undefined ? [] : [{ run, series }];
    }),
  );
}

/** What the change of a body's error is worked out from; `undefined` where one of it is not there. */
function changeOf(
  base: PlacedRun,
  run: PlacedRun,
  task: 'pose_smplx' | 'pose_smpl',
  person: number,
): ErrorChange | undefined {
  const meshes = ({ evaluation }: PlacedRun, role: 'pred' | 'gt_inputs') =>
    evaluation.pose[task]?.meshes(role, 'world_aligned').find((one) => one.person === person)?.meshes;
  const [truth, before, truthBefore] = [meshes(run, 'gt_inputs'), meshes(base, 'pred'), meshes(base, 'gt_inputs')];
  return truth && before && truthBefore && { truth, before, truthBefore };
}

function planBodies(
  list: StepList,
  runs: readonly PlacedRun[],
  task: 'pose_smplx' | 'pose_smpl',
  { persons }: ExportSelection,
): void {
  for (const space of SPACES) {
    for (const run of runs) {
      const meshes = run.evaluation.pose[task]?.meshes('pred', space) ?? [];
      if (meshes.length === 0 && run.evaluation.pose[task] !== undefined)
        list.leaveOut(entityPathOf({ ...rootOf(run), task, role: 'pred', space }), 'no meshes');
      for (const { person, meshes: series } of meshes)
        if (selects(persons, person))
          list.addMeshes(
            { ...rootOf(run), task, role: 'pred', space, person },
            namedSeries(run.name, series),
            runBodyColor(run, person),
            undefined,
            space === 'world_aligned' && run.index > 0 ? changeOf(runs[0]!, run, task, person) : undefined,
          );
    }
    // Every run is moved to where its ground truth is that of the first, so one stands for all.
    const truth = runs.find(({ evaluation }) => (evaluation.pose[task]?.meshes('gt_inputs', space).length ?? 0) > 0);
    for (const { person, meshes } of truth?.evaluation.pose[task]?.meshes('gt_inputs', space) ?? [])
      if (truth !== undefined && selects(persons, person))
        list.addMeshes(
          { ...rootOf(truth), task, role: 'gt_inputs', space, person },
          namedSeries(truth.name, meshes),
          personColor('gt_inputs', person),
        );
  }
}
