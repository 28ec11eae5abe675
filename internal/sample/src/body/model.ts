/**
 * A body model of the SMPL family that was never learned from anybody: the sample's own body, with smooth made-up shape,
 * expression and pose directions, in the arrays of the real files. Those are licensed and cannot lie in a repository.
 */
import type { NpyArray } from '../format/npy.ts';
import { add, scale } from '../geometry/rotation.ts';
import { seededRandom } from '../random.ts';
import { SMPL_COUNTS, SMPLX_COUNTS, smplTemplate, smplxTemplate } from './body.ts';
import { PART_NAMES } from './parts.ts';
import { jointIndex, REST_PELVIS, restJoint, SMPL_JOINTS, smplParent } from './skeleton.ts';
import type { BodyTemplate } from './template.ts';

/** What a made-up model counts. */
export interface BodyModelOptions {
  readonly model: 'smplx' | 'smpl';
  /** Default: those of the real model. */
  readonly vertices?: number;
  /** Shape components, and of SMPL-X expression components behind them. Default: 300 and 100, of SMPL 10. */
  readonly components?: readonly [shape: number, expression: number];
  /** Of the template: the sample's women have 0.955, its men 1.025. Default: between them. */
  readonly size?: number;
  readonly seed?: number;
}

const SIZE = 0.99;
/** Joints of SMPL-X behind the body's: jaw, eyes, and per hand index, middle, pinky, ring and thumb, three each. */
const FACE_JOINTS = [
  [0, 0.59, 0.03],
  [0.03, 0.69, 0.07],
  [-0.03, 0.69, 0.07],
] as const;
const FINGERS = [0.022, 0.006, -0.024, -0.01, 0.034] as const;
const FINGER_JOINTS = [0.78, 0.81, 0.84] as const;
const LEFT_HAND = 25;
const BODY_JOINTS = 22;

/** The arrays of a model file, doubles as in the real ones. */
export function sampleBodyModel(options: BodyModelOptions): Record<string, NpyArray> {
  const { model, size = SIZE, seed = 1 } = options;
  const isX = model === 'smplx';
  const template = isX
    ? smplxTemplate(options.vertices ?? SMPLX_COUNTS.vertices)
    : smplTemplate(options.vertices ?? SMPL_COUNTS.vertices);
  const [shape, expression] = options.components ?? (isX ? [300, 100] : [10, 0]);
  const vertices = template.weights.length;
  const joints = isX ? smplxJoints(size) : smplJoints(size);
  const rest = Float64Array.from(template.centres, (c, i) => size * (c + template.offsets[i]! + REST_PELVIS[i % 3]!));
  return {
    v_template: { shape: [vertices, 3], data: rest },
    f: { shape: [template.faces.length / 3, 3], data: Int32Array.from(template.faces) },
    // The real files write the root's parent as 2^32 - 1.
    kintree_table: {
      shape: [2, joints.length],
      data: BigInt64Array.from([
        ...joints.map(({ parent }) => (parent < 0 ? 4294967295n : BigInt(parent))),
        ...joints.map((_, j) => BigInt(j)),
      ]),
    },
    weights: { shape: [vertices, joints.length], data: skinningWeights(template, joints.length, isX) },
    J_regressor: { shape: [joints.length, vertices], data: jointRegressor(rest, joints) },
    shapedirs: {
      shape: [vertices, 3, shape + expression],
      data: blendDirections(template, rest, size, shape, shape + expression, seed),
    },
    posedirs: { shape: [vertices, 3, 9 * (joints.length - 1)], data: poseDirections(rest, joints, seed) },
  };
}

interface Joint {
  readonly parent: number;
  readonly place: readonly [number, number, number];
}

const smplJoints = (size: number): Joint[] =>
  Array.from({ length: SMPL_JOINTS }, (_, j) => ({ parent: smplParent(j), place: [...restJoint(j, size)] as const }));

function smplxJoints(size: number): Joint[] {
  const joints = smplJoints(size).slice(0, BODY_JOINTS);
  const joint = (parent: number, place: readonly [number, number, number]): Joint => ({
    parent,
    place: scale(add(place, REST_PELVIS), size),
  });
  for (const place of FACE_JOINTS) joints.push(joint(jointIndex('head'), place));
  for (const side of [1, -1])
    for (const z of FINGERS)
      for (const [i, x] of FINGER_JOINTS.entries())
        joints.push(
          joint(i > 0 ? joints.length - 1 : jointIndex(side > 0 ? 'left_wrist' : 'right_wrist'), [
            side * x,
            0.42,
            z - 0.025,
          ]),
        );
  return joints;
}

/** The template's own weights; what SMPL's hands move, SMPL-X's fingers do. */
function skinningWeights({ joints, weights, points }: BodyTemplate, count: number, isX: boolean): Float64Array {
  const out = new Float64Array(weights.length * count);
  for (let v = 0; v < weights.length; v++)
    for (const [side, weight] of [weights[v]!, 1 - weights[v]!].entries()) {
      if (weight === 0) continue;
      const own = joints[2 * v + side]!;
      out[v * count + (isX && own >= BODY_JOINTS ? fingerAt(points, v) : own)]! += weight;
    }
  return out;
}

