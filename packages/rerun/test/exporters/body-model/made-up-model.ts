import type { BodyDirections, BodyModelData, FixedPointRows, PersonParameters, SparseRows } from '@outlay/schema/port';

/** Numbers in [-1, 1), the same as in conformance/body_model.py (mulberry32). */
export function numbersOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2147483648 - 1;
  };
}

/** What a made-up model is read as. */
export interface MadeUpModel {
  readonly data: BodyModelData;
  readonly directions: BodyDirections;
}

/** The model of the golden values: 12 vertices, a tree, weights and directions that mean nothing. */
export function madeUpModel(model: 'smplx' | 'smpl', next = numbersOf(model === 'smplx' ? 55 : 24)): MadeUpModel {
  const joints = model === 'smplx' ? 55 : 24;
  const vertices = 12;
  const components = model === 'smplx' ? 20 : 10;
  const draw = (count: number, scale = 1) => Array.from({ length: count }, () => scale * next());
  const template = Float32Array.from(draw(vertices * 3));
  const blend = fixedPoint(draw(vertices * 3 * components, 0.05), components);
  const pose = fixedPoint(draw(vertices * 3 * 9 * (joints - 1), 0.01), 9 * (joints - 1));
  const jointRegressor = shares(draw(joints * vertices), vertices);
  const skinningWeights = shares(draw(vertices * joints), joints);
  const directions = { shapeComponents: 10, expressionComponents: components - 10, blend, pose };
  return {
    directions,
    data: {
      model,
      template,
      triangles: Uint32Array.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11),
      parents: Int32Array.from({ length: joints }, (_, j) => (j === 0 ? -1 : Math.floor((j - 1) / 2))),
      jointRegressor,
      skinningWeights,
      shapeComponents: 10,
      expressionComponents: components - 10,
      directions: async () => directions,
    },
  };
}

/** The bodies of the golden values; to be drawn right after the model, from the same numbers. */
export function madeUpBodies(model: 'smplx' | 'smpl', next: () => number, count: number): readonly PersonParameters[] {
  const draw = (length: number, scale: number) => Float32Array.from({ length }, () => scale * next());
  return Array.from({ length: count }, (): PersonParameters => {
    const betas = draw(10, 2);
    if (model === 'smpl') {
      const pose = draw(72, 1);
      return { betas, rootPose: pose.subarray(0, 3), bodyPose: pose.subarray(3), translation: draw(3, 3) };
    }
    const expression = draw(10, 1);
    const pose = draw(165, 1);
    return {
      betas,
      expression,
      rootPose: pose.subarray(0, 3),
      bodyPose: pose.subarray(3, 66),
      jawPose: pose.subarray(66, 69),
      leftEyePose: pose.subarray(69, 72),
      rightEyePose: pose.subarray(72, 75),
      leftHandPose: pose.subarray(75, 120),
      rightHandPose: pose.subarray(120, 165),
      translation: draw(3, 3),
    };
  });
}

function fixedPoint(numbers: readonly number[], width: number): FixedPointRows {
  const scales = Float32Array.from({ length: numbers.length / width }, (_, row) =>
    numbers.slice(row * width, (row + 1) * width).reduce((most, value) => Math.max(most, Math.abs(value) / 32_767), 0),
  );
  return { scales, values: Int16Array.from(numbers, (value, i) => Math.round(value / scales[Math.floor(i / width)]!)) };
}

/** Rows that sum to 1. */
function shares(numbers: readonly number[], width: number): SparseRows {
  const rows = numbers.length / width;
  const values = Float32Array.from(numbers, (value, i) => {
    const from = i - (i % width);
    return Math.abs(value) / numbers.slice(from, from + width).reduce((sum, one) => sum + Math.abs(one), 0);
  });
  return {
    starts: Uint32Array.from({ length: rows + 1 }, (_, row) => row * width),
    columns: Uint32Array.from(numbers, (_, i) => i % width),
    values,
  };
}
