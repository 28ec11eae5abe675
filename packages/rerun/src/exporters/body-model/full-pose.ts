/**
 * The rotations of all joints of a body, in the order of its model.
 * @module
 */
import type { BodyModel } from '@outlay/schema/names';
import type { BodyModelData, PersonParameters } from '@outlay/schema/port';

type PoseMember =
  | 'rootPose'
  | 'bodyPose'
  | 'jawPose'
  | 'leftEyePose'
  | 'rightEyePose'
  | 'leftHandPose'
  | 'rightHandPose';

/** Which joints each member rotates, in joint order. */
const ORDER: Readonly<Record<BodyModel, readonly (readonly [member: PoseMember, joints: number])[]>> = {
  smplx: [
    ['rootPose', 1],
    ['bodyPose', 21],
    ['jawPose', 1],
    ['leftEyePose', 1],
    ['rightEyePose', 1],
    ['leftHandPose', 15],
    ['rightHandPose', 15],
  ],
  smpl: [
    ['rootPose', 1],
    ['bodyPose', 23],
  ],
};

/** The joints that move in nearly every frame: root and body, without face and fingers. */
export const BODY_JOINTS: Readonly<Record<BodyModel, number>> = { smplx: 22, smpl: 24 };

/** Why a model cannot pose these parameters, as the end of a sentence; `undefined` when it can. */
export function unfitFor({ model }: BodyModelData, parameters: PersonParameters): string | undefined {
  for (const member of [...ORDER[model].map(([name]) => name), 'translation', 'betas', 'expression'] as const)
    if (parameters[member]?.some((value) => !Number.isFinite(value)))
      return `${member} holds numbers that are not finite`;
  for (const [member, joints] of ORDER[model]) {
    const values = parameters[member];
    if (values === undefined || values.length === 3 * joints) continue;
    const pca = member === 'leftHandPose' || member === 'rightHandPose' ? ', as PCA coefficients of a hand have' : '';
    return `${member} has ${values.length} numbers${pca}, not the ${3 * joints} of ${joints} joint${joints === 1 ? '' : 's'}`;
  }
  return undefined;
}

/**
 * J×3 axis-angle vectors; joints that the parameters say nothing of are at rest. Rotations of the hands are taken as
 * they are: the mean hand pose of the model is not added (`flat_hand_mean=True`, which the trainers pose with).
 */
export function writeFullPose(model: BodyModel, parameters: PersonParameters, out: Float64Array): void {
  let at = 0;
  for (const [member, joints] of ORDER[model]) {
    const values = parameters[member];
    if (values === undefined) out.fill(0, at, at + 3 * joints);
    else out.set(values, at);
    at += 3 * joints;
  }
}
