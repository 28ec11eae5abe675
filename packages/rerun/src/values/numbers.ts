import { type ArrayData, fixedWidthArray } from '../arrow/array-data.ts';
import { byteWidth, type PlainType } from '../arrow/data-type.ts';
import { numbersFromValues } from '../arrow/numbers-from-values.ts';
import { describeValue, ValueProblem } from '../arrow/value-problem.ts';
import type { ValueCodec } from './codec.ts';

type NumberArray =
  | readonly number[]
  | Float32Array
  | Float64Array
  | Uint8Array
  | Uint8ClampedArray
  | Uint16Array
  | Uint32Array
  | Int8Array
  | Int16Array
  | Int32Array;

/** One number or several. */
export type Numbers = number | NumberArray;
/** One 64-bit integer or several; numbers must be safe integers. */
export type Integers64 = number | bigint | readonly (number | bigint)[] | BigInt64Array | BigUint64Array;

export interface NumberRules {
  /** Refuse NaN. */
  readonly notNaN?: boolean;
  /** Refuse NaN, infinities and numbers outside of `[min, max]`. */
  readonly min?: number;
  readonly max?: number;
}

/** Numbers of one type; a typed array of that very type is taken without a copy. */
export function numbers(type: PlainType, rules: NumberRules = {}): ValueCodec<Numbers> {
  const encode = (value: unknown): ArrayData => {
    const values = typeof value === 'number' ? [value] : asNumbers(value);
    checkRules(values, rules);
    return fixedWidthArray(type, values.length, numbersFromValues(type, values));
  };
  return { type, encode, encodeFlat: (value) => (isFlatNumbers(value) ? encode(value) : undefined) };
}

/** 64-bit integers. */
export function integers64(type: PlainType): ValueCodec<Integers64> {
  const encode = (value: unknown): ArrayData => {
    const values = typeof value === 'number' || typeof value === 'bigint' ? [value] : (value as readonly bigint[]);
    if (!Array.isArray(values) && !ArrayBuffer.isView(values)) throw new ValueProblem('integers', describeValue(value));
    return fixedWidthArray(type, values.length, numbersFromValues(type, values));
  };
  const isFlat = (value: unknown) =>
    ArrayBuffer.isView(value) ||
    (Array.isArray(value) && value.every((item) => typeof item === 'number' || typeof item === 'bigint'));
  return { type, encode, encodeFlat: (value) => (isFlat(value) ? encode(value) : undefined) };
}

/** True and false. */
export function bools(type: PlainType): ValueCodec<boolean | readonly boolean[]> {
  const encode = (value: unknown): ArrayData => {
    const values = Array.isArray(value) ? value : [value];
    return fixedWidthArray(type, values.length, numbersFromValues(type, values));
  };
  const isFlat = (value: unknown) => Array.isArray(value) && value.every((item) => typeof item === 'boolean');
  return { type, encode, encodeFlat: (value) => (isFlat(value) ? encode(value) : undefined) };
}

export function asNumbers(value: unknown): ArrayLike<number> {
  if (Array.isArray(value) && value.every((item) => typeof item === 'number')) return value;
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) {
    if (!(value instanceof BigInt64Array) && !(value instanceof BigUint64Array)) return value as Float32Array;
  }
  throw new ValueProblem('a number, an array of numbers or a typed array', describeValue(value));
}

export function isFlatNumbers(value: unknown): boolean {
  if (ArrayBuffer.isView(value)) return !(value instanceof DataView) && byteWidthOf(value) > 0;
  return Array.isArray(value) && value.every((item) => typeof item === 'number');
}

function byteWidthOf(view: ArrayBufferView): number {
  return 'BYTES_PER_ELEMENT' in view ? Number(view.BYTES_PER_ELEMENT) : 0;
}

export function checkRules(values: ArrayLike<number>, rules: NumberRules): void {
  const { min, max, notNaN } = rules;
  if (min === undefined && max === undefined && notNaN !== true) return;
  for (let index = 0; index < values.length; index++) {
    const value = values[index]!;
    if (Number.isNaN(value)) throw new ValueProblem('numbers without NaN', `NaN at index ${index}`);
    if ((min !== undefined && !(value >= min)) || (max !== undefined && !(value <= max))) {
      throw new ValueProblem(`numbers from ${min ?? '-∞'} to ${max ?? '∞'}`, `${value} at index ${index}`);
    }
  }
}

/** How many values of `type` the buffer holds. */
export function countOf(type: PlainType, bytes: Uint8Array): number {
  return bytes.length / byteWidth(type)!;
}
