import { type ArrayData, bytesOf, emptyArray, fixedWidthArray, listArray } from '../arrow/array-data.ts';
import {
  type DataType,
  denseUnion,
  f16,
  f32,
  f64,
  i8,
  i16,
  i32,
  i64,
  list,
  nothing,
  type PlainType,
  struct,
  u8,
  u16,
  u32,
  u64,
  utf8,
} from '../arrow/data-type.ts';
import { arrayFromValues } from '../arrow/from-values.ts';
import { describeValue, ValueProblem } from '../arrow/value-problem.ts';
import type { ValueCodec } from './codec.ts';

/** Element types of tensors, in the order of the union's type ids from 1 on (reference: rrd-format 8.24). */
export const TENSOR_ELEMENTS = {
  U8: u8,
  U16: u16,
  U32: u32,
  U64: u64,
  I8: i8,
  I16: i16,
  I32: i32,
  I64: i64,
  F16: f16,
  F32: f32,
  F64: f64,
} as const satisfies Readonly<Record<string, PlainType>>;
export type TensorElement = keyof typeof TENSOR_ELEMENTS;

export type TensorBuffer =
  | Uint8Array
  | Uint8ClampedArray
  | Uint16Array
  | Uint32Array
  | BigUint64Array
  | Int8Array
  | Int16Array
  | Int32Array
  | BigInt64Array
  | Float32Array
  | Float64Array;

/** Numbers with a shape. The buffer is used as it is, not copied. */
export interface TensorValue {
  /** Row major: the last dimension is contiguous. */
  readonly data: TensorBuffer;
  readonly shape: readonly number[];
  /** One name per dimension. */
  readonly names?: readonly string[] | undefined;
  /** Default: inferred from the kind of typed array. `F16` takes the bits as `Uint16Array`. */
  readonly elementType?: TensorElement | undefined;
}

const VARIANTS: readonly (readonly [string, PlainType])[] = Object.entries(TENSOR_ELEMENTS);
const BUFFER_TYPE = denseUnion({
  '_null_markers?': nothing,
  ...Object.fromEntries(VARIANTS.map(([name, type]) => [name, list(type)])),
});
const TYPE = struct({ shape: list(u64), 'names?': list(utf8), 'buffer?': BUFFER_TYPE });

const ELEMENT_OF: Readonly<Record<string, TensorElement>> = {
  Uint8Array: 'U8',
  Uint8ClampedArray: 'U8',
  Uint16Array: 'U16',
  Uint32Array: 'U32',
  BigUint64Array: 'U64',
  Int8Array: 'I8',
  Int16Array: 'I16',
  Int32Array: 'I32',
  BigInt64Array: 'I64',
  Float16Array: 'F16',
  Float32Array: 'F32',
  Float64Array: 'F64',
};

/** `TensorData`: one tensor per row. An empty array means no instance. */
export function tensorData(): ValueCodec<TensorValue | readonly []> {
  return {
    type: TYPE,
    encode: (value) => (Array.isArray(value) ? emptyTensor(value) : encodeTensor(value as TensorValue)),
  };
}

/** A one-dimensional tensor of numbers; plain arrays are f64. */
export function vectorTensor(values: TensorBuffer | readonly number[]): TensorValue {
  const data = ArrayBuffer.isView(values) ? (values as TensorBuffer) : Float64Array.from(values);
  return { data, shape: [data.length] };
}

function emptyTensor(value: readonly unknown[]): ArrayData {
  if (value.length > 0) throw new ValueProblem('one tensor { data, shape }', describeValue(value));
  return emptyArray(TYPE);
}

function encodeTensor({ data, shape, names, elementType }: TensorValue): ArrayData {
  if (!ArrayBuffer.isView(data) || !('length' in data))
    throw new ValueProblem('data as typed array', describeValue(data));
  const element = elementType ?? ELEMENT_OF[data.constructor.name];
  if (element === undefined || !Object.hasOwn(TENSOR_ELEMENTS, element)) {
    throw new ValueProblem(`elements of ${Object.keys(TENSOR_ELEMENTS).join(', ')}`, describeValue(element ?? data));
  }
  const size = shape.reduce((product, length) => product * length, 1);
  if (!shape.every((length) => Number.isSafeInteger(length) && length >= 0) || size !== data.length) {
    throw new ValueProblem(`a shape with ${data.length} elements`, `[${shape.join(', ')}] with ${size}`);
  }
  if (names !== undefined && names.length !== shape.length) {
    throw new ValueProblem(`${shape.length} names, one per dimension`, `${names.length}`);
  }
  const type = TENSOR_ELEMENTS[element];
  const id = VARIANTS.findIndex(([name]) => name === element) + 1;
  const items = fixedWidthArray(type, data.length, bytesOf(data));
  const buffer: ArrayData = {
    type: BUFFER_TYPE,
    length: 1,
    nullCount: 0,
    validity: undefined,
    pieces: [Uint8Array.of(id)],
    offsets: Int32Array.of(0),
    children: BUFFER_TYPE.fields.map((variant, index) =>
      index === id
        ? listArray(variant.type, Int32Array.of(0, data.length), items)
        : emptyArray(variant.type as DataType),
    ),
  };
  return {
    type: TYPE,
    length: 1,
    nullCount: 0,
    validity: undefined,
    pieces: [],
    offsets: undefined,
    children: [
      arrayFromValues(list(u64), [shape.map((length) => BigInt(length))]),
      arrayFromValues(list(utf8), [names ?? null]),
      buffer,
    ],
  };
}
