/**
 * Body models of the SMPL family, from the `.npz` that its users have.
 * @module
 */
import type { BodyModel } from '@outlay/schema/names';
import type { BodyDirections, BodyModelData, FixedPointRows, SparseRows } from '@outlay/schema/port';
import {
  EmptyFileError,
  LimitExceededError,
  type ReadErrorFacts,
  UnexpectedContentError,
  UnsafeFileError,
} from '../read/errors.ts';
import { READ_LIMITS } from '../read/limits.ts';
import { formatShape } from '../read/npy.ts';
import type { FileSource } from '../source/file-source.ts';
import { type FloatArray, NpzFile } from './npz-file.ts';

/** Models by their number of joints. Those without a place in the layout are named, so that a refusal can say what it met. */
const MODELS: Readonly<Record<number, BodyModel>> = { 24: 'smpl', 55: 'smplx' };
const OTHER_MODELS: Readonly<Record<number, string>> = { 5: 'FLAME', 16: 'MANO', 52: 'SMPL-H', 33: 'SMAL' };

/** SMPL-X files with fewer components than the two together are of the older form: 10 of shape, then expression. */
const SHAPE_COMPONENTS = 300;
const EXPRESSION_COMPONENTS = 100;
const OLD_COMPONENTS = 10;

/** Smaller weights are rounding: 55 of them, a metre from their joints, move a vertex by 6 µm. */
const LEAST_WEIGHT = 1e-7;
/** How far the weights of a vertex may sum to something else than 1. */
const WEIGHT_TOLERANCE = 1e-3;

/**
 * Reads a SMPL-X or SMPL model: `v_template` (V,3), `f` (T,3), `kintree_table` (2,J), `weights` (V,J), `J_regressor`
 * (J,V), `shapedirs` (V,3,S) and `posedirs` (V,3,9·(J-1)), floats of any width, stored or deflated; other arrays are not
 * looked at. The two large ones are read when {@link BodyModelData.directions} is called for the first time.
 * Nothing is ever unpickled: `.pkl` files and arrays of Python objects are refused.
 * @throws ReadError, FileNotFoundError, FileUnreadableError
 */
export async function readBodyModel(
  source: FileSource,
  path: string,
  options: { readonly signal?: AbortSignal } = {},
): Promise<BodyModelData> {
  const { signal } = options;
  await refusePickle(source, path, signal);
  const file = await NpzFile.open(source, path, signal);
  const wrong = (key: string, what: string, facts: ReadErrorFacts) =>
    new UnexpectedContentError(path, `Array "${key}" ${what}`, facts);

  const tree = await file.floats('kintree_table', { accept: requireShape('kintree_table', [2, 'J'], wrong), signal });
  const parents = parentsOf(tree, wrong);
  const joints = parents.length;
  const model = MODELS[joints];
  if (model === undefined)
    throw new UnexpectedContentError(path, 'The file is neither a SMPL-X nor a SMPL model', {
      expected: '55 joints (SMPL-X) or 24 (SMPL)',
      actual: `${joints} joints${OTHER_MODELS[joints] ? `, as ${OTHER_MODELS[joints]} has` : ''}`,
    });

  const template = await file.floats('v_template', {
    accept: (shape) => {
      requireShape('v_template', ['V', 3], wrong)(shape);
      requireAtMost(path, 'bodyModelVertices', shape[0]!, 'vertices');
    },
    signal,
  });
  const vertices = template.shape[0]!;
  const faces = await file.floats('f', {
    accept: (shape) => {
      requireShape('f', ['T', 3], wrong)(shape);
      requireAtMost(path, 'bodyModelTriangles', shape[0]!, 'triangles');
    },
    signal,
  });
  const stray = faces.values.find((index) => !(Number.isInteger(index) && index >= 0 && index < vertices));
  if (stray !== undefined)
    throw wrong('f', 'names a vertex that is not there', {
      expected: `indices from 0 to ${vertices - 1}`,
      actual: `${stray}`,
    });

  const weights = await file.floats('weights', { accept: requireShape('weights', [vertices, joints], wrong), signal });
  requireSums(weights, wrong);
  const regressor = await file.floats('J_regressor', {
    accept: requireShape('J_regressor', [joints, vertices], wrong),
    signal,
  });

  const blendShape = await file.shape('shapedirs', signal);
  requireShape('shapedirs', [vertices, 3, 'S'], wrong)(blendShape);
  const components = blendShape[2]!;
  requireAtMost(path, 'bodyModelComponents', components, 'components');
  requireShape('posedirs', [vertices, 3, 9 * (joints - 1)], wrong)(await file.shape('posedirs', signal));

  return {
    model,
    template: template.values,
    triangles: Uint32Array.from(faces.values),
    parents,
    jointRegressor: sparse(regressor, 0),
    skinningWeights: sparse(weights, LEAST_WEIGHT),
    ...componentsOf(model, components),
    directions: directionsOf(file, componentsOf(model, components), signal),
  };
}

type Components = Pick<BodyDirections, 'shapeComponents' | 'expressionComponents'>;

