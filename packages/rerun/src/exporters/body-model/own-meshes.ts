/**
 * The experiment's own body meshes, for what all of them have in common: their triangles.
 * @module
 */
import { BODY_MODELS, type BodyModel, bodyModelOf } from '@outlay/schema/names';
import type { Experiment, Mesh } from '@outlay/schema/port';

/** The first mesh of a body that an evaluation holds, newest first; `undefined` when there is none. */
export async function ownMesh(
  { evaluations }: Experiment,
  body: BodyModel,
  signal: AbortSignal | undefined,
): Promise<Mesh | undefined> {
  for (const { pose } of [...evaluations].reverse())
    for (const task of ['pose_smplx', 'pose_smpl'] as const) {
      if (bodyModelOf(task) !== body) continue;
      for (const role of ['gt_inputs', 'pred'] as const)
        for (const { meshes } of pose[task]?.meshes(role, 'world_aligned') ?? []) {
          if (meshes.frames.length === 0) continue;
          for await (const batch of meshes.read({ frames: meshes.frames.slice(0, 1), ...(signal && { signal }) }))
            for (const { value } of batch) if (value !== undefined && value.positions.length > 0) return value;
        }
    }
  return undefined;
}

/** Triangles for a number of vertices. */
export type Topologies = ReadonlyMap<number, Uint32Array>;

/** Triangles of the experiment's own meshes: the topology of bodies that come with vertices only. */
export async function ownTopologies(experiment: Experiment, signal: AbortSignal | undefined): Promise<Topologies> {
  const found = new Map<number, Uint32Array>();
  for (const body of BODY_MODELS) {
    const mesh = await ownMesh(experiment, body, signal);
    if (mesh !== undefined) found.set(mesh.positions.length / 3, mesh.triangles.slice());
  }
  return found;
}
