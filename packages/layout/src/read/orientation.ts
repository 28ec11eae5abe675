/**
 * The orientation tag that cameras and phones write beside the pixels. Browsers and most viewers turn a picture by it;
 * the loaders of trainers (PIL, OpenCV with `IMREAD_UNCHANGED`) take the pixels as they are stored.
 * Format: Exif 2.32, tag 0x0112 of the first directory; in PNG the chunk `eXIf`.
 * @module
 */
import { crc32 } from './crc32.ts';

/** Where in a file the tag is. */
export interface OrientationTag {
  /** 2 to 8 as in Exif: 2, 4, 5, 7 are mirrored, 5 to 8 lie on their side. */
  readonly value: number;
  /** Byte of the value itself. */
  readonly at: number;
  /** The PNG chunk around it: first byte of its type, and of its checksum. */
  readonly chunk?: { readonly start: number; readonly end: number };
}

const TAG = 0x0112;
/** Sizes of BYTE, SHORT and LONG; some writers do not take the SHORT that Exif asks for. */
const SIZES: Readonly<Record<number, number>> = { 1: 1, 3: 2, 4: 4 };
/** Entries of a directory: Exif has about 30. */
const MAX_ENTRIES = 512;

/** The tag in the TIFF structure between `start` and `end`; `undefined` when there is none, or it says "upright". */
export function findOrientation(bytes: Uint8Array, start: number, end: number): OrientationTag | undefined {
  const limit = Math.min(end, bytes.length);
  if (start + 8 > limit) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const order = view.getUint16(start);
  if (order !== 0x4949 && order !== 0x4d4d) return undefined;
  const little = order === 0x4949;
  if (view.getUint16(start + 2, little) !== 42) return undefined;
  const directory = start + view.getUint32(start + 4, little);
  if (directory + 2 > limit) return undefined;
  const count = Math.min(view.getUint16(directory, little), MAX_ENTRIES);
  for (let i = 0, entry = directory + 2; i < count && entry + 12 <= limit; i++, entry += 12) {
    if (view.getUint16(entry, little) !== TAG) continue;
    const size = SIZES[view.getUint16(entry + 2, little)];
    if (size === undefined) return undefined;
    // The lowest byte of the number; values are below 9.
    const at = entry + 8 + (little ? 0 : size - 1);
    const value =
      size === 1 ? bytes[at]! : size === 2 ? view.getUint16(entry + 8, little) : view.getUint32(entry + 8, little);
    return value >= 2 && value <= 8 ? { value, at } : undefined;
  }
  return undefined;
}

/** A copy of the file that says "upright" where it said otherwise. The pixels are the same bytes. */
export function uprightBytes(bytes: Uint8Array, tags: readonly OrientationTag[]): Uint8Array {
  const out = bytes.slice();
  const view = new DataView(out.buffer);
  for (const { at, chunk } of tags) {
    out[at] = 1;
    if (chunk) view.setUint32(chunk.end, crc32(out, chunk.start, chunk.end));
  }
  return out;
}

const WORDS: readonly string[] = [
  '',
  'upright',
  'mirrored',
  'turned by 180°',
  'upside down and mirrored',
  'mirrored and turned',
  'turned by 90° clockwise',
  'mirrored and turned',
  'turned by 90° counterclockwise',
];

/** What a viewer that obeys the tag does, for a message: `turned by 90° clockwise`. */
export function orientationWords(value: number): string {
  return WORDS[value] ?? 'turned';
}
