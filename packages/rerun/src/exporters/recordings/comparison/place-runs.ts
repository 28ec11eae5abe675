/**
 * One world for all runs: each is moved to where its ground truth stands in the first run's predicted world.
 * @module
 */
import { entityPathOf } from '@outlay/schema/names';
import type { PrepareContext } from '../../run/prepared.ts';
import { exportFinding } from '../../run/problems.ts';
import { alignEvaluation } from '../../worlds/align-evaluation.ts';
import { type Alignment, constantAlignment } from '../../worlds/alignment.ts';
import { composeRigid, invertRigid } from '../../worlds/rigid.ts';
import { writeAlignment } from '../../write/alignment.ts';
import type { WriteContext } from '../../write/context.ts';
import { type PlacedRun, rootOf } from './comparison.ts';

/** Motions from runs' predicted worlds into that of the first, by index; a run without one stays where it is. */
export async function placeRuns(
  runs: readonly PlacedRun[],
  context: PrepareContext,
): Promise<{ readonly motions: ReadonlyMap<number, Alignment>; readonly notes: readonly string[] }> {
  const withBodies = runs.filter(({ evaluation: { pose } }) => pose.pose_smplx ?? pose.pose_smpl);
  const motions = new Map<number, Alignment>();
  const notes: string[] = [];
  const [first, ...others] = withBodies;
  if (first === undefined || others.length === 0) return { motions, notes };
  const target = await alignEvaluation(first.experiment, first.evaluation, context);
  const refuse = (run: PlacedRun, reason: string) => {
    const message = `The bodies of ${run.name} may stand in another place than those of the others: ${reason}.`;
    notes.push(message);
    context.problems.add(exportFinding('export-alignment-missing', `${run.name}/input_data/test`, message));
  };
  if (target.alignment === undefined) {
    refuse(first, target.reason);
    return { motions, notes };
  }
  for (const run of others) {
    const { alignment, reason } = await alignEvaluation(run.experiment, run.evaluation, context);
    if (alignment === undefined) refuse(run, reason);
    else motions.set(run.index, motionBetween(alignment, target.alignment));
  }
  if (motions.size > 0)
    notes.push(`bodies stand in the predicted world of ${first.letter}, moved there by their ground truth`);
  return { motions, notes };
}

/** Predicted world of `from` → ground truth → predicted world of `to`. */
function motionBetween(from: Alignment, to: Alignment): Alignment {
  const [back, forth] = [constantAlignment(from), constantAlignment(to)];
  if (back !== undefined && forth !== undefined)
    return { method: 'pelvis_trajectory', transform: composeRigid(forth, invertRigid(back)), residual: 0, count: 0 };
  const frames = [...(from.perFrame ?? to.perFrame ?? new Map()).keys()] as number[];
  const perFrame = new Map(
    frames.flatMap((frame) => {
      const [a, b] = [back ?? from.perFrame?.get(frame), forth ?? to.perFrame?.get(frame)];
      return a && b ? [[frame, composeRigid(b, invertRigid(a))] as const] : [];
    }),
  );
  return { method: 'camera', perFrame, residual: 0, count: perFrame.size };
}

/** Writes the motions on the entities of bodies that stand in the world; root-aligned ones need none. */
export function writeMotions(
  writing: WriteContext,
  runs: readonly PlacedRun[],
  motions: ReadonlyMap<number, Alignment>,
): void {
  for (const run of runs) {
    const motion = motions.get(run.index);
    if (motion === undefined) continue;
    for (const task of ['pose_smplx', 'pose_smpl'] as const)
      for (const role of ['pred', 'gt_inputs'] as const)
        if (run.evaluation.pose[task]?.meshes(role, 'world_aligned').length)
          writeAlignment(writing, entityPathOf({ ...rootOf(run), task, role, space: 'world_aligned' }), motion);
  }
}
