/**
 * Linear blend skinning as SMPL and SMPL-X define it (Loper et al. 2015, Pavlakos et al. 2019): shape the template, find
 * the joints in it, bend it by pose blend shapes, and move every vertex with the joints it belongs to.
 * @module
 */
import type { BodyDirections, BodyModelData, PersonParameters } from '@outlay/schema/port';
import { BODY_JOINTS, writeFullPose } from './full-pose.ts';
import { LANES, Offsets } from './offsets.ts';
import { writeRotation } from './rotation.ts';

export { LANES } from './offsets.ts';

/** `world`: where the parameters say. `root`: the root joint at the origin, as in `root_aligned`. */
export type BodyPlace = 'world' | 'root';

/** Poses one person, a few frames at a time. What stays the same from frame to frame is kept. */
export class BodyPoser {
  readonly #model: BodyModelData;
  readonly #shape: Offsets;
  readonly #expression: Offsets;
  /** Pose blend shapes: of the body, and of face and fingers, which SMPL has none of. */
  readonly #bend: readonly Offsets[];
  readonly #pose: Float64Array;
  readonly #rotations: readonly Float64Array[];
  readonly #shaped: Float32Array;

  constructor(model: BodyModelData, directions: BodyDirections) {
    const { parents, template } = model;
    const { shapeComponents, expressionComponents, blend, pose } = directions;
    const components = shapeComponents + expressionComponents;
    const features = 9 * (parents.length - 1);
    const ofBody = 9 * (BODY_JOINTS[model.model] - 1);
    this.#model = model;
    this.#shape = new Offsets(blend, components, 0, shapeComponents);
    this.#expression = new Offsets(blend, components, shapeComponents, expressionComponents);
    this.#bend = [
      new Offsets(pose, features, 0, ofBody),
      ...(features > ofBody ? [new Offsets(pose, features, ofBody, features - ofBody)] : []),
    ];
    this.#pose = new Float64Array(3 * parents.length);
    this.#rotations = Array.from({ length: LANES }, () => new Float64Array(9 * parents.length));
    this.#shaped = new Float32Array(template.length);
  }

  /**
   * Poses at most {@link LANES} frames of the person.
   * @param out One array per frame for V×3 numbers, metres.
   * @returns Per frame where the root joint, the pelvis, is.
   */
  pose(frames: readonly PersonParameters[], place: BodyPlace, out: readonly Float32Array[]): readonly number[][] {
    for (const [lane, parameters] of frames.entries()) {
      writeFullPose(this.#model.model, parameters, this.#pose);
      this.#rotate(lane);
      fillLane(this.#shape.weights, lane, parameters.betas);
      fillLane(this.#expression.weights, lane, parameters.expression);
    }
    for (const offsets of [this.#shape, this.#expression, ...this.#bend]) offsets.update(frames.length);
    return frames.map(({ translation }, lane) => {
      const joints = this.#shapeTemplate(lane);
      const pelvis = [joints[0]!, joints[1]!, joints[2]!];
      const origin = place === 'world' ? translation : pelvis.map((value) => -value);
      this.#skin(lane, jointMoves(this.#rotations[lane]!, joints, this.#model.parents), origin, out[lane]!);
      return pelvis.map((value, axis) => value + origin[axis]!);
    });
  }

  /** Rotations of all joints, and what they weigh in the blend shapes: `R - I` of every joint but the root. */
  #rotate(lane: number): void {
    const pose = this.#pose;
    const rotations = this.#rotations[lane]!;
    for (let j = 0; 3 * j < pose.length; j++)
      writeRotation(pose[3 * j]!, pose[3 * j + 1]!, pose[3 * j + 2]!, rotations, 9 * j);
    let at = 9;
    for (const { weights } of this.#bend)
      for (let i = lane; i < weights.length; i += LANES, at++)
        weights[i] = rotations[at]! - (at % 9 === 0 || at % 9 === 4 || at % 9 === 8 ? 1 : 0);
  }

  /** The template with shape and expression; returns where its joints are. */
  #shapeTemplate(lane: number): Float64Array {
    const { template, jointRegressor } = this.#model;
    const shaped = this.#shaped;
    const shape = this.#shape.values[lane]!;
    const expression = this.#expression.values[lane]!;
    for (let i = 0; i < shaped.length; i++) shaped[i] = template[i]! + shape[i]! + (expression[i] ?? 0);
    const { starts, columns, values } = jointRegressor;
    const joints = new Float64Array(3 * (starts.length - 1));
    for (let j = 0; j + 1 < starts.length; j++)
      for (let k = starts[j]!; k < starts[j + 1]!; k++)
        for (let axis = 0; axis < 3; axis++) joints[3 * j + axis]! += values[k]! * shaped[3 * columns[k]! + axis]!;
    return joints;
  }

  #skin(lane: number, moves: Float64Array, origin: ArrayLike<number>, out: Float32Array): void {
    const { starts, columns, values } = this.#model.skinningWeights;
    const shaped = this.#shaped;
    const body = this.#bend[0]!.values[lane]!;
    const others = this.#bend[1]?.values[lane];
    const [ox, oy, oz] = [origin[0]!, origin[1]!, origin[2]!];
    for (let v = 0, i = 0; i < shaped.length; v++, i += 3) {
      let x = shaped[i]! + body[i]!;
      let y = shaped[i + 1]! + body[i + 1]!;
      let z = shaped[i + 2]! + body[i + 2]!;
      if (others !== undefined) {
        x += others[i]!;
        y += others[i + 1]!;
        z += others[i + 2]!;
      }
      let px = ox;
      let py = oy;
      let pz = oz;
      for (let k = starts[v]!; k < starts[v + 1]!; k++) {
        const weight = values[k]!;
        const m = 12 * columns[k]!;
        px += weight * (moves[m]! * x + moves[m + 1]! * y + moves[m + 2]! * z + moves[m + 3]!);
        py += weight * (moves[m + 4]! * x + moves[m + 5]! * y + moves[m + 6]! * z + moves[m + 7]!);
        pz += weight * (moves[m + 8]! * x + moves[m + 9]! * y + moves[m + 10]! * z + moves[m + 11]!);
      }
      out[i] = px;
      out[i + 1] = py;
      out[i + 2] = pz;
    }
  }
}

/** Components that the file does not have are 0, those that the model does not have are left out, as the trainers do. */
function fillLane(weights: Float64Array, lane: number, numbers: ArrayLike<number> | undefined): void {
  for (let i = lane, k = 0; i < weights.length; i += LANES, k++) weights[i] = numbers?.[k] ?? 0;
}

/** Forward kinematics: per joint 3×4, row-major, what it does to a point of the surface at rest. */
function jointMoves(rotations: Float64Array, rest: Float64Array, parents: Int32Array): Float64Array {
  const joints = parents.length;
  const turns = new Float64Array(9 * joints);
  const places = new Float64Array(3 * joints);
  const moves = new Float64Array(12 * joints);
  for (let j = 0; j < joints; j++) {
    const p = parents[j]!;
    for (let row = 0; row < 3; row++) {
      const turn = (column: number) => turns[9 * p + 3 * row + column]!;
      for (let column = 0; column < 3; column++) {
        const own = (k: number) => rotations[9 * j + 3 * k + column]!;
        turns[9 * j + 3 * row + column] = p < 0 ? own(row) : turn(0) * own(0) + turn(1) * own(1) + turn(2) * own(2);
      }
      const bone = (axis: number) => rest[3 * j + axis]! - rest[3 * p + axis]!;
      places[3 * j + row] =
        p < 0 ? rest[row]! : places[3 * p + row]! + turn(0) * bone(0) + turn(1) * bone(1) + turn(2) * bone(2);
    }
    for (let row = 0; row < 3; row++) {
      let back = 0;
      for (let column = 0; column < 3; column++) {
        const turn = turns[9 * j + 3 * row + column]!;
        moves[12 * j + 4 * row + column] = turn;
        back += turn * rest[3 * j + column]!;
      }
      moves[12 * j + 4 * row + 3] = places[3 * j + row]! - back;
    }
  }
  return moves;
}
