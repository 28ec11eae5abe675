import { zlibSync } from 'fflate';
import { crc32 } from '../../src/read/crc32.ts';

/** Text as bytes, one per character. */
export function latin(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

/** Bytes that are written as text. */
export function base64(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'base64'));
}

/** Several byte arrays as one. */
export function join(...parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

/** A `.npy` with a header as text; versions 2 and 3 have a wider length. */
export function npy(
  descr: string,
  shape: string,
  data: Uint8Array,
  options: { fortran?: boolean; version?: number } = {},
): Uint8Array {
  const { fortran = false, version = 1 } = options;
  const header = latin(`{'descr': ${descr}, 'fortran_order': ${fortran ? 'True' : 'False'}, 'shape': ${shape}, }\n`);
  const size =
    version === 1
      ? Uint8Array.of(header.length & 255, header.length >> 8)
      : new Uint8Array(Uint32Array.of(header.length).buffer);
  return join(Uint8Array.of(0x93), latin('NUMPY'), Uint8Array.of(version, 0), size, header, data);
}

/** Bytes of a typed array. */
export function bytesOf(array: ArrayBufferView): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength).slice();
}

/** One entry of {@link zip}. */
export interface ZipFile {
  readonly name: string;
  readonly data: Uint8Array;
  /** What is stored, when it is not the data itself. */
  readonly stored?: Uint8Array;
  readonly method?: number;
  readonly flags?: number;
  readonly crc?: number;
  readonly size?: number;
}

/** A ZIP as NumPy writes it: sizes in the local headers are 0xFFFFFFFF; with `zip64` also in the directory. */
export function zip(files: readonly ZipFile[], options: { zip64?: boolean; comment?: string } = {}): Uint8Array {
  const { zip64 = false, comment = '' } = options;
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let at = 0;
  for (const file of files) {
    const stored = file.stored ?? file.data;
    const name = new TextEncoder().encode(file.name);
    const crc = file.crc ?? crc32(file.data);
    const size = file.size ?? file.data.length;
    const method = file.method ?? 0;
    const local = join(
      u32(0x04034b50),
      u16(45, file.flags ?? 0, method, 0, 0),
      u32(crc, 0xffffffff, 0xffffffff),
      u16(name.length, 0),
      name,
    );
    const extra = zip64 ? join(u16(1, 24), u64(size, stored.length, at)) : new Uint8Array(0);
    const wide = 0xffffffff;
    directory.push(
      join(
        u32(0x02014b50),
        u16(45, 45, file.flags ?? 0, method, 0, 0),
        u32(crc, zip64 ? wide : stored.length, zip64 ? wide : size),
        u16(name.length, extra.length, 0, 0, 0),
        u32(0, zip64 ? wide : at),
        name,
        extra,
      ),
    );
    parts.push(local, stored);
    at += local.length + stored.length;
  }
  const head = join(...directory);
  const end64 = zip64
    ? join(
        u32(0x06064b50),
        u64(44),
        u16(45, 45),
        u32(0, 0),
        u64(files.length, files.length, head.length, at),
        u32(0x07064b50, 0),
        u64(at + head.length),
        u32(1),
      )
    : new Uint8Array(0);
  const count = zip64 ? 0xffff : files.length;
  const end = join(
    u32(0x06054b50),
    u16(0, 0, count, count),
    u32(zip64 ? 0xffffffff : head.length, zip64 ? 0xffffffff : at),
    u16(comment.length),
    latin(comment),
  );
  return join(...parts, head, end64, end);
}

function u16(...values: readonly number[]): Uint8Array {
  return bytesOf(Uint16Array.from(values));
}

function u32(...values: readonly number[]): Uint8Array {
  return bytesOf(Uint32Array.from(values));
}

function u64(...values: readonly number[]): Uint8Array {
  return bytesOf(BigUint64Array.from(values, BigInt));
}

/** A PNG from its parts, for forms that encoders do not write. */
export function png(
  header: readonly number[],
  raw: Uint8Array,
  extra: readonly (readonly [string, Uint8Array])[] = [],
  deflate: (raw: Uint8Array) => Uint8Array = zlibSync,
): Uint8Array {
  const chunk = (type: string, content: Uint8Array): Uint8Array => {
    const body = join(latin(type), content);
    return join(bigEndian(content.length), body, bigEndian(crc32(body)));
  };
  const [width, height, ...rest] = header;
  return join(
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    chunk('IHDR', join(bigEndian(width!), bigEndian(height!), Uint8Array.from(rest))),
    ...extra.map(([type, content]) => chunk(type, content)),
    chunk('IDAT', deflate(raw)),
    chunk('IEND', new Uint8Array(0)),
  );
}

function bigEndian(value: number): Uint8Array {
  return bytesOf(Uint32Array.of(value)).reverse();
}

/** A box of an MP4. */
function box(name: string, ...contents: readonly Uint8Array[]): Uint8Array {
  const length = contents.reduce((sum, content) => sum + content.length, 8);
  const bytes = new Uint8Array(length);
  new DataView(bytes.buffer).setUint32(0, length);
  bytes.set(latin(name), 4);
  let at = 8;
  for (const content of contents) {
    bytes.set(content, at);
    at += content.length;
  }
  return bytes;
}

const words = (...values: readonly number[]): Uint8Array => {
  const view = new DataView(new ArrayBuffer(values.length * 4));
  for (const [i, value] of values.entries()) view.setUint32(i * 4, value);
  return new Uint8Array(view.buffer);
};

/**
 * The index of an MP4 without samples: pictures in `runs` of [count, duration], durations in 1/`scale` seconds. `before`:
 * kind of a track that stands before the video; `entries`: how many runs the table says it has.
 */
export function mp4Of(options: {
  readonly scale: number;
  readonly runs: readonly (readonly [count: number, duration: number])[];
  readonly before?: string;
  readonly entries?: number;
}): Uint8Array {
  const { scale, runs, before, entries = runs.length } = options;
  const track = (kind: string, table: Uint8Array) =>
    box(
      'trak',
      box(
        'mdia',
        box('mdhd', words(0, 0, 0, scale, 0, 0)),
        box('hdlr', words(0, 0), latin(kind), words(0, 0, 0)),
        table,
      ),
    );
  const times = (count: number, ...values: number[]) =>
    box('minf', box('stbl', box('stts', words(0, count, ...values))));
  return Uint8Array.from([
    ...box('ftyp', latin('isom'), words(512)),
    ...box(
      'moov',
      box('mvhd', words(0, 0, 0, 1000, 300), new Uint8Array(80)),
      ...(before === undefined ? [] : [track(before, times(1, 7, 7))]),
      track('vide', times(entries, ...runs.flat())),
    ),
  ]);
}
