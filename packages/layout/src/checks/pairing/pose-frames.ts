import { bodyModelOf, SPACES } from '@outlay/schema';
import { unionOfFrames } from '@outlay/schema/names';
import { framesOf, lacking } from '../../frames/sets.ts';
import type { Issue } from '../../issues/issue.ts';
import type { EpochState } from '../../scan/epoch-states.ts';
import type { FrameFolder } from '../../scan/inventory.ts';
import { POSE_TASKS, type PoseTask, parameterContracts } from '../../scan/pose-contracts.ts';
import { parentPath } from '../../source/source-path.ts';
import type { CheckContext } from '../context.ts';

/** Are meshes of all persons, spaces and roles of the same frames, and parameters and splats with them? */
export function* poseFramesPaired(context: CheckContext): Generator<Issue> {
  for (const state of context.epochs) {
    if (state.state === 'in-progress') continue;
    for (const task of POSE_TASKS) if (state.tasks.includes(task)) yield* ofTask(context, state, task);
    yield* splatsComplete(context, state);
    yield* sourceViewComplete(context, state);
    yield* copyUpToDate(context, state.epoch);
  }
}

function* ofTask({ inventory }: CheckContext, state: EpochState, task: PoseTask): Generator<Issue> {
  const { epoch } = state;
  const persons = { pred: new Set<number>(), gt_inputs: new Set<number>() };
  const frames = { pred: [] as readonly number[], gt_inputs: [] as readonly number[] };
  for (const role of ['pred', 'gt_inputs'] as const) {
    const folders = SPACES.flatMap((space) => inventory.frames(`${task}.${role}.${space}.person`, { epoch }));
    const all = unionOfFrames(folders.map(framesOf));
    frames[role] = all;
    for (const folder of folders) {
      persons[role].add(folder.ids.person as number);
      yield* lacks(folder, all, folders);
    }
    for (const space of SPACES) {
      const merged = inventory.frames(`${task}.${role}.${space}.merged`, { epoch })[0];
      const ofSpace = folders.filter(({ path }) => path.includes(`/${space}/`));
      if (merged) {
        // The merged file of a frame without any person is not written; 0-byte meshes are not looked into here.
        const inner = unionOfFrames(ofSpace.map(framesOf));
        yield* lacks(merged, inner, ofSpace);
        for (const folder of ofSpace) yield* lacks(folder, framesOf(merged), [merged]);
      } else if (ofSpace.length > 0)
        yield {
          name: 'mesh-missing',
          path: parentPath(ofSpace[0]!.path),
          other: ofSpace[0]!.path,
          frames: framesOf(ofSpace[0]),
        };
      if (ofSpace.length === 0 && folders.length > 0)
        yield {
          name: 'recommended-files-missing',
          path: `${state.path}/${task}/${role}/${space}`,
          contract: `${task}.${role}.${space}.person`,
          doc: `The other space has meshes.`,
        };
    }
  }
  const where = `${state.path}/${task}`;
  if (persons.pred.size > 0 && persons.gt_inputs.size > 0) {
    const pred = [...persons.pred].sort((a, b) => a - b);
    const groundTruth = [...persons.gt_inputs].sort((a, b) => a - b);
    if (pred.join() !== groundTruth.join()) yield { name: 'persons-differ', path: where, task, pred, groundTruth };
    const withoutTruth = lacking(frames.pred, frames.gt_inputs);
    if (withoutTruth.length > 0)
      yield { name: 'ground-truth-missing', path: `${where}/gt_inputs`, other: `${where}/pred`, frames: withoutTruth };
    const withoutPrediction = lacking(frames.gt_inputs, frames.pred);
    if (withoutPrediction.length > 0)
      yield {
        name: 'prediction-missing',
        path: `${where}/pred`,
        other: `${where}/gt_inputs`,
        frames: withoutPrediction,
      };
  }
  for (const { model, id } of parameterContracts(task)) {
    const parameters = inventory.frames(id, { epoch })[0];
    const missing = lacking(frames.pred, framesOf(parameters));
    if (parameters && missing.length > 0)
      yield { name: 'parameters-missing', path: parameters.path, other: `${where}/pred`, frames: missing };
    const withoutMesh = lacking(framesOf(parameters), frames.pred);
    if (parameters && frames.pred.length > 0 && withoutMesh.length > 0 && model === bodyModelOf(task))
      yield { name: 'mesh-missing', path: `${where}/pred`, other: parameters.path, frames: withoutMesh };
  }
}

