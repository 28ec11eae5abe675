import { byteWidth, type DataType } from './data-type.ts';

/**
 * One Arrow array around memory of the caller. The values buffer is a list of pieces, so that joining arrays copies
 * nothing big; `bool` values lie one byte each and are packed when they are written.
 */
export interface ArrayData {
  readonly type: DataType;
  readonly length: number;
  readonly nullCount: number;
  /** One byte per value, 0 = null. Undefined when no value is null. */
  readonly validity: Uint8Array | undefined;
  /** Little-endian values, text bytes, or type ids of a union. Empty for nested types. */
  readonly pieces: readonly Uint8Array[];
  /** `length + 1` for text and lists (starting at 0), `length` for dense unions. */
  readonly offsets: Int32Array | undefined;
  readonly children: readonly ArrayData[];
}

/** Pieces below this size are joined by copying: a gather list of thousands of tiny pieces costs more than the copy. */
const JOIN_BELOW_BYTES = 4096;

/** The bytes behind a view, with its offset and length. */
export function bytesOf(view: ArrayBufferView): Uint8Array {
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
}

/** Numbers, times or fixed-width binary without nulls. */
export function fixedWidthArray(type: DataType, length: number, values: Uint8Array): ArrayData {
  return { type, length, nullCount: 0, validity: undefined, pieces: [values], offsets: undefined, children: [] };
}

/** Fixed-size lists without nulls around their items. */
export function fixedListArray(type: DataType, length: number, items: ArrayData): ArrayData {
  return { type, length, nullCount: 0, validity: undefined, pieces: [], offsets: undefined, children: [items] };
}

/** Lists around their items; `validity` as in {@link ArrayData}. */
export function listArray(type: DataType, offsets: Int32Array, items: ArrayData, validity?: Uint8Array): ArrayData {
  return {
    type,
    length: offsets.length - 1,
    nullCount: validity === undefined ? 0 : countZeros(validity),
    validity,
    pieces: [],
    offsets,
    children: [items],
  };
}

/** Nothing, of a type. */
export function emptyArray(type: DataType): ArrayData {
  const children =
    type.kind === 'list' || type.kind === 'fixedList'
      ? [emptyArray(type.item.type)]
      : type.kind === 'struct' || type.kind === 'denseUnion'
        ? type.fields.map((item) => emptyArray(item.type))
        : [];
  const offsets =
    type.kind === 'list' || type.kind === 'utf8'
      ? new Int32Array(1)
      : type.kind === 'denseUnion'
        ? new Int32Array()
        : undefined;
  return { type, length: 0, nullCount: 0, validity: undefined, pieces: [], offsets, children };
}

/** Bytes of all buffers, roughly as they will be written. */
export function byteLength(array: ArrayData): number {
  let total = array.offsets?.byteLength ?? 0;
  for (const piece of array.pieces) total += piece.length;
  for (const child of array.children) total += byteLength(child);
  return total;
}

/** Arrays of one type behind each other. Big pieces are taken by reference, small ones are copied together. */
export function concatArrays(type: DataType, arrays: readonly ArrayData[]): ArrayData {
  const first = arrays[0];
  if (first === undefined) return emptyArray(type);
  if (arrays.length === 1) return first;
  let length = 0;
  let nullCount = 0;
  for (const array of arrays) {
    length += array.length;
    nullCount += array.nullCount;
  }
  return {
    type,
    length,
    nullCount,
    validity: nullCount === 0 ? undefined : concatValidity(arrays, length),
    pieces: joinPieces(arrays),
    offsets: concatOffsets(type, arrays, length),
    children: first.children.map((child, index) =>
      concatArrays(
        child.type,
        arrays.map((array) => array.children[index]!),
      ),
    ),
  };
}

/**
 * Values `from` to `to` (exclusive) of an array without nulls whose values have a fixed width all the way down
 * (numbers and fixed-size lists of them). The values stay where they are.
 */
export function sliceFixedWidth(array: ArrayData, from: number, to: number): ArrayData {
  if (array.type.kind === 'fixedList') {
    const { size } = array.type;
    return fixedListArray(array.type, to - from, sliceFixedWidth(array.children[0]!, from * size, to * size));
  }
  const width = byteWidth(array.type)!;
  return fixedWidthArray(array.type, to - from, array.pieces[0]!.subarray(from * width, to * width));
}

/** Can {@link sliceFixedWidth} cut it? */
export function isFixedWidth(array: ArrayData): boolean {
  if (array.nullCount !== 0) return false;
  if (array.type.kind === 'fixedList') return isFixedWidth(array.children[0]!);
  return byteWidth(array.type) !== undefined && array.pieces.length === 1;
}

function concatValidity(arrays: readonly ArrayData[], length: number): Uint8Array {
  const validity = new Uint8Array(length).fill(1);
  let at = 0;
  for (const array of arrays) {
    if (array.validity !== undefined) validity.set(array.validity, at);
    at += array.length;
  }
  return validity;
}

function concatOffsets(type: DataType, arrays: readonly ArrayData[], length: number): Int32Array | undefined {
  if (type.kind === 'denseUnion') return concatUnionOffsets(arrays, length, type.fields.length);
  if (arrays[0]!.offsets === undefined) return undefined;
  const offsets = new Int32Array(length + 1);
  let at = 0;
  let base = 0;
  for (const array of arrays) {
    const own = array.offsets!;
    for (let index = 1; index <= array.length; index++) offsets[at + index] = base + own[index]!;
    at += array.length;
    base += own[array.length]!;
  }
  return offsets;
}

function concatUnionOffsets(arrays: readonly ArrayData[], length: number, variants: number): Int32Array {
  const offsets = new Int32Array(length);
  const base = new Array<number>(variants).fill(0);
  let at = 0;
  for (const array of arrays) {
    const ids = joinPieces([array])[0] ?? new Uint8Array();
    for (let index = 0; index < array.length; index++) offsets[at++] = base[ids[index]!]! + array.offsets![index]!;
    for (let variant = 0; variant < variants; variant++) base[variant]! += array.children[variant]!.length;
  }
  return offsets;
}

function joinPieces(arrays: readonly ArrayData[]): readonly Uint8Array[] {
  const joined: Uint8Array[] = [];
  let small: Uint8Array[] = [];
  let smallBytes = 0;
  const cut = () => {
    if (small.length === 1) joined.push(small[0]!);
    else if (small.length > 1) {
      const together = new Uint8Array(smallBytes);
      let at = 0;
      for (const piece of small) {
        together.set(piece, at);
        at += piece.length;
      }
      joined.push(together);
    }
    small = [];
    smallBytes = 0;
  };
  for (const array of arrays) {
    for (const piece of array.pieces) {
      if (piece.length >= JOIN_BELOW_BYTES) {
        cut();
        joined.push(piece);
      } else if (piece.length > 0) {
        small.push(piece);
        smallBytes += piece.length;
      }
    }
  }
  cut();
  return joined;
}

function countZeros(bytes: Uint8Array): number {
  let zeros = 0;
  for (const byte of bytes) if (byte === 0) zeros++;
  return zeros;
}
