import { RecordingError } from '../errors.ts';
import type { ArrowField, ArrowType } from './types.ts';

/**
 * One Arrow array whose lengths, offsets and buffers have been checked against each other: no index that the
 * structure allows leads outside its bytes. Values inside (UTF-8, nulls where none may be) are checked apart.
 */
export interface ArrowArray {
  readonly type: ArrowType;
  readonly length: number;
  /** As stated in the file; 0 means that `validity` is absent. */
  readonly nullCount: number;
  /** One bit per item, lowest first; a set bit is a value. */
  readonly validity: Uint8Array | undefined;
  /** Raw little-endian items of exact length; for text and binary the bytes that `offsets` cut. */
  readonly data: Uint8Array;
  /** `length + 1` ascending positions (list, text, binary), or one position per item (dense union). */
  readonly offsets: Offsets | undefined;
  readonly typeIds: Int8Array | undefined;
  readonly children: readonly ArrowArray[];
}

/** 64-bit offsets are narrowed to numbers when read: they were checked against a real length. */
export type Offsets = Int32Array | Float64Array;

/** Buffers of one record batch in the order of the IPC format. */
export interface BatchLayout {
  readonly nodes: readonly { readonly length: number; readonly nullCount: number }[];
  readonly buffers: readonly { readonly offset: number; readonly length: number }[];
  readonly body: Uint8Array;
}

const NO_BYTES = new Uint8Array(0);

/** Items that take no bytes (nulls, empty structs) can be claimed by the billion in a tiny file. */
export const MAX_ITEMS_WITHOUT_BYTES = 1_000_000;

/** Builds the checked arrays of a batch, one per field, each with `rows` items. Throws OUT6022 for anything out of bounds. */
export function loadArrays(fields: readonly ArrowField[], layout: BatchLayout, rows: number): ArrowArray[] {
  const loader = new ArrayLoader(layout);
  const arrays = fields.map((field) => loader.load(field, field.name));
  for (const [i, array] of arrays.entries()) {
    if (array.length !== rows) {
      throw new RecordingError(
        'OUT6022',
        `Column '${fields[i]?.name}' has ${array.length} rows, the batch says ${rows}.`,
      );
    }
  }
  return arrays;
}

class ArrayLoader {
  readonly #layout: BatchLayout;
  #node = 0;
  #buffer = 0;

  constructor(layout: BatchLayout) {
    this.#layout = layout;
  }

