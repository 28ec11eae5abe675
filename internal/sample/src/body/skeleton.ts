import { add, apply, type Mat3, multiply, scale, type Vec3 } from '../geometry/rotation.ts';

/** SMPL's 24 joints in order: name, parent, rest place relative to the pelvis in metres (T-pose, facing +Z, +Y up). */
const JOINTS: readonly (readonly [string, number, Vec3])[] = [
  ['pelvis', -1, [0, 0, 0]],
  ['left_hip', 0, [0.085, -0.07, 0]],
  ['right_hip', 0, [-0.085, -0.07, 0]],
  ['spine1', 0, [0, 0.11, -0.02]],
  ['left_knee', 1, [0.1, -0.47, 0.005]],
  ['right_knee', 2, [-0.1, -0.47, 0.005]],
  ['spine2', 3, [0, 0.24, -0.02]],
  ['left_ankle', 4, [0.1, -0.87, -0.03]],
  ['right_ankle', 5, [-0.1, -0.87, -0.03]],
  ['spine3', 6, [0, 0.31, -0.01]],
  ['left_foot', 7, [0.11, -0.92, 0.09]],
  ['right_foot', 8, [-0.11, -0.92, 0.09]],
  ['neck', 9, [0, 0.5, -0.02]],
  ['left_collar', 9, [0.07, 0.42, -0.02]],
  ['right_collar', 9, [-0.07, 0.42, -0.02]],
  ['head', 12, [0, 0.6, 0.0]],
  ['left_shoulder', 13, [0.185, 0.42, -0.02]],
  ['right_shoulder', 14, [-0.185, 0.42, -0.02]],
  ['left_elbow', 16, [0.45, 0.42, -0.03]],
  ['right_elbow', 17, [-0.45, 0.42, -0.03]],
  ['left_wrist', 18, [0.69, 0.42, -0.025]],
  ['right_wrist', 19, [-0.69, 0.42, -0.025]],
  ['left_hand', 20, [0.77, 0.42, -0.025]],
  ['right_hand', 21, [-0.77, 0.42, -0.025]],
];

/** Joints of SMPL; the first 22 are SMPL-X's too. */
export const SMPL_JOINTS = JOINTS.length;
/** Body joints that both models share (pelvis and 21 more). */
export const BODY_JOINTS = 22;
/** Joints that SMPL-X's layer returns: 55 of the skeleton, the rest landmarks on the surface. */
export const SMPLX_JOINTS = 127;
/** Where the pelvis rests when `trans` is zero, for a person of unit size. Root joint = trans + this. */
export const REST_PELVIS: Vec3 = [0, -0.23, 0.02];

/** Index of a joint by its SMPL name. */
export function jointIndex(name: string): number {
  const index = JOINTS.findIndex(([n]) => n === name);
  if (index < 0) throw new RangeError(`No joint is called '${name}'.`);
  return index;
}

/** Parent of a joint of SMPL; -1 for the root. */
export const smplParent = (index: number): number => JOINTS[index]![1];

/** Rest place of a joint for a body of the given size, pelvis offset included. */
export function restJoint(index: number, size: number): Vec3 {
  return scale(add(REST_PELVIS, JOINTS[index]![2]), size);
}

/** One person's posture: 24 local rotations (the first is the root's) and the translation `trans`, metres. */
export interface Posture {
  readonly rotations: readonly Mat3[];
  readonly trans: Vec3;
}

/** World rotation and place of every joint. */
export interface PosedSkeleton {
  readonly rotations: readonly Mat3[];
  readonly places: readonly Vec3[];
}

/** Forward kinematics. */
export function poseSkeleton(posture: Posture, size: number): PosedSkeleton {
  const rotations: Mat3[] = [];
  const places: Vec3[] = [];
  JOINTS.forEach(([, parent, rest], index) => {
    if (parent < 0) {
      rotations.push(posture.rotations[0]!);
      places.push(add(restJoint(0, size), posture.trans));
      return;
    }
    const up = JOINTS[parent]![2];
    const bone = scale([rest[0] - up[0], rest[1] - up[1], rest[2] - up[2]], size);
    rotations.push(multiply(rotations[parent]!, posture.rotations[index]!));
    places.push(add(places[parent]!, apply(rotations[parent]!, bone)));
  });
  return { rotations, places };
}
