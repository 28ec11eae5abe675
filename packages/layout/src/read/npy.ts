/**
 * NumPy arrays: `.npy` versions 1 to 3, either byte order, C or Fortran order, floats of 2, 4 and 8 bytes,
 * integers, booleans and strings. Objects are refused: reading them would mean to unpickle.
 * Format: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 * @module
 */
import {
  EmptyFileError,
  LimitExceededError,
  MalformedFileError,
  TruncatedFileError,
  UnexpectedContentError,
  UnsupportedFileError,
} from './errors.ts';
import { READ_LIMITS } from './limits.ts';
import { type NpyHeader, parseNpyHeader } from './npy-header.ts';
import { type ElementType, elementType, type NumericData } from './npy-types.ts';

/** An n-dimensional array in C order. */
export interface NdArray {
  readonly shape: readonly number[];
  /** NumPy's type string as in the file, e.g. `<f4`, `|b1`, `<U6`. */
  readonly dtype: string;
  /** Row-major. Booleans are 0 and 1 in a `Uint8Array`. May share memory with the bytes that were read. */
  readonly data: NumericData | readonly string[];
}

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59] as const;

/**
 * Reads one `.npy` file. Bytes after the array are ignored, as NumPy does.
 * @throws ReadError (empty, truncated, malformed, unsupported, unsafe, limit)
 */
export function readNpy(bytes: Uint8Array, path: string): NdArray {
  const { header, type, count, size, dataStart } = layOutNpy(bytes, bytes.length, path);
  const raw = bytes.subarray(dataStart, dataStart + size);
  const inFileOrder = type.decode(raw, count);
  const data = header.fortranOrder && header.shape.length > 1 ? toCOrder(inFileOrder, header.shape) : inFileOrder;
  return { shape: header.shape, dtype: header.descr, data };
}

/** What the header of an array says. */
export interface NpyDescription {
  readonly shape: readonly number[];
  readonly dtype: string;
}

/**
 * Reads the header only, and checks that a file of `fileBytes` holds all of the data.
 * @param head The first 4 KiB of the file, or all of it.
 * @throws ReadError as {@link readNpy}
 */
export function readNpyHeader(head: Uint8Array, fileBytes: number, path: string): NpyDescription {
  const { header } = layOutNpy(head, fileBytes, path);
  return { shape: header.shape, dtype: header.descr };
}

/** The first floats of a float32 array, of as many as `head` holds of them. @throws ReadError as {@link readNpy} */
export function readNpyStart(head: Uint8Array, fileBytes: number, path: string): Float32Array {
  const { count, dataStart } = layOutNpy(head, fileBytes, path);
  const held = Math.min(count, Math.floor((head.length - dataStart) / 4));
  return new Float32Array(head.slice(dataStart, dataStart + held * 4).buffer);
}

/** How a `.npy` file lies in memory. */
export interface NpyLayout {
  readonly header: NpyHeader;
  readonly type: ElementType;
  /** Elements, and their bytes, from byte `dataStart` on. */
  readonly count: number;
  readonly size: number;
  readonly dataStart: number;
}

/** Reads the header of a file of `fileBytes` from its beginning, and checks what it says. @throws ReadError */
export function layOutNpy(bytes: Uint8Array, fileBytes: number, path: string): NpyLayout {
  if (bytes.length === 0) throw new EmptyFileError(path, 'a NumPy array');
  const { header, dataStart } = splitNpy(bytes, path);
  const type = elementType(header, path);
  const count = header.shape.reduce((product, length) => product * length, 1);
  const size = count * type.bytes;
  if (!(size <= READ_LIMITS.arrayBytes))
    throw new LimitExceededError(path, 'arrayBytes', READ_LIMITS.arrayBytes, `${size} bytes`);
  if (dataStart + size > fileBytes)
    throw new TruncatedFileError(path, 'The NumPy array ends early', {
      expected: `${size} bytes of data for shape ${formatShape(header.shape)} of ${header.descr}`,
      actual: `${fileBytes - dataStart}`,
    });
  return { header, type, count, size, dataStart };
}

