/**
 * @module
 * Writes flatbuffers front to back: a table first, then what it refers to. That needs no size pass and no reversal,
 * and lets a caller learn where a string lies so that it can be patched in a copy (https://flatbuffers.dev/internals).
 */
import { ByteWriter } from '../rrd/byte-writer.ts';

/** Writes a child at the current position and returns where it starts. */
export type ChildWriter = (out: FlatbufferWriter) => number;

/** One field of a table: an inline number, or a child that is written behind the table. */
export type TableField =
  | { readonly slot: number; readonly size: 1 | 2 | 4 | 8; readonly value: number }
  | { readonly slot: number; readonly child: ChildWriter };

const utf8 = new TextEncoder();
/** Names and metadata are the same few hundred texts in every schema of a recording. */
const texts = new Map<string, Uint8Array>();
const MAX_TEXTS = 2048;
const MAX_TEXT_LENGTH = 256;

function encoded(value: string): Uint8Array {
  let bytes = texts.get(value);
  if (bytes === undefined) {
    bytes = utf8.encode(value);
    if (texts.size < MAX_TEXTS && value.length <= MAX_TEXT_LENGTH) texts.set(value, bytes);
  }
  return bytes;
}

export class FlatbufferWriter {
  readonly #out = new ByteWriter(4096);
  /** Equal vtables are shared, as all flatbuffer writers do. */
  readonly #vtables = new Map<string, number>();

  /** A whole buffer with `root` as its root table. */
  static encode(root: ChildWriter): Uint8Array<ArrayBuffer> {
    const writer = new FlatbufferWriter();
    writer.#out.u32(0);
    writer.#out.patchU32(0, root(writer));
    return writer.#out.finish();
  }

  table(fields: readonly TableField[]): number {
    const { key, slots, size, widest, placed, offsets } = shapeOf(fields);
    let vtable = this.#vtables.get(key);
    if (vtable === undefined) {
      this.#out.align(2);
      vtable = this.#out.length;
      this.#out.zeros(4 + 2 * slots);
      this.#out.patchU16(vtable, 4 + 2 * slots).patchU16(vtable + 2, size);
      for (let slot = 0; slot < slots; slot++) this.#out.patchU16(vtable + 4 + 2 * slot, offsets[slot]!);
      this.#vtables.set(key, vtable);
    }
    if (widest === 8) this.#out.zeros((12 - (this.#out.length % 8)) % 8);
    else this.#out.align(4);

    const start = this.#out.length;
    this.#out.i32(start - vtable);
    for (const index of placed) {
      const field = fields[index]!;
      if ('child' in field) this.#out.u32(0);
      else if (field.size === 8) this.#out.u64(field.value);
      else if (field.size === 4) this.#out.i32(field.value);
      else if (field.size === 2) this.#out.u8(field.value & 0xff).u8(field.value >> 8);
      else this.#out.u8(field.value);
    }
    for (const field of fields) {
      if (!('child' in field)) continue;
      const at = start + offsets[field.slot]!;
      this.#out.patchU32(at, field.child(this) - at);
    }
    return start;
  }

  text(value: string): number {
    const bytes = encoded(value);
    const start = this.#out.align(4).length;
    this.#out.u32(bytes.length).bytes(bytes).u8(0);
    return start;
  }

  vector(children: readonly ChildWriter[]): number {
    const start = this.#out.align(4).length;
    this.#out.u32(children.length).zeros(4 * children.length);
    for (const [index, child] of children.entries()) {
      const at = start + 4 + 4 * index;
      this.#out.patchU32(at, child(this) - at);
    }
    return start;
  }

  i32Vector(values: readonly number[]): number {
    const start = this.#out.align(4).length;
    this.#out.u32(values.length);
    for (const value of values) this.#out.i32(value);
    return start;
  }

  /** Vector of structs of two 64-bit numbers (Arrow's `FieldNode` and `Buffer`). */
  pairVector(pairs: readonly (readonly [number, number])[]): number {
    this.#out.zeros((12 - (this.#out.length % 8)) % 8);
    const start = this.#out.length;
    this.#out.u32(pairs.length);
    for (const [first, second] of pairs) this.#out.u64(first).u64(second);
    return start;
  }
}

/** How the fields of a table lie; the same for all tables with fields of these slots and sizes in this order. */
interface Shape {
  /** Equal for tables with equal vtables. */
  readonly key: string;
  readonly slots: number;
  readonly size: number;
  readonly widest: number;
  /** Indices of the fields in the order they are written. */
  readonly placed: readonly number[];
  /** Where the field of each slot is, from the start of the table; 0 where there is none. */
  readonly offsets: readonly number[];
}

/** A recording has hundreds of schemas of thousands of tables, of a dozen shapes. */
const shapes = new Map<string, Shape>();

function shapeOf(fields: readonly TableField[]): Shape {
  let name = '';
  for (const field of fields) name += `${field.slot}:${sizeOf(field)} `;
  let shape = shapes.get(name);
  if (shape === undefined) {
    shape = makeShape(fields);
    shapes.set(name, shape);
  }
  return shape;
}

function makeShape(fields: readonly TableField[]): Shape {
  const slots = fields.reduce((most, field) => Math.max(most, field.slot + 1), 0);
  // Wide fields first, so that a table needs no padding inside.
  const placed = [...fields.keys()].sort((a, b) => sizeOf(fields[b]!) - sizeOf(fields[a]!));
  const widest = Math.max(4, ...fields.map(sizeOf));
  const offsets = new Array<number>(slots).fill(0);
  // The soffset takes 4 bytes, so 8-byte fields start at 4 in a table that itself starts at 4 mod 8.
  let size = 4;
  for (const index of placed) {
    offsets[fields[index]!.slot] = size;
    size += sizeOf(fields[index]!);
  }
  return { key: `${size},${offsets.join()}`, slots, size, widest, placed, offsets };
}

function sizeOf(field: TableField): number {
  return 'child' in field ? 4 : field.size;
}
