import type { BodyModel, ContractId, Task } from '@outlay/schema';

/** A task that evaluates bodies. */
export type PoseTask = Exclude<Task, 'nvs'>;
/** All of them, in the order of the trainer. */
export const POSE_TASKS = ['pose_smplx', 'pose_smpl'] as const satisfies readonly PoseTask[];

/** The parameters a pose evaluation was computed from; SMPL ones are only in `pose_smpl`. */
export function parameterContracts(task: PoseTask): readonly { readonly model: BodyModel; readonly id: ContractId }[] {
  const smplx = { model: 'smplx', id: `${task}.inputs.smplx` } as const;
  return task === 'pose_smpl' ? [smplx, { model: 'smpl', id: 'pose_smpl.inputs.smpl' }] : [smplx];
}