function splitNpy(bytes: Uint8Array, path: string): { header: NpyHeader; dataStart: number } {
  for (let i = 0; i < MAGIC.length; i++)
    if (bytes[i] !== MAGIC[i]) {
      if (i > 0 && i >= bytes.length) break;
      throw new MalformedFileError(path, 'Not a NumPy array', {
        expected: 'the magic "\\x93NUMPY"',
        actual: 'other bytes',
      });
    }
  const version = bytes[6] ?? 0;
  const lengthBytes = version === 1 ? 2 : 4;
  if (bytes.length < 8 + lengthBytes) throw headerCut(path, bytes.length);
  if (version < 1 || version > 3)
    throw new UnsupportedFileError(path, 'Unknown version of the NumPy format', {
      expected: 'version 1, 2 or 3',
      actual: `version ${version}`,
    });
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = version === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  if (length > READ_LIMITS.npyHeaderBytes)
    throw new LimitExceededError(path, 'npyHeaderBytes', READ_LIMITS.npyHeaderBytes, `${length} bytes`);
  const start = 8 + lengthBytes;
  if (start + length > bytes.length) throw headerCut(path, bytes.length);
  return { header: parseNpyHeader(bytes.subarray(start, start + length), path), dataStart: start + length };
}

function headerCut(path: string, length: number): TruncatedFileError {
  return new TruncatedFileError(path, 'The NumPy array ends early', {
    expected: 'a complete header',
    actual: `${length} bytes`,
  });
}

function toCOrder<Data extends NumericData | string[]>(data: Data, shape: readonly number[]): Data {
  const out = data.slice() as unknown as (number | bigint | string)[];
  const strides: number[] = [];
  let stride = 1;
  for (const length of shape) {
    strides.push(stride);
    stride *= length;
  }
  const index = new Array<number>(shape.length).fill(0);
  let from = 0;
  for (let to = 0; to < data.length; to++) {
    out[to] = data[from] as number | bigint | string;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      from += strides[axis] as number;
      index[axis] = (index[axis] as number) + 1;
      if ((index[axis] as number) < (shape[axis] as number)) break;
      from -= (strides[axis] as number) * (shape[axis] as number);
      index[axis] = 0;
    }
  }
  return out as unknown as Data;
}

/** `[1, 3, 3]` → `(1, 3, 3)`, as NumPy prints it. */
export function formatShape(shape: readonly number[]): string {
  return `(${shape.join(', ')}${shape.length === 1 ? ',' : ''})`;
}

/** The numbers of an array as floats; the same memory when they are floats already. @throws UnexpectedContentError for strings. */
export function toFloat32(array: NdArray, path: string, key: string): Float32Array {
  return array.data instanceof Float32Array ? array.data : new Float32Array(numbersOf(array, path, key));
}

/** The numbers of an array as doubles, never shared with the file. @throws UnexpectedContentError for strings. */
export function toFloat64(array: NdArray, path: string, key: string): Float64Array {
  return new Float64Array(numbersOf(array, path, key));
}

/** The numbers of an array as 32-bit integers, cut to them where they are wider; the same memory when they are. @throws UnexpectedContentError for strings. */
export function toInt32(array: NdArray, path: string, key: string): Int32Array {
  const { data } = array;
  if (data instanceof Int32Array) return data;
  return data instanceof BigInt64Array ? lowWords(data) : new Int32Array(numbersOf(array, path, key));
}

/** Without a BigInt per number: contacts of SMPL are thousands of 64-bit integers per frame. */
function lowWords(data: BigInt64Array): Int32Array {
  const words = new Int32Array(data.buffer, data.byteOffset, data.length * 2);
  const out = new Int32Array(data.length);
  for (let i = 0; i < out.length; i++) out[i] = words[i * 2]!;
  return out;
}

function numbersOf(array: NdArray, path: string, key: string): ArrayLike<number> {
  const { data } = array;
  if (data instanceof BigInt64Array || data instanceof BigUint64Array) return Array.from(data, Number);
  if (ArrayBuffer.isView(data)) return data;
  throw new UnexpectedContentError(path, `Array "${key}" holds text`, {
    expected: 'numbers',
    actual: `type ${array.dtype}`,
  });
}
