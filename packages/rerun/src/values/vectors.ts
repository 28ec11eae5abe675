import type { ArrayData } from '../arrow/array-data.ts';
import { type DataType, fixedList, formatDataType, type PlainType } from '../arrow/data-type.ts';
import { vectorsFromBytes } from '../arrow/from-values.ts';
import { numbersFromValues } from '../arrow/numbers-from-values.ts';
import { describeValue, ValueProblem } from '../arrow/value-problem.ts';
import type { ValueCodec } from './codec.ts';
import { asNumbers, checkRules, type NumberRules } from './numbers.ts';

type FlatNumbers =
  | readonly number[]
  | Float32Array
  | Float64Array
  | Uint8Array
  | Uint16Array
  | Uint32Array
  | Int32Array;

/**
 * Vectors of one length n: flat (n numbers each, behind each other) or as an array of arrays. A flat array of exactly
 * n numbers is one vector.
 */
export type Vectors = FlatNumbers | readonly FlatNumbers[];

/** Vectors of `size` numbers. */
export function vectors(size: number, item: PlainType, rules: NumberRules = {}): ValueCodec<Vectors> {
  const type = fixedList(size, item);
  const encode = (value: unknown): ArrayData => {
    const flat = flatten(value, size, type);
    checkRules(flat, rules);
    return vectorsFromBytes(type, flat.length / size, numbersFromValues(item, flat));
  };
  return {
    type,
    encode,
    encodeFlat: (value) =>
      ArrayBuffer.isView(value) ||
      (Array.isArray(value) && value.length > 0 && value.every((row) => isVector(row, size)))
        ? encode(value)
        : undefined,
  };
}

function isVector(value: unknown, size: number): boolean {
  if (ArrayBuffer.isView(value)) return 'length' in value && value.length === size;
  return Array.isArray(value) && value.length === size && value.every((item) => typeof item === 'number');
}

function flatten(value: unknown, size: number, type: DataType): ArrayLike<number> {
  const expected = `${formatDataType(type)} values: arrays of ${size} numbers, or one flat array of n x ${size}`;
  if (Array.isArray(value) && value.some((row) => typeof row !== 'number')) {
    const flat = new Float64Array(value.length * size);
    for (const [index, row] of value.entries()) {
      if (!isVector(row, size)) throw new ValueProblem(expected, `${describeValue(row)} at index ${index}`);
      for (let axis = 0; axis < size; axis++) flat[index * size + axis] = (row as readonly number[])[axis]!;
    }
    return flat;
  }
  const flat = asNumbers(value);
  if (flat.length % size !== 0) throw new ValueProblem(expected, describeValue(value));
  return flat;
}