/** Directions of the pose are read once; those of shape and expression again when more are asked for than were kept. */
function directionsOf(file: NpzFile, has: Components, signal: AbortSignal | undefined): BodyModelData['directions'] {
  let pose: Promise<FixedPointRows> | undefined;
  let kept: { readonly components: Components; readonly directions: Promise<BodyDirections> } | undefined;
  const read = async (components: Components): Promise<BodyDirections> => {
    const columns = columnsOf(components, has.shapeComponents);
    const blend = await file.fixedPoint('shapedirs', { columns, signal });
    pose ??= file.fixedPoint('posedirs', { signal });
    return { ...components, blend, pose: await pose };
  };
  return (shape, expression) => {
    const wanted = {
      shapeComponents: Math.min(shape, has.shapeComponents),
      expressionComponents: Math.min(expression, has.expressionComponents),
    };
    const isKept =
      kept !== undefined &&
      kept.components.shapeComponents >= wanted.shapeComponents &&
      kept.components.expressionComponents >= wanted.expressionComponents;
    if (kept === undefined || !isKept) kept = { components: wanted, directions: read(wanted) };
    return kept.directions;
  };
}

function columnsOf({ shapeComponents, expressionComponents }: Components, firstExpression: number): readonly number[] {
  const range = (count: number, from: number) => Array.from({ length: count }, (_, i) => from + i);
  return [...range(shapeComponents, 0), ...range(expressionComponents, firstExpression)];
}

type Wrong = (key: string, what: string, facts: ReadErrorFacts) => UnexpectedContentError;

async function refusePickle(source: FileSource, path: string, signal: AbortSignal | undefined): Promise<void> {
  const head = await source.read(path, { range: { start: 0, end: 16 }, ...(signal && { signal }) });
  if (head.length === 0) throw new EmptyFileError(path, 'a body model');
  // Protocol 2 and later begin with its number, protocol 0 of old models with the name of a class or a mark.
  const isBinary = head[0] === 0x80 && head[1]! >= 2 && head[1]! <= 5;
  const isText = /^(ccopy_reg|c__builtin|\(dp|\(lp|\(i)/.test(new TextDecoder('latin1').decode(head));
  if (isBinary || isText)
    throw new UnsafeFileError(path, 'The body model is a pickle', {
      expected: 'an .npz of plain arrays',
      actual: 'a Python pickle, which runs code when it is opened',
    });
}

/** The first row of the tree; the root's parent is written as -1 or as the unsigned number of the same bits. */
function parentsOf({ values }: FloatArray, wrong: Wrong): Int32Array {
  const parents = values.slice(0, values.length / 2);
  parents[0] = -1;
  const odd = parents.findIndex((parent, joint) => joint > 0 && !(parent >= 0 && parent < joint));
  if (odd >= 0)
    throw wrong('kintree_table', 'is not a tree in which parents come first', {
      expected: `a parent of joint ${odd} from 0 to ${odd - 1}`,
      actual: `${parents[odd]}`,
    });
  return Int32Array.from(parents);
}

/** A check of a shape; a letter stands for any length but 0. */
function requireShape(key: string, wanted: readonly (number | string)[], wrong: Wrong) {
  return (shape: readonly number[]): void => {
    const fits =
      shape.length === wanted.length &&
      wanted.every((length, axis) => (typeof length === 'number' ? length === shape[axis] : shape[axis]! > 0));
    if (!fits)
      throw wrong(key, 'has another shape', {
        expected: `shape (${wanted.join(', ')})`,
        actual: `shape ${formatShape(shape)}`,
      });
  };
}

function requireAtMost(
  path: string,
  limit: 'bodyModelVertices' | 'bodyModelTriangles' | 'bodyModelComponents',
  count: number,
  what: string,
): void {
  if (count > READ_LIMITS[limit]) throw new LimitExceededError(path, limit, READ_LIMITS[limit], `${count} ${what}`);
}

function requireSums({ shape, values }: FloatArray, wrong: Wrong): void {
  const joints = shape[1]!;
  for (let at = 0; at < values.length; at += joints) {
    let sum = 0;
    for (let j = 0; j < joints; j++) sum += values[at + j]!;
    if (Math.abs(sum - 1) > WEIGHT_TOLERANCE)
      throw wrong('weights', `does not share out vertex ${at / joints}`, {
        expected: 'weights of a vertex that sum to 1',
        actual: sum.toPrecision(4),
      });
  }
}

function sparse({ shape, values }: FloatArray, least: number): SparseRows {
  const [rows, width] = shape as readonly [number, number];
  const starts = new Uint32Array(rows + 1);
  const columns: number[] = [];
  const kept: number[] = [];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < width; column++) {
      const value = values[row * width + column]!;
      if (value === 0 || Math.abs(value) < least) continue;
      columns.push(column);
      kept.push(value);
    }
    starts[row + 1] = kept.length;
  }
  return { starts, columns: Uint32Array.from(columns), values: Float32Array.from(kept) };
}

function componentsOf(model: BodyModel, count: number) {
  if (model === 'smpl') return { shapeComponents: Math.min(count, SHAPE_COMPONENTS), expressionComponents: 0 };
  const shapeComponents = count >= SHAPE_COMPONENTS + EXPRESSION_COMPONENTS ? SHAPE_COMPONENTS : OLD_COMPONENTS;
  const expression = count - shapeComponents;
  return {
    shapeComponents: Math.min(count, shapeComponents),
    expressionComponents: Math.min(Math.max(expression, 0), EXPRESSION_COMPONENTS),
  };
}