function* lacks(folder: FrameFolder, wanted: readonly number[], others: readonly FrameFolder[]): Generator<Issue> {
  const frames = lacking(wanted, framesOf(folder));
  const other = others.find((candidate) => candidate !== folder && framesOf(candidate).includes(frames[0] as number));
  if (frames.length > 0 && other) yield { name: 'mesh-missing', path: folder.path, other: other.path, frames };
}

/** What the qualitative part of the evaluation writes per frame of the source camera. */
const SOURCE_VIEW = [
  ['pose_smplx.viz.camera', 'all_cameras'],
  ['pose_smplx.viz.image', 'images'],
  ['pose_smplx.viz.background-depth', 'masked_depth_maps'],
] as const;

function* sourceViewComplete({ inventory, manifest }: CheckContext, { epoch, path }: EpochState): Generator<Issue> {
  const meshes = inventory.frames('pose_smplx.pred.world_aligned.person', { epoch });
  const frames = unionOfFrames(meshes.map(framesOf));
  const [first] = meshes;
  if (!first) return;
  for (const [contract, name] of SOURCE_VIEW) {
    const folder = inventory.frames(contract, { epoch })[0];
    const missing = lacking(frames, framesOf(folder));
    // Without all of them the qualitative part was not reached, which is told once.
    const hasRun = SOURCE_VIEW.some(([other]) => inventory.frames(other, { epoch }).length > 0);
    const isExpected = folder !== undefined || (hasRun && inventory.frames(contract).length > 0);
    const own = name === 'masked_depth_maps' ? name : `${name}/${manifest?.source_camera_id ?? ''}`;
    if (missing.length > 0 && isExpected)
      yield {
        name: 'source-view-missing',
        path: folder?.path ?? `${path}/pose_smplx/viz/${own}`,
        other: first.path,
        frames: missing,
      };
  }
}

function* splatsComplete({ inventory, epochs }: CheckContext, { epoch, path }: EpochState): Generator<Issue> {
  const merged = inventory.frames('pose_smplx.viz.splats.merged', { epoch })[0];
  const meshes = unionOfFrames(inventory.frames('pose_smplx.pred.world_aligned.person', { epoch }).map(framesOf));
  const others = epochs.some(
    (other) =>
      other.epoch !== epoch && inventory.frames('pose_smplx.viz.splats.merged', { epoch: other.epoch }).length > 0,
  );
  const frames = lacking(meshes, framesOf(merged));
  // The qualitative part writes all of these; with some of them there, it ran.
  const hasRun = SOURCE_VIEW.some(([contract]) => inventory.frames(contract, { epoch }).length > 0);
  if (frames.length > 0 && (merged || others || hasRun))
    yield { name: 'splats-missing', path: merged?.path ?? `${path}/pose_smplx/viz/posed_3dgs_per_frame`, frames };
  for (const person of inventory.frames('pose_smplx.viz.splats.person', { epoch })) {
    const missing = lacking(framesOf(merged), framesOf(person));
    if (merged && missing.length > 0) yield { name: 'splats-missing', path: person.path, frames: missing };
  }
}

/** The second copy of the root-aligned prediction has the same frames, or it is of another run. */
function* copyUpToDate({ inventory }: CheckContext, epoch: number): Generator<Issue> {
  for (const copy of inventory.frames('pose_smplx.pred.copy.person', { epoch })) {
    const original = inventory.frames('pose_smplx.pred.root_aligned.person', {
      epoch,
      person: copy.ids.person as number,
    })[0];
    if (!original) continue;
    const frames = unionOfFrames([
      lacking(framesOf(original), framesOf(copy)),
      lacking(framesOf(copy), framesOf(original)),
    ]);
    if (frames.length > 0) yield { name: 'stale-copy', path: copy.path, original: parentPath(original.path), frames };
  }
}