  load(field: ArrowField, path: string): ArrowArray {
    const { type } = field;
    const node = this.#layout.nodes[this.#node++];
    if (node === undefined) throw broken(path, 'has no entry in the record batch');
    const { length, nullCount } = node;
    if (length > 0x7fffffff) throw broken(path, `has ${length} items, more than Arrow allows`);
    if (nullCount > length) throw broken(path, `has ${nullCount} nulls in ${length} items`);
    if (length > MAX_ITEMS_WITHOUT_BYTES && takesNoBytes(type)) {
      throw new RecordingError(
        'OUT6005',
        `Arrow column '${path}' claims ${length} items that take no bytes; the limit is ${MAX_ITEMS_WITHOUT_BYTES}.`,
      );
    }
    const bare = type.kind === 'null' || type.kind === 'union';
    const validity = bare ? undefined : this.#validity(path, length, nullCount);
    const base = {
      type,
      length,
      nullCount,
      validity,
      data: NO_BYTES,
      offsets: undefined,
      typeIds: undefined,
      children: [],
    };
    switch (type.kind) {
      case 'null':
        return base;
      case 'bool':
        return { ...base, data: this.#take(path, Math.ceil(length / 8)) };
      case 'int':
      case 'float':
        return { ...base, data: this.#take(path, (length * type.bits) / 8) };
      case 'timestamp':
      case 'duration':
        return { ...base, data: this.#take(path, length * 8) };
      case 'fixedSizeBinary':
      case 'opaque':
        return { ...base, data: this.#take(path, length * type.width) };
      case 'utf8':
      case 'binary': {
        const offsets = this.#offsets(path, length, type.large);
        return { ...base, offsets, data: this.#take(path, offsets[length] ?? 0) };
      }
      case 'list': {
        const offsets = this.#offsets(path, length, type.large);
        const child = this.load(type.item, `${path}.${type.item.name}`);
        if ((offsets[length] ?? 0) > child.length) {
          throw broken(path, `ends at item ${offsets[length]} of a child with ${child.length} items`);
        }
        return { ...base, offsets, children: [child] };
      }
      case 'fixedSizeList': {
        const child = this.load(type.item, `${path}.${type.item.name}`);
        if (child.length < length * type.size) {
          throw broken(path, `needs ${length} x ${type.size} items, its child has ${child.length}`);
        }
        return { ...base, children: [child] };
      }
      case 'struct': {
        const children = type.fields.map((member) => this.load(member, `${path}.${member.name}`));
        for (const child of children) {
          if (child.length < length) throw broken(path, `has ${length} items, a member has ${child.length}`);
        }
        return { ...base, children };
      }
      case 'union':
        return { ...base, ...this.#union(path, length, type) };
      default:
        return type satisfies never;
    }
  }

  #union(path: string, length: number, type: Extract<ArrowType, { kind: 'union' }>) {
    const ids = this.#take(path, length);
    const typeIds = new Int8Array(ids.buffer, ids.byteOffset, length);
    const offsets = type.dense ? int32(this.#take(path, length * 4)) : undefined;
    const children = type.fields.map((member) => this.load(member, `${path}.${member.name}`));
    const childOf = new Map(type.typeIds.map((id, i) => [id, children[i]]));
    for (let i = 0; i < length; i++) {
      const child = childOf.get(typeIds[i] ?? 0);
      const at = offsets === undefined ? i : (offsets[i] ?? 0);
      if (child === undefined) throw broken(path, `has the unknown union type id ${typeIds[i]} at item ${i}`);
      if (at < 0 || at >= child.length)
        throw broken(path, `points at item ${at} of a variant with ${child.length} items`);
    }
    return { typeIds, offsets, children };
  }

  #validity(path: string, length: number, nullCount: number): Uint8Array | undefined {
    const bytes = this.#next(path);
    // arrow-rs and the viewer look at the bits only when the node counts nulls
    if (nullCount === 0) return undefined;
    const needed = Math.ceil(length / 8);
    if (bytes.length < needed)
      throw broken(path, `has a validity buffer of ${bytes.length} bytes, ${length} items need ${needed}`);
    return bytes.subarray(0, needed);
  }

  #offsets(path: string, length: number, large: boolean): Offsets {
    const width = large ? 8 : 4;
    const bytes = this.#next(path);
    if (length === 0 && bytes.length === 0) return new Int32Array(1);
    const needed = (length + 1) * width;
    if (bytes.length < needed)
      throw broken(path, `has an offset buffer of ${bytes.length} bytes, ${length} items need ${needed}`);
    const offsets = large ? narrow(path, bytes.subarray(0, needed)) : int32(bytes.subarray(0, needed));
    let last = 0;
    for (let i = 0; i <= length; i++) {
      const at = offsets[i] ?? 0;
      if (at < last) throw broken(path, `has the offset ${at} after ${last}`);
      last = at;
    }
    return offsets;
  }

  #take(path: string, needed: number): Uint8Array {
    const bytes = this.#next(path);
    if (bytes.length < needed) throw broken(path, `has a buffer of ${bytes.length} bytes, needs ${needed}`);
    return bytes.subarray(0, needed);
  }

  #next(path: string): Uint8Array {
    const region = this.#layout.buffers[this.#buffer++];
    if (region === undefined) throw broken(path, 'has too few buffers in the record batch');
    const { body } = this.#layout;
    if (region.offset + region.length > body.length) {
      throw broken(
        path,
        `has a buffer at ${region.offset} to ${region.offset + region.length} of a body with ${body.length} bytes`,
      );
    }
    return body.subarray(region.offset, region.offset + region.length);
  }
}

function takesNoBytes(type: ArrowType): boolean {
  if (type.kind === 'null') return true;
  if (type.kind === 'fixedSizeBinary' || type.kind === 'opaque') return type.width === 0;
  if (type.kind === 'fixedSizeList') return type.size === 0;
  return type.kind === 'struct' && type.fields.length === 0;
}

function narrow(path: string, bytes: Uint8Array): Float64Array {
  const wide = new BigInt64Array(new Uint8Array(bytes).buffer);
  return Float64Array.from(wide, (value) => {
    if (value < 0n || value > 0x7fffffffffffn) throw broken(path, `has the offset ${value}`);
    return Number(value);
  });
}

const int32 = (bytes: Uint8Array): Int32Array =>
  bytes.byteOffset % 4 === 0
    ? new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4)
    : new Int32Array(new Uint8Array(bytes).buffer);

function broken(path: string, what: string): RecordingError {
  return new RecordingError('OUT6022', `Arrow column '${path}' ${what}.`);
}
