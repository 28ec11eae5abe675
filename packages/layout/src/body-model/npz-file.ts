/**
 * An `.npz` that is too large to be held: its directory is read from the end, its arrays piece by piece when asked for.
 * @module
 */
import type { FixedPointRows } from '@outlay/schema/port';
import { Inflate } from 'fflate';
import { crc32 } from '../read/crc32.ts';
import { ChecksumError, MalformedFileError, TruncatedFileError, UnexpectedContentError } from '../read/errors.ts';
import { READ_LIMITS } from '../read/limits.ts';
import { layOutNpy, type NpyLayout } from '../read/npy.ts';
import type { NumericData } from '../read/npy-types.ts';
import { readZipDirectory, requireZipEnd, type ZipEntry } from '../read/zip.ts';
import type { FileSource } from '../source/file-source.ts';

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
    return (await this.#describe(key, signal)).header.shape;
  }

  async #describe(key: string, signal: AbortSignal | undefined): Promise<NpyLayout> {
    const entry = this.#entry(key);
    let head: Uint8Array = new Uint8Array(0);
    for await (const piece of this.#pieces(entry, signal)) {
      head = joined(head, piece);
      if (head.length >= MAX_HEAD) break;
    }
    return this.#layOut(key, head, entry);
  }

  /**
   * An array as float32 in C order. Besides the result there are never more than a few pieces of the file in memory,
   * whatever its type and order. Integers are exact up to 2^24.
   * @throws ReadError, also when a number is not finite
   */
  async floats(key: string, { accept, columns, signal }: FloatsOptions = {}): Promise<FloatArray> {
    let placer: Placer | undefined;
    const { shape } = await this.#read(key, signal, (layout) => {
      accept?.(layout.header.shape);
      placer = new Placer(layout, columns);
      return placer;
    });
    const { values } = placer!;
    for (let i = 0; i < values.length; i++)
      if (!Number.isFinite(values[i])) throw notFinite(this.path, key, values[i]!);
    return { shape, values };
  }

  /** An array as rows along its last axis in fixed point; the file's own form of it is never in memory. @throws ReadError */
  async fixedPoint(key: string, { columns, signal }: Omit<FloatsOptions, 'accept'> = {}): Promise<FixedPointRows> {
    const { header } = await this.#describe(key, signal);
    const width = columns?.length ?? header.shape.at(-1) ?? 1;
    const refuse = (value: number) => notFinite(this.path, key, value);
    if (header.fortranOrder) {
      const { values } = await this.floats(key, { ...(columns && { columns }), signal });
      const rows = new RowFixer(values.length / width, undefined, width, refuse);
      rows.add(values);
      return rows;
    }
    let rows: RowFixer | undefined;
    await this.#read(key, signal, ({ count }) => {
      const total = header.shape.at(-1) ?? 1;
      rows = new RowFixer(count / total, columns, total, refuse);
      return rows;
    });
    return rows!;
  }

  async #read(
    key: string,
    signal: AbortSignal | undefined,
    begin: (layout: NpyLayout) => NumberSink,
  ): Promise<{ readonly shape: readonly number[] }> {
    const entry = this.#entry(key);
    let head: Uint8Array | undefined = new Uint8Array(0);
    let array: ArrayInProgress | undefined;
    for await (const piece of this.#pieces(entry, signal)) {
      if (head === undefined) {
        array!.add(piece);
        continue;
      }
      head = joined(head, piece);
      if (head.length < MAX_HEAD && head.length < entry.size) continue;
      const layout = this.#layOut(key, head, entry);
      array = new ArrayInProgress(layout, begin(layout));
      array.add(head.subarray(layout.dataStart));
      head = undefined;
    }
    if (array === undefined) throw wrongLength(this.path, entry, 'no header');
    if (array.missing > 0)
      throw new TruncatedFileError(this.path, `Array "${key}" ends early`, {
        expected: 'all of its numbers',
        actual: `${array.missing} fewer`,
      });
    return array;
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
    const layout = layOutNpy(head, entry.size, `${this.path}, array "${key}"`);
    const { descr } = layout.header;
    if (/^.[US]/.test(descr))
      throw new UnexpectedContentError(this.path, `Array "${key}" holds text`, {
        expected: 'numbers',
        actual: `type ${descr}`,
      });
    return layout;
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

/** Takes the numbers of an array in file order. */
interface NumberSink {
  add(numbers: NumericData): void;
}

/** An array whose bytes come in pieces of any length. */
class ArrayInProgress {
  readonly shape: readonly number[];
  /** Numbers still to come. */
  missing: number;
  readonly #layout: NpyLayout;
  readonly #sink: NumberSink;
  /** Bytes that are no numbers yet: kept at the beginning of aligned memory, so that numbers can be laid over them. */
  readonly #work = new Uint8Array(PIECE);
  #used = 0;

  constructor(layout: NpyLayout, sink: NumberSink) {
    this.shape = layout.header.shape;
    this.missing = layout.count;
    this.#layout = layout;
    this.#sink = sink;
  }

  add(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; ) {
      const part = bytes.subarray(at, at + PIECE - this.#used);
      this.#work.set(part, this.#used);
      at += part.length;
      this.#used += part.length;
      this.#place();
    }
  }

  #place(): void {
    const { type } = this.#layout;
    const count = Math.min(Math.floor(this.#used / type.bytes), this.missing);
    const size = count * type.bytes;
    // Text was refused with the header.
    this.#sink.add(type.decode(this.#work.subarray(0, size), count) as NumericData);
    this.missing -= count;
    this.#work.copyWithin(0, size, this.#used);
    // Behind the last number nothing counts, as NumPy has it.
    this.#used = this.missing === 0 ? 0 : this.#used - size;
  }
}

/** Puts rows into fixed point as they come, in C order. */
class RowFixer implements NumberSink, FixedPointRows {
  readonly values: Int16Array;
  readonly scales: Float32Array;
  readonly #width: number;
  readonly #columns: readonly number[];
  readonly #row: Float64Array;
  readonly #refuse: (value: number) => Error;
  #column = 0;
  #next = 0;

  /** @param width Numbers of a row as they come; of these `columns` are kept. */
  constructor(rows: number, columns: readonly number[] | undefined, width: number, refuse: (value: number) => Error) {
    this.#columns = columns ?? Array.from({ length: width }, (_, i) => i);
    this.#width = width;
    this.#row = new Float64Array(width);
    this.#refuse = refuse;
    this.values = new Int16Array(rows * this.#columns.length);
    this.scales = new Float32Array(rows);
  }

  add(numbers: NumericData): void {
    const floats = floatsOf(numbers);
    const row = this.#row;
    for (let i = 0; i < floats.length; i++) {
      row[this.#column] = floats[i]!;
      if (++this.#column < this.#width) continue;
      this.#column = 0;
      this.#finishRow();
    }
  }

  #finishRow(): void {
    const row = this.#row;
    const columns = this.#columns;
    let largest = 0;
    for (let i = 0; i < columns.length; i++) {
      const size = Math.abs(row[columns[i]!]!);
      if (!(size < Number.POSITIVE_INFINITY)) throw this.#refuse(row[columns[i]!]!);
      if (size > largest) largest = size;
    }
    const scale = Math.fround(largest / 32_767);
    const at = this.#next * columns.length;
    this.scales[this.#next++] = scale;
    if (scale > 0)
      for (let i = 0; i < columns.length; i++)
        this.values[at + i] = Math.max(-32_767, Math.min(32_767, Math.round(row[columns[i]!]! / scale)));
  }
}

/** Puts numbers that come in file order where they belong in C order. */
class Placer implements NumberSink {
  readonly values: Float32Array;
  readonly #isPlain: boolean;
  readonly #shape: readonly number[];
  /** Axes, the one whose index runs fastest in the file first. */
  readonly #axes: readonly number[];
  readonly #strides: readonly number[];
  readonly #index: number[];
  /** Per index of the last axis: where it goes, or -1. */
  readonly #places: Int32Array;
  #count = 0;
  #row = 0;

  constructor({ header, count }: NpyLayout, columns: readonly number[] | undefined) {
    const { shape, fortranOrder } = header;
    const last = shape.length - 1;
    const width = shape[last] ?? 1;
    const kept = columns?.length ?? width;
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

  add(numbers: NumericData): void {
    const floats = floatsOf(numbers);
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

function floatsOf(numbers: NumericData): Exclude<NumericData, BigInt64Array | BigUint64Array> {
  if (numbers instanceof BigInt64Array || numbers instanceof BigUint64Array)
    return Float64Array.from(numbers as Iterable<bigint>, Number);
  return numbers;
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  if (a.length === 0) return b;
  const out = new Uint8Array(a.length + b.length);
  out.set(a);
  out.set(b, a.length);
  return out;
}

function notFinite(path: string, key: string, value: number): UnexpectedContentError {
  return new UnexpectedContentError(path, `Array "${key}" holds a value that is not finite`, {
    expected: 'finite numbers',
    actual: `${value}`,
  });
}

function wrongLength(path: string, entry: ZipEntry, actual: string): TruncatedFileError | MalformedFileError {
  const facts = { expected: `${entry.size} bytes of "${entry.name}"`, actual };
  return actual === 'more'
    ? new MalformedFileError(path, 'The archive is broken', facts)
    : new TruncatedFileError(path, 'The archive ends early', facts);
}

const hex = (crc: number): string => crc.toString(16).padStart(8, '0');
