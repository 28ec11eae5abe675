/**
 * ZIP archives as NumPy and PyTorch write them. Sizes come from the central directory only: NumPy leaves
 * `0xFFFFFFFF` in the local headers, PyTorch 0. Entry names are keys and never become paths.
 * @module
 */
import { inflateSync } from 'fflate';
import { crc32 } from './crc32.ts';
import {
  ChecksumError,
  EmptyFileError,
  LimitExceededError,
  MalformedFileError,
  TruncatedFileError,
  UnsupportedFileError,
} from './errors.ts';
import { READ_LIMITS } from './limits.ts';

const LOCAL_HEADER = 0x04034b50;
const CENTRAL_HEADER = 0x02014b50;
const END_OF_DIRECTORY = 0x06054b50;
const ZIP64_END = 0x06064b50;
const ZIP64_LOCATOR = 0x07064b50;
const END_SIZE = 22;
const STORED = 0;
const DEFLATED = 8;
/** Deflate cannot do better than 258 bytes for 2 bits. A header that promises more lies. */
const DEFLATE_BEST_RATIO = 1_032;
/** Data that does not compress is stored, 5 bytes more per block. More input than that would only cost time. */
const DEFLATE_WORST_RATIO = 1.05;

/** One entry of a {@link ZipArchive}. */
export interface ZipEntry {
  readonly name: string;
  readonly method: 'stored' | 'deflated';
  /** Inflated size in bytes. */
  readonly size: number;
  readonly compressedSize: number;
  /** CRC-32 of the inflated bytes. */
  readonly crc: number;
  /** Offset of the local header. */
  readonly offset: number;
}

/** The directory of an archive, and the bytes behind it. */
export interface ZipArchive {
  readonly bytes: Uint8Array;
  readonly path: string;
  /** In directory order. */
  readonly entries: ReadonlyMap<string, ZipEntry>;
}

/**
 * Reads the central directory.
 * @throws ReadError (empty, truncated, malformed, unsupported, limit)
 */
export function readZip(bytes: Uint8Array, path: string): ZipArchive {
  return { bytes, path, entries: readZipDirectory(bytes, 0, path) };
}

/**
 * Reads the central directory out of the end of an archive.
 * @param bytes The file from byte `base` on, directory included.
 * @param inflatedLimit Name of the limit in `READ_LIMITS` that the inflated sizes together are held to.
 * @throws ReadError as {@link readZip}
 */
