/**
 * @module
 * Writes flatbuffers front to back: a table first, then what it refers to. That needs no size pass and no reversal,
 * and lets several buffers go on from one beginning (https://flatbuffers.dev/internals).
 *
 * A recording has hundreds of schemas of thousands of tables, most of them written by code that runs for the first time.
 * So there are no closures and no descriptions of tables at run time: shapes are made once, tables are calls.
 */
import { ByteWriter } from '../rrd/byte-writer.ts';

/** A field of a table: its slot, and its size in bytes; a reference to what is written behind the table has 4. */
type ShapeField = readonly [slot: number, size: 1 | 2 | 4 | 8];

/** How the fields of a table lie. */
export interface TableShape {
  /** Equal for tables with equal vtables. */
  readonly key: string;
  readonly slots: number;
  readonly size: number;
  readonly widest: number;
  /** Indices of the fields in the order they are written. */
  readonly placed: readonly number[];
  readonly sizes: readonly number[];
  /** Where the field of each slot is, from the start of the table; 0 where there is none. */
  readonly offsets: readonly number[];
}

/** The shape of tables with these fields. */
export function tableShape(...fields: readonly ShapeField[]): TableShape {
  const slots = fields.reduce((most, [slot]) => Math.max(most, slot + 1), 0);
  // Wide fields first, so that a table needs no padding inside.
  const placed = [...fields.keys()].sort((a, b) => fields[b]![1] - fields[a]![1]);
  const sizes = fields.map(([, size]) => size);
  const offsets = new Array<number>(slots).fill(0);
  // The soffset takes 4 bytes, so 8-byte fields start at 4 in a table that itself starts at 4 mod 8.
  let size = 4;
  for (const index of placed) {
    const [slot, width] = fields[index]!;
    offsets[slot] = size;
    size += width;
  }
  return { key: `${size},${offsets.join()}`, slots, size, widest: Math.max(4, ...sizes), placed, sizes, offsets };
}

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

/** Positions are bytes from the start of the buffer. */
export class FlatbufferWriter {
  readonly #out: ByteWriter;
  /** Equal vtables are shared, as all flatbuffer writers do. */
  readonly #vtables: Map<string, number>;

  /** @param begun What is written so far by another writer, which stays as it is. */
  constructor(begun?: FlatbufferWriter) {
    const bytes = begun === undefined ? new Uint8Array(4) : begun.#out.view();
    this.#out = new ByteWriter(bytes.length + 1024).bytes(bytes);
    this.#vtables = new Map(begun === undefined ? [] : begun.#vtables);
  }

  /** The whole buffer, with the table at `root` as its root. */
  finish(root: number): Uint8Array<ArrayBuffer> {
    this.#out.patchU32(0, root);
    return this.#out.finish();
  }

  /** Writes a table with these values, in the order of the shape's fields; 0 where {@link link} follows. Its position. */
  table(shape: TableShape, ...values: readonly number[]): number {
    const out = this.#out;
    const vtable = this.#vtables.get(shape.key) ?? this.#vtable(shape);
    if (shape.widest === 8) out.zeros((12 - (out.length % 8)) % 8);
    else out.align(4);
    const start = out.length;
    out.i32(start - vtable);
    for (const index of shape.placed) {
      const value = values[index]!;
      const size = shape.sizes[index]!;
      if (size === 4) out.i32(value);
      else if (size === 1) out.u8(value);
      else if (size === 2) out.u8(value & 0xff).u8(value >> 8);
      else out.u64(value);
    }
    return start;
  }

  #vtable({ key, slots, size, offsets }: TableShape): number {
    const out = this.#out.align(2);
    const at = out.length;
    out.zeros(4 + 2 * slots);
    out.patchU16(at, 4 + 2 * slots).patchU16(at + 2, size);
    for (let slot = 0; slot < slots; slot++) out.patchU16(at + 4 + 2 * slot, offsets[slot]!);
    this.#vtables.set(key, at);
    return at;
  }

  /** Lets the field at `slot` of a table refer to what was written at `child`. */
  link(table: number, shape: TableShape, slot: number, child: number): void {
    const at = table + shape.offsets[slot]!;
    this.#out.patchU32(at, child - at);
  }

  text(value: string): number {
    return this.#text(encoded(value));
  }

  /** Text that will hardly come again. */
  textOnce(value: string): number {
    return this.#text(utf8.encode(value));
  }

  #text(bytes: Uint8Array): number {
    const start = this.#out.align(4).length;
    this.#out.u32(bytes.length).bytes(bytes).u8(0);
    return start;
  }

  /** Writes a vector of references; {@link item} sets them. */
  vector(length: number): number {
    const start = this.#out.align(4).length;
    this.#out.u32(length).zeros(4 * length);
    return start;
  }

  /** Lets an item of a vector refer to what was written at `child`. */
  item(vector: number, index: number, child: number): void {
    const at = vector + 4 + 4 * index;
    this.#out.patchU32(at, child - at);
  }

  /** Vector of numbers from 0 to `count` - 1. */
  countVector(count: number): number {
    const start = this.#out.align(4).length;
    this.#out.u32(count);
    for (let value = 0; value < count; value++) this.#out.i32(value);
    return start;
  }

  /** Vector of structs of two 64-bit numbers (Arrow's `FieldNode` and `Buffer`), given one number after the other. */
  pairVector(numbers: readonly number[]): number {
    this.#out.zeros((12 - (this.#out.length % 8)) % 8);
    const start = this.#out.length;
    this.#out.u32(numbers.length / 2);
    for (const number of numbers) this.#out.u64(number);
    return start;
  }
}
