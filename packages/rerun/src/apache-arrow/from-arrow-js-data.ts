import { DataType as ArrowJs, type Data } from 'apache-arrow';
import { type ArrayData, bytesOf, emptyArray } from '../arrow/array-data.ts';
import { byteWidth, type DataType, type Field, u8 } from '../arrow/data-type.ts';
import { ValueProblem } from '../arrow/value-problem.ts';

/**
 * Values `from` to `to` (exclusive) of data of apache-arrow as an array of `type`, which must hold the same values.
 * Numbers and bytes stay where they are. Throws {@link ValueProblem} for a null where `type` allows none.
 */
export function fromArrowJsData(data: Data, type: DataType, from: number, to: number): ArrayData {
  const length = to - from;
  if (length === 0) return emptyArray(type);
  const base = { ...emptyArray(type), length, ...validityOf(data, from, to) };
  switch (type.kind) {
    case 'null':
      return base;
    case 'bool':
      return { ...base, pieces: [unpackBits(data, from, to)] };
    case 'utf8': {
      const offsets = offsetsOf(data, from, to);
      return { ...base, offsets: offsets.rebased, pieces: [bytesOf(data.values).subarray(offsets.start, offsets.end)] };
    }
    case 'list': {
      const { start, end, rebased } = offsetsOf(data, from, to);
      const isBinary = ArrowJs.isBinary(data.type) || ArrowJs.isLargeBinary(data.type);
      const items = isBinary
        ? { ...emptyArray(u8), length: end - start, pieces: [bytesOf(data.values).subarray(start, end)] }
        : child(data, 0, type.item, start, end);
      return { ...base, offsets: rebased, children: [items] };
    }
    case 'fixedList':
      return { ...base, children: [child(data, 0, type.item, from * type.size, to * type.size)] };
    case 'struct':
      return { ...base, children: type.fields.map((field, index) => child(data, index, field, from, to)) };
    case 'denseUnion':
      return { ...base, ...variantsOf(data, type.fields, from, to) };
    default: {
      const width = byteWidth(type)!;
      return { ...base, pieces: [bytesOf(data.values).subarray(from * width, to * width)] };
    }
  }
}

/** Nulls anywhere in it, children included. */
export function hasNulls(data: Data): boolean {
  return (!ArrowJs.isUnion(data.type) && data.nullCount > 0) || data.children.some(hasNulls);
}

/** Bytes of the values `from` to `to`, roughly as they will be written. */
export function byteLengthOf(data: Data, type: DataType, from: number, to: number): number {
  switch (type.kind) {
    case 'utf8': {
      const { start, end } = boundsOf(data, from, to);
      return 4 * (to - from) + end - start;
    }
    case 'list': {
      const { start, end } = boundsOf(data, from, to);
      const items = data.children[0];
      return 4 * (to - from) + (items === undefined ? end - start : byteLengthOf(items, type.item.type, start, end));
    }
    case 'fixedList':
      return byteLengthOf(data.children[0]!, type.item.type, from * type.size, to * type.size);
    case 'struct':
      return type.fields.reduce(
        (sum, field, index) => sum + byteLengthOf(data.children[index]!, field.type, from, to),
        0,
      );
    case 'denseUnion': {
      const variants = variantsOf(data, type.fields, from, to).children;
      return 5 * (to - from) + variants.reduce((sum, { pieces }) => sum + (pieces[0]?.length ?? 0), 0);
    }
    default:
      return (byteWidth(type) ?? 0) * (to - from);
  }
}

function child(data: Data, index: number, field: Field, from: number, to: number): ArrayData {
  const array = fromArrowJsData(data.children[index]!, field.type, from, to);
  if (array.nullCount > 0 && !field.nullable && field.type.kind !== 'null') {
    throw new ValueProblem(`no nulls in '${field.name}'`, `${array.nullCount} of ${array.length}`);
  }
  return array;
}

function validityOf(data: Data, from: number, to: number): Pick<ArrayData, 'validity' | 'nullCount'> {
  if (ArrowJs.isUnion(data.type) || data.nullCount === 0) return { validity: undefined, nullCount: 0 };
  const validity = new Uint8Array(to - from);
  let nullCount = to - from;
  for (let index = from; index < to; index++) {
    if (!data.getValid(index)) continue;
    validity[index - from] = 1;
    nullCount--;
  }
  if (ArrowJs.isNull(data.type)) return { validity: undefined, nullCount };
  return { validity: nullCount === 0 ? undefined : validity, nullCount };
}

function unpackBits(data: Data, from: number, to: number): Uint8Array {
  const bits = data.values as Uint8Array;
  return Uint8Array.from({ length: to - from }, (_, index) => {
    const bit = data.offset + from + index;
    return (bits[bit >> 3]! >> (bit & 7)) & 1;
  });
}

/** Where the items of values `from` to `to` lie. */
export function boundsOf(data: Data, from: number, to: number): { readonly start: number; readonly end: number } {
  const offsets = data.valueOffsets as Int32Array | BigInt64Array;
  return { start: Number(offsets[from]!), end: Number(offsets[to]!) };
}

function offsetsOf(data: Data, from: number, to: number) {
  const { start, end } = boundsOf(data, from, to);
  const offsets = data.valueOffsets as Int32Array | BigInt64Array;
  const rebased = new Int32Array(to - from + 1);
  for (let index = from; index <= to; index++) rebased[index - from] = Number(offsets[index]!) - start;
  return { start, end, rebased };
}

/** Per variant, the stretch of its values that is used here; they need not be in order. */
function variantsOf(
  data: Data,
  fields: readonly Field[],
  from: number,
  to: number,
): Pick<ArrayData, 'pieces' | 'offsets' | 'children'> {
  const ids = bytesOf(data.typeIds as unknown as Int8Array).subarray(from, to);
  const places = data.valueOffsets as Int32Array;
  const stretches = fields.map(() => ({ first: Number.POSITIVE_INFINITY, end: 0 }));
  for (const [index, id] of ids.entries()) {
    const stretch = stretches[id]!;
    stretch.first = Math.min(stretch.first, places[from + index]!);
    stretch.end = Math.max(stretch.end, places[from + index]! + 1);
  }
  return {
    pieces: [ids],
    offsets: Int32Array.from(ids, (id, index) => places[from + index]! - stretches[id]!.first),
    children: fields.map((field, id) => {
      const { first, end } = stretches[id]!;
      return end === 0 ? emptyArray(field.type) : child(data, id, field, first, end);
    }),
  };
}
