import { RecordingError } from '../errors.ts';
import type { ArrowArray } from './array.ts';
import type { ArrowType } from './types.ts';

/** Numbers of one cell, in row-major order; for a `FSL3(f32)` three per instance. 16-bit floats are widened to 32. */
export type NumberView =
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | BigInt64Array
  | BigUint64Array
  | Float32Array
  | Float64Array;

/**
 * Instances of a cell. Numbers and fixed-size lists of numbers without nulls come as one typed array; everything else
 * as an array with one entry per instance: strings, booleans, `Uint8Array` (lists of bytes, binary), nested values,
 * plain objects (structs, and `{ variant: value }` for unions), null.
 */
export type ArrowValues = NumberView | readonly ArrowValue[];

export type ArrowValue =
  | string
  | boolean
  | number
  | bigint
  | null
  | ArrowValues
  | { readonly [member: string]: ArrowValue };

const TEXT = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export function isValid(array: ArrowArray, index: number): boolean {
  return array.validity === undefined || ((array.validity[index >> 3] ?? 0) & (1 << (index & 7))) !== 0;
}

/** The items `start` (inclusive) to `end` (exclusive) of an array. Throws OUT6023 for text that is not UTF-8. */
export function readValues(array: ArrowArray, start: number, end: number): ArrowValues {
  const flat = flatNumbers(array, start, end);
  if (flat !== undefined) return flat;
  const values: ArrowValue[] = [];
  for (let i = start; i < end; i++) values.push(readValue(array, i));
  return values;
}

/** One item of an array; null when its validity bit says so. */
export function readValue(array: ArrowArray, index: number): ArrowValue {
  const { type } = array;
  if (!isValid(array, index)) return null;
  switch (type.kind) {
    case 'null':
      return null;
    case 'bool':
      return ((array.data[index >> 3] ?? 0) & (1 << (index & 7))) !== 0;
    case 'int':
    case 'float':
    case 'timestamp':
    case 'duration':
      return numbers(type, array.data, index, index + 1)[0] ?? null;
    case 'fixedSizeBinary':
    case 'opaque':
      return array.data.subarray(index * type.width, (index + 1) * type.width);
    case 'binary':
    case 'utf8': {
      const bytes = array.data.subarray(array.offsets?.[index] ?? 0, array.offsets?.[index + 1] ?? 0);
      return type.kind === 'binary' ? bytes : decodeText(bytes);
    }
    case 'list':
      return readValues(child(array, 0), array.offsets?.[index] ?? 0, array.offsets?.[index + 1] ?? 0);
    case 'fixedSizeList':
      return readValues(child(array, 0), index * type.size, (index + 1) * type.size);
    case 'struct':
      return Object.fromEntries(type.fields.map((field, i) => [field.name, readValue(child(array, i), index)]));
    case 'union': {
      const variant = type.typeIds.indexOf(array.typeIds?.[index] ?? 0);
      const at = array.offsets === undefined ? index : (array.offsets[index] ?? 0);
      return { [type.fields[variant]?.name ?? '']: readValue(child(array, variant), at) };
    }
    default:
      return type satisfies never;
  }
}

function decodeText(bytes: Uint8Array): string {
  try {
    return TEXT.decode(bytes);
  } catch (cause) {
    throw new RecordingError('OUT6023', 'A text value is not UTF-8.', -1, { cause });
  }
}

/** The contiguous numbers behind a range, or undefined when there are none (other types, nulls in between). */
function flatNumbers(array: ArrowArray, start: number, end: number): NumberView | undefined {
  const { type } = array;
  for (let i = start; array.validity !== undefined && i < end; i++) if (!isValid(array, i)) return undefined;
  if (type.kind === 'fixedSizeList') return flatNumbers(child(array, 0), start * type.size, end * type.size);
  if (type.kind === 'int' || type.kind === 'float' || type.kind === 'timestamp' || type.kind === 'duration') {
    return numbers(type, array.data, start, end);
  }
  return undefined;
}

function child(array: ArrowArray, index: number): ArrowArray {
  const found = array.children[index];
  if (found === undefined) throw new RecordingError('OUT6022', `An Arrow array has no child ${index}.`);
  return found;
}

type NumberType = Extract<ArrowType, { kind: 'int' | 'float' | 'timestamp' | 'duration' }>;

/** A typed view on little-endian bytes; copies only what is not aligned. */
export function numbers(type: NumberType, data: Uint8Array, start: number, end: number): NumberView {
  const bits = type.kind === 'int' || type.kind === 'float' ? type.bits : 64;
  const width = bits / 8;
  let bytes = data.subarray(start * width, end * width);
  if (bytes.byteOffset % width !== 0) bytes = new Uint8Array(bytes);
  const { buffer, byteOffset } = bytes;
  const length = bytes.length / width;
  if (type.kind === 'float') {
    if (bits === 16) return Float32Array.from(new Uint16Array(buffer, byteOffset, length), halfToNumber);
    return bits === 32 ? new Float32Array(buffer, byteOffset, length) : new Float64Array(buffer, byteOffset, length);
  }
  const signed = type.kind !== 'int' || type.signed;
  switch (bits) {
    case 8:
      return signed ? new Int8Array(buffer, byteOffset, length) : bytes;
    case 16:
      return signed ? new Int16Array(buffer, byteOffset, length) : new Uint16Array(buffer, byteOffset, length);
    case 32:
      return signed ? new Int32Array(buffer, byteOffset, length) : new Uint32Array(buffer, byteOffset, length);
    default:
      return signed ? new BigInt64Array(buffer, byteOffset, length) : new BigUint64Array(buffer, byteOffset, length);
  }
}

function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
