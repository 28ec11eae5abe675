import type { BodyModel } from '@outlay/schema/names';
import type { BodyParameters, PersonParameters } from '@outlay/schema/port';
import { LimitExceededError, UnexpectedContentError } from './errors.ts';
import { READ_LIMITS } from './limits.ts';
import { formatShape, type NdArray, toFloat32, toInt32 } from './npy.ts';
import { type NpzArchive, readNpz } from './npz.ts';

/** Values per person in `body_pose`: 21 joints of SMPL-X, 23 of SMPL, three numbers each. */
const BODY_POSE_WIDTH = { smplx: 63, smpl: 69 } as const satisfies Record<BodyModel, number>;

/** Where each member may be found, and its width per person. Files of both naming families occur for both models. */
const REQUIRED = {
  translation: { keys: ['trans', 'transl'], width: 3 },
  rootPose: { keys: ['root_pose', 'global_orient'], width: 3 },
  bodyPose: { keys: ['body_pose'] },
  betas: { keys: ['betas'] },
} as const;
const OPTIONAL = {
  expression: { keys: ['expression', 'expr'] },
  jawPose: { keys: ['jaw_pose'], width: 3 },
  leftEyePose: { keys: ['leye_pose'], width: 3 },
  rightEyePose: { keys: ['reye_pose'], width: 3 },
  leftHandPose: { keys: ['lhand_pose', 'left_hand_pose'] },
  rightHandPose: { keys: ['rhand_pose', 'right_hand_pose'] },
  joints: { keys: ['joints_3d'] },
  vertices: { keys: ['verts'] },
} as const;

type Member = keyof typeof REQUIRED | keyof typeof OPTIONAL;
type Place = { readonly keys: readonly string[]; readonly width?: number };

/** Values of all persons, one row each. */
interface Rows {
  readonly values: Float32Array;
  readonly width: number;
}

/**
 * Reads SMPL-X or SMPL parameters of all persons. Both naming families are understood (`root_pose`/`trans` and
 * `global_orient`/`transl`); the model is told by the number of body joints, for files without persons by the names.
 * Values are float32 and may share memory with `bytes`.
 * @throws ReadError (also: unexpected content when a key is missing or the arrays disagree on the number of persons)
 */
export function readBodyParameters(bytes: Uint8Array, path: string): BodyParameters {
  const npz = readNpz(bytes, path);
  const translation = find(npz, REQUIRED.translation.keys);
  const persons = translation?.array.shape[0] ?? 0;
  if (persons > READ_LIMITS.persons)
    throw new LimitExceededError(path, 'persons', READ_LIMITS.persons, `${persons} persons`);
  const rows = new Map<Member, Rows>();
  for (const [member, place] of Object.entries(REQUIRED) as [keyof typeof REQUIRED, Place][]) {
    const found = readRows(npz, place, persons);
    if (!found)
      throw new UnexpectedContentError(path, `Body parameters lack "${place.keys[0]}"`, {
        expected: `the key ${place.keys.join(' or ')}`,
        actual: npz.keys.length === 0 ? 'an archive without arrays' : `the keys ${npz.keys.join(', ')}`,
      });
    rows.set(member, found);
  }
  for (const [member, place] of Object.entries(OPTIONAL) as [keyof typeof OPTIONAL, Place][]) {
    const found = readRows(npz, place, persons);
    if (found) rows.set(member, found);
  }
  const contact = readContact(npz, persons);
  const model = modelOf(npz, rows.get('bodyPose') as Rows, persons);
  return { model, persons: Array.from({ length: persons }, (_, person) => personOf(person, rows, contact)) };
}

function personOf(
  person: number,
  rows: ReadonlyMap<Member, Rows>,
  contact: { values: Int32Array; width: number } | undefined,
): PersonParameters {
  const members: Partial<Record<Member, Float32Array>> = {};
  for (const [member, { values, width }] of rows)
    members[member] = values.subarray(person * width, (person + 1) * width);
  const required = members as Record<keyof typeof REQUIRED, Float32Array>;
  return contact
    ? { ...required, contact: contact.values.subarray(person * contact.width, (person + 1) * contact.width) }
    : required;
}

function find(npz: NpzArchive, keys: readonly string[]): { key: string; array: NdArray } | undefined {
  for (const key of keys) {
    const array = npz.get(key);
    if (array) return { key, array };
  }
  return undefined;
}

function readRows(npz: NpzArchive, place: Place, persons: number): Rows | undefined {
  const found = find(npz, place.keys);
  if (!found) return undefined;
  const { key, array } = found;
  const values = toFloat32(array, npz.path, key);
  // The original trainer accepts one expression for all persons as a plain list.
  if (key.startsWith('expr') && array.shape.length === 1 && persons !== array.shape[0])
    return { values: repeat(values, persons), width: values.length };
  return { values, width: widthOf(npz, key, array, persons, place.width) };
}

function widthOf(npz: NpzArchive, key: string, array: NdArray, persons: number, expected: number | undefined): number {
  const width = array.shape.slice(1).reduce((product, length) => product * length, 1);
  if (
    array.shape.length < 2 ||
    array.shape[0] !== persons ||
    (expected !== undefined && width !== expected && persons > 0)
  )
    throw new UnexpectedContentError(npz.path, `Array "${key}" has another shape`, {
      expected: `shape (${persons}, ${expected ?? '…'}), one row per person`,
      actual: `shape ${formatShape(array.shape)}`,
    });
  return width;
}

function readContact(npz: NpzArchive, persons: number): { values: Int32Array; width: number } | undefined {
  const array = npz.get('contact');
  if (!array) return undefined;
  return { values: toInt32(array, npz.path, 'contact'), width: widthOf(npz, 'contact', array, persons, undefined) };
}

function modelOf(npz: NpzArchive, bodyPose: Rows, persons: number): BodyModel {
  if (bodyPose.width === BODY_POSE_WIDTH.smplx) return 'smplx';
  if (bodyPose.width === BODY_POSE_WIDTH.smpl) return 'smpl';
  if (persons === 0) return npz.keys.includes('transl') ? 'smpl' : 'smplx';
  throw new UnexpectedContentError(npz.path, 'Array "body_pose" fits neither SMPL-X nor SMPL', {
    expected: '63 values per person (SMPL-X) or 69 (SMPL)',
    actual: `${bodyPose.width}`,
  });
}

function repeat(row: Float32Array, times: number): Float32Array {
  const out = new Float32Array(row.length * times);
  for (let i = 0; i < times; i++) out.set(row, i * row.length);
  return out;
}
