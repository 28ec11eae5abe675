import { type DataType, formatDataType } from './data-type.ts';
import { toFloat16Bits } from './float16.ts';
import { describeValue, ValueProblem } from './value-problem.ts';

const NATIVE_ARRAY = {
  u8: Uint8Array,
  i8: Int8Array,
  u16: Uint16Array,
  i16: Int16Array,
  u32: Uint32Array,
  i32: Int32Array,
  f32: Float32Array,
  f64: Float64Array,
  u64: BigUint64Array,
  i64: BigInt64Array,
  timestamp: BigInt64Array,
  duration: BigInt64Array,
} as const;
const INTEGER_RANGE: Readonly<Record<string, readonly [number, number]>> = {
  u8: [0, 0xff],
  i8: [-0x80, 0x7f],
  u16: [0, 0xffff],
  i16: [-0x8000, 0x7fff],
  u32: [0, 0xffffffff],
  i32: [-0x80000000, 0x7fffffff],
};

/** Little-endian bytes of numbers or booleans; a typed array of the very type is taken as it is, without a copy. */
export function numbersFromValues(type: DataType, values: ArrayLike<unknown>): Uint8Array {
  const kind = type.kind;
  if (kind === 'bool') return boolsFromValues(values);
  if (kind === 'f16') return halvesFromValues(values);
  const native = NATIVE_ARRAY[kind as keyof typeof NATIVE_ARRAY];
  if (native === undefined) throw new ValueProblem(formatDataType(type), 'a type that holds no numbers');
  if (values instanceof native || (kind === 'u8' && values instanceof Uint8ClampedArray)) {
    const view = values as unknown as Uint8Array;
    return new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  }
  const range = INTEGER_RANGE[kind];
  const wide = native === BigInt64Array || native === BigUint64Array;
  const out = new native(values.length);
  for (let index = 0; index < values.length; index++) {
    const value = values[index] ?? 0;
    if (wide) out[index] = toBigInt(kind, value);
    else if (typeof value !== 'number') throw new ValueProblem(`a number (${kind})`, describeValue(value));
    else if (range !== undefined && !(Number.isInteger(value) && value >= range[0] && value <= range[1])) {
      throw new ValueProblem(`an integer from ${range[0]} to ${range[1]} (${kind})`, String(value));
    } else out[index] = value;
  }
  return new Uint8Array(out.buffer);
}

function toBigInt(kind: string, value: unknown): bigint {
  const integer = typeof value === 'bigint' ? value : Number.isSafeInteger(value) ? BigInt(value as number) : undefined;
  const [min, max] = kind === 'u64' ? [0n, 2n ** 64n - 1n] : [-(2n ** 63n), 2n ** 63n - 1n];
  if (integer === undefined || integer < min || integer > max) {
    throw new ValueProblem(`an integer or bigint from ${min} to ${max} (${kind})`, describeValue(value));
  }
  return integer;
}

function boolsFromValues(values: ArrayLike<unknown>): Uint8Array {
  const out = new Uint8Array(values.length);
  for (let index = 0; index < values.length; index++) {
    const value = values[index] ?? false;
    if (typeof value !== 'boolean') throw new ValueProblem('true or false', describeValue(value));
    out[index] = value ? 1 : 0;
  }
  return out;
}

function halvesFromValues(values: ArrayLike<unknown>): Uint8Array {
  const out = new Uint16Array(values.length);
  for (let index = 0; index < values.length; index++) {
    const value = values[index] ?? 0;
    if (typeof value !== 'number') throw new ValueProblem('a number (f16)', describeValue(value));
    out[index] = toFloat16Bits(value);
  }
  return new Uint8Array(out.buffer);
}