function fingerAt(points: Float32Array, v: number): number {
  const [x, z] = [points[3 * v]!, points[3 * v + 2]! + 0.025];
  const finger = FINGERS.reduce((best, place, i) => (Math.abs(place - z) < Math.abs(FINGERS[best]! - z) ? i : best), 0);
  const bone = FINGER_JOINTS.filter((place) => Math.abs(x) > place).length;
  return LEFT_HAND + (x > 0 ? 0 : 15) + 3 * finger + Math.max(0, bone - 1);
}

/** Enough to lie all round a joint: weights of a few on one side would be large, and toss the joint about as shape changes. */
const neighboursOf = (vertices: number): number => Math.max(12, Math.round(vertices / 20));

/** Per joint the weights of its nearest vertices, smallest in sum of squares, that give exactly its place and sum to 1. */
function jointRegressor(rest: Float64Array, joints: readonly Joint[]): Float64Array {
  const vertices = rest.length / 3;
  const out = new Float64Array(joints.length * vertices);
  for (const [j, { place }] of joints.entries()) {
    const distance = (v: number) => place.reduce((sum, p, axis) => sum + (rest[3 * v + axis]! - p) ** 2, 0);
    const near = Array.from({ length: vertices }, (_, v) => v)
      .sort((a, b) => distance(a) - distance(b) || a - b)
      .slice(0, neighboursOf(vertices));
    const rows = [0, 1, 2].map((axis) => near.map((v) => rest[3 * v + axis]! - place[axis]!));
    rows.push(near.map(() => 1));
    // Weights w with A w = (0, 0, 0, 1) and least |w|: w = A^T (A A^T)^-1 (0, 0, 0, 1).
    const gram = rows.map((a) => rows.map((b) => a.reduce((sum, value, k) => sum + value * b[k]!, 0)));
    const solved = solve(gram.map((row, i) => [...row, i === 3 ? 1 : 0]));
    for (const [k, v] of near.entries())
      out[j * vertices + v] = rows.reduce((sum, row, i) => sum + row[k]! * solved[i]!, 0);
  }
  return out;
}

/** Gaussian elimination with pivots; rows end with the right side. */
function solve(rows: number[][]): number[] {
  const n = rows.length;
  for (let i = 0; i < n; i++) {
    const pivot = rows
      .slice(i)
      .reduce((best, row, k) => (Math.abs(row[i]!) > Math.abs(rows[i + best]![i]!) ? k : best), 0);
    [rows[i], rows[i + pivot]] = [rows[i + pivot]!, rows[i]!];
    for (let k = 0; k < n; k++) {
      if (k === i) continue;
      const factor = rows[k]![i]! / rows[i]![i]!;
      for (let c = i; c <= n; c++) rows[k]![c]! -= factor * rows[i]![c]!;
    }
  }
  return rows.map((row, i) => row[n]! / row[i]!);
}

/** A wave through the body, of about -1..1: smooth over the surface. */
function wave(random: () => number): (x: number, y: number, z: number) => number {
  const [a, b, c] = [8 * random() - 4, 8 * random() - 4, 8 * random() - 4];
  const phase = 2 * Math.PI * random();
  return (x, y, z) => Math.sin(a * x + b * y + c * z + phase);
}

/** Component 0 is size and 1 is girth, as in the sample's persons; the others ripple, those of expression on the head. */
function blendDirections(
  { centres, offsets, parts }: BodyTemplate,
  rest: Float64Array,
  bodySize: number,
  shape: number,
  count: number,
  seed: number,
): Float64Array {
  const random = seededRandom(seed, 'shape');
  const head = PART_NAMES.indexOf('head');
  const out = new Float64Array(rest.length * count);
  for (let k = 0; k < count; k++) {
    const ripples = [wave(random), wave(random), wave(random)];
    const height = k < shape ? 0.01 / (k + 1) : 0.004 / (k - shape + 1);
    for (let i = 0; i < rest.length; i++) {
      const at = i - (i % 3);
      out[i * count + k] =
        k === 0
          ? 0.012 * (centres[i]! + offsets[i]! + REST_PELVIS[i % 3]!)
          : k === 1
            ? 0.05 * bodySize * offsets[i]!
            : k >= shape && parts[at / 3] !== head
              ? 0
              : height * ripples[i % 3]!(rest[at]!, rest[at + 1]!, rest[at + 2]!);
    }
  }
  return out;
}

/** A turned joint dents the surface round it by some millimetres. */
function poseDirections(rest: Float64Array, joints: readonly Joint[], seed: number): Float64Array {
  const random = seededRandom(seed, 'pose');
  const count = 9 * (joints.length - 1);
  const out = new Float64Array(rest.length * count);
  for (let f = 0; f < count; f++) {
    const { place } = joints[1 + Math.floor(f / 9)]!;
    const ripples = [wave(random), wave(random), wave(random)];
    for (let at = 0; at < rest.length; at += 3) {
      const [x, y, z] = [rest[at]!, rest[at + 1]!, rest[at + 2]!];
      const near = Math.exp(-((x - place[0]) ** 2 + (y - place[1]) ** 2 + (z - place[2]) ** 2) / 0.02);
      for (let axis = 0; axis < 3; axis++) out[(at + axis) * count + f] = 0.004 * near * ripples[axis]!(x, y, z);
    }
  }
  return out;
}
