/**
 * An `.npz` that is too large to be held: its directory is read from the end, its arrays piece by piece when asked for.
 * @module
 */
import { Inflate } from 'fflate';
import type { FileSource } from '../file-source.ts';
import { crc32 } from '../read/crc32.ts';
import { ChecksumError, MalformedFileError, TruncatedFileError, UnexpectedContentError } from '../read/errors.ts';
import { READ_LIMITS } from '../read/limits.ts';
import { layOutNpy, type NpyLayout } from '../read/npy.ts';
import type { NumericData } from '../read/npy-types.ts';
import { readZipDirectory, requireZipEnd, type ZipEntry } from '../read/zip.ts';

/** Bytes read at once. */
const PIECE = 1 << 20;
const LOCAL_HEADER_BYTES = 30;
/** Magic, version, length, and the longest header that is read. */
const MAX_HEAD = 12 + READ_LIMITS.npyHeaderBytes;

/** An array of floats in C order. */
export interface FloatArray {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** How to read an array. */
export interface FloatsOptions {
  /** Throws when the shape is not the wanted one; called before memory is taken. */
  readonly accept?: (shape: readonly number[]) => void;
  /** Columns of the last axis to keep, ascending. Default: all. */
  readonly columns?: readonly number[];
  readonly signal?: AbortSignal | undefined;
}

/** An `.npz` in a file source. */
export class NpzFile {
  readonly path: string;
  readonly #source: FileSource;
  readonly #entries: ReadonlyMap<string, ZipEntry>;

  private constructor(source: FileSource, path: string, entries: ReadonlyMap<string, ZipEntry>) {
    this.#source = source;
    this.path = path;
    this.#entries = entries;
  }

  /** Reads the directory. @throws ReadError, FileNotFoundError, FileUnreadableError */
  static async open(source: FileSource, path: string, signal?: AbortSignal): Promise<NpzFile> {
    const tail = await source.read(path, { range: { start: -PIECE }, ...(signal && { signal }) });
    const size = source.size(path) ?? tail.length;
    requireZipEnd(tail, size, path);
    return new NpzFile(source, path, readZipDirectory(tail, size - tail.length, path, 'bodyModelBytes'));
  }

  /** Names of the arrays, in file order. */
  get keys(): readonly string[] {
    return [...this.#entries.keys()].map((name) => name.replace(/\.npy$/, ''));
  }

  /** The shape of an array, without reading the array. @throws ReadError, also when there is no such array */
  async shape(key: string, signal?: AbortSignal): Promise<readonly number[]> {
    const entry = this.#entry(key);
    let head: Uint8Array = new Uint8Array(0);
    for await (const piece of this.#pieces(entry, signal)) {
      head = joined(head, piece);
      if (head.length >= MAX_HEAD) break;
    }
    return this.#layOut(key, head, entry).header.shape;
  }

  /**
   * An array as float32 in C order. Besides the result there are never more than a few pieces of the file in memory,
   * whatever its type and order. Integers are exact up to 2^24.
   * @throws ReadError, also when a number is not finite
   */
  async floats(key: string, { accept, columns, signal }: FloatsOptions): Promise<FloatArray> {
    const entry = this.#entry(key);
    let rest: Uint8Array = new Uint8Array(0);
    let reading: { readonly layout: NpyLayout; readonly place: Placer } | undefined;
    let seen = 0;
    for await (const piece of this.#pieces(entry, signal)) {
      seen += piece.length;
      let bytes = joined(rest, piece);
      if (reading === undefined) {
        if (bytes.length < MAX_HEAD && seen < entry.size) {
          rest = bytes;
          continue;
        }
        const layout = this.#layOut(key, bytes, entry);
        accept?.(layout.header.shape);
        reading = { layout, place: new Placer(layout, columns) };
        bytes = bytes.subarray(layout.dataStart);
      }
      const { layout, place } = reading;
      const count = Math.min(Math.floor(bytes.length / layout.type.bytes), place.missing);
      const size = count * layout.type.bytes;
      place.add(this.#numbers(key, layout, bytes.subarray(0, size), count));
      rest = bytes.slice(size);
    }
    if (reading === undefined || reading.place.missing > 0)
      throw new TruncatedFileError(this.path, `Array "${key}" ends early`, {
        expected: 'all of its numbers',
        actual: `${seen} bytes`,
      });
    const { values } = reading.place;
    requireFinite(values, this.path, key);
    return { shape: reading.layout.header.shape, values };
  }

  #entry(key: string): ZipEntry {
    const entry = this.#entries.get(`${key}.npy`) ?? this.#entries.get(key);
    if (entry !== undefined) return entry;
    throw new UnexpectedContentError(this.path, `Array "${key}" is missing`, {
      expected: `the key "${key}"`,
      actual: this.#entries.size === 0 ? 'an archive without arrays' : `the keys ${this.keys.join(', ')}`,
    });
  }

  #layOut(key: string, head: Uint8Array, entry: ZipEntry): NpyLayout {
    return layOutNpy(head, entry.size, `${this.path}, array "${key}"`);
  }

  #numbers(key: string, { type, header }: NpyLayout, raw: Uint8Array, count: number): NumericData {
    const numbers = type.decode(raw, count);
    if (ArrayBuffer.isView(numbers)) return numbers;
    throw new UnexpectedContentError(this.path, `Array "${key}" holds text`, {
      expected: 'numbers',
      actual: `type ${header.descr}`,
    });
  }