export function readZipDirectory(
  bytes: Uint8Array,
  base: number,
  path: string,
  inflatedLimit: 'zipInflatedBytes' | 'bodyModelBytes' = 'zipInflatedBytes',
): ReadonlyMap<string, ZipEntry> {
  if (bytes.length === 0) throw new EmptyFileError(path, 'a ZIP archive');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(bytes, view, base, path);
  if (end.count > READ_LIMITS.zipEntries)
    throw new LimitExceededError(path, 'zipEntries', READ_LIMITS.zipEntries, `${end.count} entries`);
  const entries = new Map<string, ZipEntry>();
  let at = end.offset - base;
  if (at < 0) throw malformed(path, `a directory within the last ${bytes.length} bytes`, `one at byte ${end.offset}`);
  let inflated = 0;
  for (let i = 0; i < end.count; i++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== CENTRAL_HEADER)
      throw malformed(path, `entry ${i + 1} of ${end.count} in the directory at byte ${at + base}`, 'other bytes');
    const flags = view.getUint16(at + 8, true);
    const methodCode = view.getUint16(at + 10, true);
    const nameLength = view.getUint16(at + 28, true);
    const extraLength = view.getUint16(at + 30, true);
    const next = at + 46 + nameLength + extraLength + view.getUint16(at + 32, true);
    if (next > bytes.length) throw malformed(path, `a directory inside the file`, `an entry that ends at byte ${next}`);
    const name = text(bytes, at + 46, nameLength);
    if (flags & 1) throw unsupported(path, 'entries that are not encrypted', `the encrypted entry "${name}"`);
    if (methodCode !== STORED && methodCode !== DEFLATED)
      throw unsupported(path, 'stored or deflated entries', `method ${methodCode} in "${name}"`);
    let size = view.getUint32(at + 24, true);
    let compressedSize = view.getUint32(at + 20, true);
    let offset = view.getUint32(at + 42, true);
    if (size === 0xffffffff || compressedSize === 0xffffffff || offset === 0xffffffff) {
      const wide = zip64Extra(view, at + 46 + nameLength, extraLength, path, name);
      if (size === 0xffffffff) size = wide();
      if (compressedSize === 0xffffffff) compressedSize = wide();
      if (offset === 0xffffffff) offset = wide();
    }
    inflated += size;
    if (inflated > READ_LIMITS[inflatedLimit])
      throw new LimitExceededError(path, inflatedLimit, READ_LIMITS[inflatedLimit], `${inflated} bytes`);
    const isPossible =
      methodCode === STORED
        ? size === compressedSize
        : size <= compressedSize * DEFLATE_BEST_RATIO + 64 && compressedSize <= size * DEFLATE_WORST_RATIO + 1_024;
    if (!isPossible) throw malformed(path, `a size of "${name}" that fits`, `${size} bytes out of ${compressedSize}`);
    if (entries.has(name)) throw malformed(path, 'each name once', `"${name}" twice`);
    const crc = view.getUint32(at + 16, true);
    entries.set(name, {
      name,
      method: methodCode === STORED ? 'stored' : 'deflated',
      size,
      compressedSize,
      crc,
      offset,
    });
    at = next;
  }
  return entries;
}

/**
 * Checks from the last bytes of a file of `fileBytes` that an archive was written to its end.
 * @param tail The last 64 KiB of the file, or all of it.
 * @throws ReadError (empty, truncated, malformed)
 */
export function requireZipEnd(tail: Uint8Array, fileBytes: number, path: string): void {
  if (fileBytes === 0) throw new EmptyFileError(path, 'a ZIP archive');
  const view = new DataView(tail.buffer, tail.byteOffset, tail.byteLength);
  for (let at = tail.length - END_SIZE; at >= 0; at--) {
    if (tail[at] !== 0x50 || view.getUint32(at, true) !== END_OF_DIRECTORY) continue;
    if (at + END_SIZE + view.getUint16(at + 20, true) === tail.length) return;
  }
  throw new TruncatedFileError(path, 'The archive ends early', {
    expected: 'a central directory at the end',
    actual: `${fileBytes} bytes without one`,
  });
}

/**
 * Bytes of an entry, CRC-32 checked. A stored entry is a view into the archive's bytes, a deflated one owns its memory.
 * @throws ReadError (truncated, malformed, checksum)
 */
export function readZipEntry(archive: ZipArchive, entry: ZipEntry): Uint8Array {
  const { bytes, path } = archive;
  const at = entry.offset;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (at + 30 > bytes.length || view.getUint32(at, true) !== LOCAL_HEADER)
    throw malformed(path, `the header of "${entry.name}" at byte ${at}`, 'other bytes');
  const start = at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
  if (start + entry.compressedSize > bytes.length)
    throw new TruncatedFileError(path, 'The archive ends early', {
      expected: `"${entry.name}" up to byte ${start + entry.compressedSize}`,
      actual: `${bytes.length} bytes`,
    });
  const stored = bytes.subarray(start, start + entry.compressedSize);
  const data = entry.method === 'stored' ? stored : inflate(stored, entry, path);
  const crc = crc32(data);
  if (crc !== entry.crc)
    throw new ChecksumError(path, `The checksum of "${entry.name}" differs`, {
      expected: hex(entry.crc),
      actual: hex(crc),
    });
  return data;
}

