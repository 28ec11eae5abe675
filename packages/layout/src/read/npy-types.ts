import { LimitExceededError, UnsafeFileError, UnsupportedFileError } from './errors.ts';
import { READ_LIMITS } from './limits.ts';
import type { NpyHeader } from './npy-header.ts';

/** Numbers of an {@link NdArray}: the narrowest typed array that holds the file's type; halves become floats. */
export type NumericData =
  | Float32Array
  | Float64Array
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | BigInt64Array
  | BigUint64Array;

/** How elements of a type are read. */
export interface ElementType {
  readonly bytes: number;
  decode(raw: Uint8Array, count: number): NumericData | string[];
}

const NUMERIC = {
  f4: Float32Array,
  f8: Float64Array,
  i1: Int8Array,
  u1: Uint8Array,
  i2: Int16Array,
  u2: Uint16Array,
  i4: Int32Array,
  u4: Uint32Array,
  i8: BigInt64Array,
  u8: BigUint64Array,
} as const;

/** The type that a header names. @throws ReadError (unsupported, unsafe: objects, limit) */
export function elementType(header: NpyHeader, path: string): ElementType {
  const match = /^([<>|=])([a-zA-Z])(\d{0,9})$/.exec(header.descr);
  const kind = match?.[2] ?? '';
  if (kind === 'O')
    throw new UnsafeFileError(path, 'The array holds Python objects', {
      expected: 'plain numbers or strings',
      actual: `type ${header.descr}, which only pickle can read`,
    });
  const order = match?.[1];
  const width = Number(match?.[3] ?? '0');
  const swap = order === '>';
  const name = `${kind}${width}`;
  if (name in NUMERIC) {
    const Data = NUMERIC[name as keyof typeof NUMERIC];
    return { bytes: width, decode: (raw) => new Data(...bufferOf(swap ? swapped(raw, width) : raw, width)) };
  }
  if (name === 'b1') return { bytes: 1, decode: (raw) => raw.map((value) => (value === 0 ? 0 : 1)) };
  if (name === 'f2') return { bytes: 2, decode: (raw, count) => halves(raw, count, swap) };
  if ((kind === 'U' || kind === 'S') && width <= READ_LIMITS.stringElements) {
    const bytes = kind === 'U' ? width * 4 : width;
    return {
      bytes,
      decode: (raw, count) => {
        if (count > READ_LIMITS.stringElements)
          throw new LimitExceededError(path, 'stringElements', READ_LIMITS.stringElements, `${count} strings`);
        return kind === 'U' ? unicode(raw, count, width, swap) : latin(raw, count, width);
      },
    };
  }
  throw new UnsupportedFileError(path, 'Unknown element type', {
    expected: 'floats, integers, booleans or strings',
    actual: `type ${header.descr}`,
  });
}

/** A view when the offset allows one, otherwise a copy: `[buffer, byteOffset, length]`. */
function bufferOf(raw: Uint8Array, width: number): [ArrayBuffer, number, number] {
  const owner = raw.byteOffset % width === 0 ? raw : raw.slice();
  return [owner.buffer as ArrayBuffer, owner.byteOffset, owner.byteLength / width];
}

function swapped(raw: Uint8Array, width: number): Uint8Array {
  const out = new Uint8Array(raw.length);
  for (let at = 0; at < raw.length; at += width)
    for (let i = 0; i < width; i++) out[at + i] = raw[at + width - 1 - i] as number;
  return out;
}

function halves(raw: Uint8Array, count: number, swap: boolean): Float32Array {
  const out = new Float32Array(count);
  const view = new DataView(raw.buffer, raw.byteOffset, raw.byteLength);
  for (let i = 0; i < count; i++) {
    const bits = view.getUint16(i * 2, !swap);
    const sign = bits & 0x8000 ? -1 : 1;
    const exponent = (bits >> 10) & 0x1f;
    const fraction = bits & 0x3ff;
    out[i] =
      exponent === 0x1f
        ? fraction === 0
          ? sign * Number.POSITIVE_INFINITY
          : Number.NaN
        : exponent === 0
          ? sign * fraction * 2 ** -24
          : sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
  }
  return out;
}

function unicode(raw: Uint8Array, count: number, width: number, swap: boolean): string[] {
  const view = new DataView(raw.buffer, raw.byteOffset, raw.byteLength);
  return Array.from({ length: count }, (_, i) => {
    let out = '';
    for (let j = 0; j < width; j++) {
      const point = view.getUint32((i * width + j) * 4, !swap);
      out += point <= 0x10ffff ? String.fromCodePoint(point) : '\ufffd';
    }
    return trimNulls(out);
  });
}

function latin(raw: Uint8Array, count: number, width: number): string[] {
  return Array.from({ length: count }, (_, i) => {
    let out = '';
    for (let j = 0; j < width; j++) out += String.fromCharCode(raw[i * width + j] as number);
    return trimNulls(out);
  });
}

function trimNulls(value: string): string {
  let end = value.length;
  while (end > 0 && value.charCodeAt(end - 1) === 0) end--;
  return value.slice(0, end);
}
