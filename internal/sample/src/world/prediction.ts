import type { Shape } from '../body/body.ts';
import { BODY_JOINTS, type Posture, REST_PELVIS, SMPL_JOINTS } from '../body/skeleton.ts';
import { move, type Rigid } from '../geometry/rigid.ts';
import { add, multiply, rotationFromAxisAngle, scale, subtract, type Vec3 } from '../geometry/rotation.ts';
import { type Random, smoothNoise } from '../random.ts';

/** Error of a joint angle before any optimisation, radians, and of the root's place, metres. */
const ANGLE_ERROR = 0.13;
const PLACE_ERROR = 0.045;

/** The shape of one person's error over frames; how large it is depends on the epoch. */
export interface PostureError {
  readonly angles: readonly ((frame: number) => Vec3)[];
  readonly place: (frame: number) => Vec3;
}

/** How wrong a prediction is after an epoch: 1 before optimisation, falling towards a rest that stays. */
export function errorLevel(epoch: number): number {
  return 0.14 + 0.86 * Math.exp(-epoch / 14);
}

/** Draws the curves of one person's error. */
export function postureError(random: Random): PostureError {
  const curve = () => {
    const [x, y, z] = [smoothNoise(random), smoothNoise(random), smoothNoise(random)];
    return (frame: number): Vec3 => [x(frame), y(frame), z(frame)];
  };
  return { angles: Array.from({ length: SMPL_JOINTS }, curve), place: curve() };
}

/** The ground truth seen in the predicted world with an error of the given level. */
export function predictPosture(
  truth: Posture,
  person: { readonly shape: Shape; readonly error: PostureError },
  gtToPredicted: Rigid,
  level: number,
  frame: number,
): Posture {
  const rotations = truth.rotations.map((rotation, joint) => {
    if (joint >= BODY_JOINTS) return rotation;
    const error = scale(person.error.angles[joint]!(frame), level * ANGLE_ERROR * (joint === 0 ? 0.4 : 1));
    const wrong = multiply(rotation, rotationFromAxisAngle(error));
    return joint === 0 ? multiply(gtToPredicted.rotation, wrong) : wrong;
  });
  const rest = scale(REST_PELVIS, person.shape.size);
  const root = add(move(gtToPredicted, add(truth.trans, rest)), scale(person.error.place(frame), level * PLACE_ERROR));
  return { rotations, trans: subtract(root, rest) };
}