function inflate(compressed: Uint8Array, entry: ZipEntry, path: string): Uint8Array {
  try {
    // One byte more than promised, so that a stream that goes on is noticed; it cannot grow further.
    const data = inflateSync(compressed, { out: new Uint8Array(entry.size + 1) });
    if (data.length === entry.size) return data;
    throw new RangeError(data.length > entry.size ? 'more bytes' : `${data.length} bytes`);
  } catch (error) {
    throw new MalformedFileError(path, `"${entry.name}" cannot be inflated`, {
      expected: `deflated data of ${entry.size} bytes`,
      actual: (error as Error).message,
      cause: error,
    });
  }
}

interface End {
  readonly count: number;
  readonly offset: number;
}

function findEnd(bytes: Uint8Array, view: DataView, base: number, path: string): End {
  const lowest = Math.max(0, bytes.length - END_SIZE - 0xffff);
  for (let at = bytes.length - END_SIZE; at >= lowest; at--) {
    if (bytes[at] !== 0x50 || view.getUint32(at, true) !== END_OF_DIRECTORY) continue;
    if (at + END_SIZE + view.getUint16(at + 20, true) !== bytes.length) continue;
    const count = view.getUint16(at + 10, true);
    const offset = view.getUint32(at + 16, true);
    const isWide = at >= 20 && view.getUint32(at - 20, true) === ZIP64_LOCATOR;
    return isWide ? wideEnd(bytes, view, at - 20, base, path) : { count, offset };
  }
  if (bytes.length >= 4 && view.getUint32(0, true) === LOCAL_HEADER)
    throw new TruncatedFileError(path, 'The archive ends early', {
      expected: 'a central directory at the end',
      actual: `${bytes.length} bytes without one`,
    });
  throw malformed(path, 'a ZIP archive', 'other bytes');
}

function wideEnd(bytes: Uint8Array, view: DataView, locator: number, base: number, path: string): End {
  const at = wide(view, locator + 8) - base;
  if (at < 0 || at + 56 > bytes.length || view.getUint32(at, true) !== ZIP64_END)
    throw malformed(path, `a ZIP64 directory end at byte ${at + base}`, 'other bytes');
  return { count: wide(view, at + 32), offset: wide(view, at + 48) };
}

/** Hands out the 8-byte numbers of the ZIP64 extra field one after another. */
function zip64Extra(view: DataView, start: number, length: number, path: string, name: string): () => number {
  let at = start;
  const end = start + length;
  while (at + 4 <= end) {
    const size = view.getUint16(at + 2, true);
    if (view.getUint16(at, true) === 1 && at + 4 + size <= end) {
      let next = at + 4;
      const last = at + 4 + size;
      return () => {
        if (next + 8 > last) throw malformed(path, `ZIP64 sizes of "${name}"`, 'fewer numbers');
        next += 8;
        return wide(view, next - 8);
      };
    }
    at += 4 + size;
  }
  throw malformed(path, `ZIP64 sizes of "${name}"`, 'none');
}

function wide(view: DataView, at: number): number {
  return view.getUint32(at, true) + view.getUint32(at + 4, true) * 2 ** 32;
}

/** Names of our archives are ASCII; decoding them by hand is several times faster than a TextDecoder for short names. */
function text(bytes: Uint8Array, start: number, length: number): string {
  let out = '';
  for (let i = start; i < start + length; i++) {
    const c = bytes[i] as number;
    if (c > 0x7f) return new TextDecoder().decode(bytes.subarray(start, start + length));
    out += String.fromCharCode(c);
  }
  return out;
}

function hex(crc: number): string {
  return `CRC-32 ${crc.toString(16).padStart(8, '0')}`;
}

function malformed(path: string, expected: string, actual: string): MalformedFileError {
  return new MalformedFileError(path, 'The archive is broken', { expected, actual });
}

function unsupported(path: string, expected: string, actual: string): UnsupportedFileError {
  return new UnsupportedFileError(path, 'The archive cannot be read', { expected, actual });
}