  /** The inflated bytes of an entry; the checksum is known to be right when the last piece has come. */
  async *#pieces(entry: ZipEntry, signal: AbortSignal | undefined): AsyncGenerator<Uint8Array> {
    const { path } = this;
    let length = 0;
    let crc = 0;
    for await (const piece of entry.method === 'stored' ? this.#raw(entry, signal) : this.#inflated(entry, signal)) {
      length += piece.length;
      if (length > entry.size) throw wrongLength(path, entry, 'more');
      crc = crc32(piece, 0, piece.length, crc);
      yield piece;
    }
    if (length < entry.size) throw wrongLength(path, entry, `${length} bytes`);
    if (crc !== entry.crc)
      throw new ChecksumError(path, `The checksum of "${entry.name}" differs`, {
        expected: `CRC-32 ${hex(entry.crc)}`,
        actual: `CRC-32 ${hex(crc)}`,
      });
  }

  async *#inflated(entry: ZipEntry, signal: AbortSignal | undefined): AsyncGenerator<Uint8Array> {
    let out: Uint8Array[] = [];
    const inflate = new Inflate((data) => out.push(data));
    let left = entry.compressedSize;
    for await (const piece of this.#raw(entry, signal)) {
      left -= piece.length;
      try {
        inflate.push(piece, left === 0);
      } catch (error) {
        throw new MalformedFileError(this.path, `"${entry.name}" cannot be inflated`, {
          expected: `deflated data of ${entry.size} bytes`,
          actual: (error as Error).message,
          cause: error,
        });
      }
      yield* out;
      out = [];
    }
  }

  async *#raw(entry: ZipEntry, signal: AbortSignal | undefined): AsyncGenerator<Uint8Array> {
    const read = (start: number, end: number) =>
      this.#source.read(this.path, { range: { start, end }, ...(signal && { signal }) });
    const header = await read(entry.offset, entry.offset + LOCAL_HEADER_BYTES);
    const view = new DataView(header.buffer, header.byteOffset, header.byteLength);
    if (header.length < LOCAL_HEADER_BYTES || view.getUint32(0, true) !== 0x04034b50)
      throw new MalformedFileError(this.path, 'The archive is broken', {
        expected: `the header of "${entry.name}" at byte ${entry.offset}`,
        actual: 'other bytes',
      });
    const start = entry.offset + LOCAL_HEADER_BYTES + view.getUint16(26, true) + view.getUint16(28, true);
    for (let at = 0; at < entry.compressedSize; ) {
      const piece = await read(start + at, start + Math.min(at + PIECE, entry.compressedSize));
      if (piece.length === 0) throw wrongLength(this.path, entry, `${at} bytes`);
      at += piece.length;
      yield piece;
    }
  }
}

/** Puts numbers that come in file order where they belong in C order. */
class Placer {
  readonly values: Float32Array;
  readonly #isPlain: boolean;
  readonly #shape: readonly number[];
  /** Axes, the one whose index runs fastest in the file first. */
  readonly #axes: readonly number[];
  readonly #strides: readonly number[];
  readonly #index: number[];
  /** Per index of the last axis: where it goes, or -1. */
  readonly #places: Int32Array;
  readonly #total: number;
  #count = 0;
  #row = 0;

  constructor({ header, count }: NpyLayout, columns: readonly number[] | undefined) {
    const { shape, fortranOrder } = header;
    const last = shape.length - 1;
    const width = shape[last] ?? 1;
    const kept = columns?.length ?? width;
    this.#total = count;
    this.#shape = shape;
    this.#isPlain = kept === width && !(fortranOrder && last > 0);
    this.values = new Float32Array((count / width) * kept);
    this.#axes = shape.map((_, i) => (fortranOrder ? i : last - i));
    this.#strides = shape.map((_, axis) =>
      axis === last ? 0 : kept * shape.slice(axis + 1, last).reduce((product, length) => product * length, 1),
    );
    this.#index = shape.map(() => 0);
    this.#places = new Int32Array(width).fill(columns === undefined ? 0 : -1);
    for (let i = 0; i < kept; i++) this.#places[columns?.[i] ?? i] = i;
  }

  get missing(): number {
    return this.#total - this.#count;
  }

  add(numbers: NumericData): void {
    const floats = numbers instanceof BigInt64Array || numbers instanceof BigUint64Array ? asFloats(numbers) : numbers;
    if (this.#isPlain) this.values.set(floats, this.#count);
    else for (let i = 0; i < floats.length; i++) this.#place(floats[i]!);
    this.#count += floats.length;
  }

  #place(value: number): void {
    const index = this.#index;
    const shape = this.#shape;
    const place = this.#places[index[shape.length - 1]!]!;
    if (place >= 0) this.values[this.#row + place] = value;
    for (const axis of this.#axes) {
      const stride = this.#strides[axis]!;
      this.#row += stride;
      if (++index[axis]! < shape[axis]!) return;
      this.#row -= stride * shape[axis]!;
      index[axis] = 0;
    }
  }
}

const asFloats = (numbers: BigInt64Array | BigUint64Array): Float64Array =>
  Float64Array.from(numbers as Iterable<bigint>, Number);

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  if (a.length === 0) return b;
  const out = new Uint8Array(a.length + b.length);
  out.set(a);
  out.set(b, a.length);
  return out;
}

function requireFinite(values: Float32Array, path: string, key: string): void {
  let at = 0;
  while (at < values.length && Number.isFinite(values[at])) at++;
  if (at < values.length)
    throw new UnexpectedContentError(path, `Array "${key}" holds a number that is none`, {
      expected: 'finite numbers',
      actual: `${values[at]} at place ${at}`,
    });
}

function wrongLength(path: string, entry: ZipEntry, actual: string): TruncatedFileError | MalformedFileError {
  const facts = { expected: `${entry.size} bytes of "${entry.name}"`, actual };
  return actual === 'more'
    ? new MalformedFileError(path, 'The archive is broken', facts)
    : new TruncatedFileError(path, 'The archive ends early', facts);
}

const hex = (crc: number): string => crc.toString(16).padStart(8, '0');
