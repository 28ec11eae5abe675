import type { Shape } from '../body/body.ts';
import { SOLES } from '../body/parts.ts';
import { jointIndex, type Posture, poseSkeleton, REST_PELVIS, restJoint, SMPL_JOINTS } from '../body/skeleton.ts';
import {
  add,
  apply,
  IDENTITY,
  type Mat3,
  multiply,
  rotateX,
  rotateY,
  rotateZ,
  scale,
  subtract,
} from '../geometry/rotation.ts';

/** Height at which the hands meet, metres. */
const MEETING_HEIGHT = 1.3;
/** How far the path is from its middle: while hands are joined, and otherwise. */
const NEAR = 0.8;
const FAR = 0.98;
/** Walking speed decides the steps: metres per full cycle of both legs. */
const STRIDE = 1.25;

const smooth = (a: number, b: number, x: number) => {
  const t = Math.min(1, Math.max(0, (x - a) / (b - a)));
  return t * t * (3 - 2 * t);
};

/**
 * The star dance: persons walk round a common middle, come closer, join right hands in the middle third, part again.
 * `index` counts frames from 0 of `count`; the posture stands on the floor y = 0.
 */
export function danceStep(person: number, persons: number, shape: Shape, index: number, count: number): Posture {
  const u = count > 1 ? index / (count - 1) : 0.5;
  const turn = 2 * Math.PI * Math.min(1.5, Math.max(0.3, (0.8 * count) / 40));
  const angle = turn * u + (2 * Math.PI * person) / persons + 0.5;
  const reach = smooth(0.22, 0.42, u) * (1 - smooth(0.66, 0.86, u));
  const radius = (FAR + (NEAR - FAR) * reach) * (0.5 + 0.5 * shape.size);
  const phase = (turn * u * FAR * 2 * Math.PI) / STRIDE + person * 1.9;

  const rotations: Mat3[] = Array.from({ length: SMPL_JOINTS }, () => IDENTITY);
  const set = (name: string, rotation: Mat3) => {
    rotations[jointIndex(name)] = rotation;
  };
  const heading = Math.atan2(-Math.sin(angle), Math.cos(angle));
  // Joined hands keep the hips and shoulders from swaying.
  const sway = (1 - 0.85 * reach) * Math.sin(phase);
  set('pelvis', multiply(rotateY(heading), multiply(rotateX(0.04), rotateY(0.1 * sway))));
  for (const [side, offset] of [
    ['left', 0],
    ['right', Math.PI],
  ] as const) {
    const p = phase + offset;
    const hip = -0.08 - 0.46 * Math.sin(p);
    const knee = 0.14 + 0.75 * Math.max(0, Math.cos(p)) ** 2;
    set(`${side}_hip`, rotateX(hip));
    set(`${side}_knee`, rotateX(knee));
    set(`${side}_ankle`, rotateX(-0.5 * (hip + knee) + 0.08));
    set(`${side}_foot`, rotateX(-0.35 * Math.max(0, -Math.sin(p))));
    const s = side === 'left' ? 1 : -1;
    const swing = 0.42 * Math.sin(p);
    const lift = side === 'right' ? reach : 0;
    const shoulder = 0.93 * shape.size + 0.42 * shape.size;
    const up = Math.asin(Math.max(-0.6, Math.min(0.6, (MEETING_HEIGHT - shoulder) / (0.68 * shape.size))));
    const hang = -1.22 * (1 - lift) + up * lift;
    set(`${side}_shoulder`, multiply(rotateX(swing * (1 - lift)), rotateZ(s * hang)));
    set(`${side}_elbow`, rotateY(-s * (0.35 + 0.25 * Math.max(0, -Math.sin(p))) * (1 - lift)));
  }
  set('spine1', rotateX(0.04));
  set('spine2', rotateY(-0.12 * sway));
  set('spine3', rotateY(-0.06 * sway));
  set('neck', rotateX(0.03));
  // While hands are joined they look at each other.
  set('head', multiply(rotateY(-0.55 * reach), rotateX(0.05 + 0.03 * Math.sin(2 * phase))));

  const place = [radius * Math.cos(angle), 0, radius * Math.sin(angle)] as const;
  const rest = restJoint(0, shape.size);
  const floating: Posture = { rotations, trans: subtract(place, rest) };
  return { rotations, trans: add(floating.trans, [0, -lowestSole(floating, shape.size), 0]) };
}

function lowestSole(posture: Posture, size: number): number {
  const skeleton = poseSkeleton(posture, size);
  return SOLES.reduce((low, { point, joint }) => {
    const local = subtract(scale(add(REST_PELVIS, point), size), restJoint(joint, size));
    return Math.min(low, apply(skeleton.rotations[joint]!, local)[1] + skeleton.places[joint]![1]);
  }, Number.POSITIVE_INFINITY);
}
