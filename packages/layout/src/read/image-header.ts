/**
 * Size and completeness of JPEG and PNG pictures, without decoding them.
 * @module
 */
import { crc32 } from './crc32.ts';
import { ChecksumError, EmptyFileError, LimitExceededError, MalformedFileError, TruncatedFileError } from './errors.ts';
import { READ_LIMITS } from './limits.ts';
import { findOrientation, type OrientationTag } from './orientation.ts';

/** What a picture's file says about itself. */
export interface ImageHeader {
  readonly mediaType: 'image/jpeg' | 'image/png';
  /** Pixels, as stored. */
  readonly width: number;
  readonly height: number;
  /** Values per pixel: 1 gray, 2 gray and alpha, 3 color (palettes too), 4 color and alpha, or CMYK. */
  readonly channels: number;
  /** Orientation tags that ask viewers to turn the picture; absent when none does. */
  readonly orientation?: readonly OrientationTag[];
  /** Bytes between segments of a JPEG that belong to nothing; decoders pass over them. Absent for none. */
  readonly strayBytes?: number;
}

const PNG_CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 3, 4: 2, 6: 4 };
const PNG_EXIF = 0x65584966;
const PNG_IEND = 0x49454e44;

const PNG_SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] as const;
/** Length 0, `IEND` and its constant checksum. */
const PNG_END = [0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82] as const;

/**
 * Reads the header and checks that the end marker is there (JPEG `FFD9`, PNG `IEND`), which finds pictures that
 * were cut off. The picture itself is not decoded. The type is told by the bytes, not by the file's name.
 * @throws ReadError (empty, truncated, malformed, checksum, limit)
 */
export function readImageHeader(bytes: Uint8Array, path: string): ImageHeader {
  if (bytes.length === 0) throw new EmptyFileError(path, 'a JPEG or PNG picture');
  const header = startsWith(bytes, PNG_SIGNATURE) ? pngHeader(bytes, path) : jpegHeader(bytes, path);
  if (header.width === 0 || header.height === 0)
    throw malformed(path, 'a picture of at least one pixel', `${header.width}×${header.height}`);
  if (header.width * header.height > READ_LIMITS.imagePixels)
    throw new LimitExceededError(
      path,
      'imagePixels',
      READ_LIMITS.imagePixels,
      `${header.width}×${header.height} pixels`,
    );
  if (header.mediaType === 'image/png') requireHeaderChecksum(bytes, path);
  return header;
}

function requireHeaderChecksum(bytes: Uint8Array, path: string): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [stored, computed] = [view.getUint32(29), crc32(bytes, 12, 29)];
  if (stored !== computed)
    throw new ChecksumError(path, 'The checksum of the header differs', {
      expected: stored.toString(16),
      actual: computed.toString(16),
    });
}

function pngHeader(bytes: Uint8Array, path: string): ImageHeader {
  if (bytes.length < 33) throw truncated(path, 'a complete PNG header', `${bytes.length} bytes`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(8) !== 13 || view.getUint32(12) !== 0x49484452)
    throw malformed(path, 'the chunk IHDR first', 'another chunk');
  const { hasEnd, orientation } = walkChunks(bytes, view);
  if (!hasEnd && !endsWith(bytes, PNG_END))
    throw truncated(path, 'the end marker IEND', `a file that stops after ${bytes.length} bytes`);
  return {
    mediaType: 'image/png',
    width: view.getUint32(16),
    height: view.getUint32(20),
    channels: PNG_CHANNELS[bytes[25]!] ?? 0,
    ...(orientation ? { orientation: [orientation] } : {}),
  };
}

/** Something may follow the picture; then the chunks must lead to the end marker. Exif may stand before or behind the pixels. */
function walkChunks(bytes: Uint8Array, view: DataView): { hasEnd: boolean; orientation?: OrientationTag } {
  let orientation: OrientationTag | undefined;
  let hasEnd = false;
  for (let at = 8; at + 12 <= bytes.length && !hasEnd; ) {
    const length = view.getUint32(at);
    const type = view.getUint32(at + 4);
    if (type === PNG_IEND) hasEnd = true;
    const end = at + 8 + length;
    if (type === PNG_EXIF && end + 4 <= bytes.length) {
      const found = findOrientation(bytes, at + 8, end);
      if (found) orientation = { ...found, chunk: { start: at + 4, end } };
    }
    at = end + 4;
  }
  return orientation ? { hasEnd, orientation } : { hasEnd };
}

function jpegHeader(bytes: Uint8Array, path: string): ImageHeader {
  if (bytes[0] !== 0xff || (bytes.length > 1 && bytes[1] !== 0xd8))
    throw malformed(path, 'a JPEG or PNG picture', `other bytes (${hexStart(bytes)})`);
  let size: { width: number; height: number; channels: number } | undefined;
  const orientation: OrientationTag[] = [];
  let strayBytes = 0;
  let at = 2;
  for (;;) {
    // Markers may be preceded by any number of fill bytes.
    while (bytes[at] === 0xff && bytes[at + 1] === 0xff) at++;
    if (at + 4 > bytes.length) throw truncated(path, 'a JPEG header up to the picture data', `${bytes.length} bytes`);
    if (bytes[at] !== 0xff || bytes[at + 1] === 0) {
      const next = nextMarker(bytes, at);
      if (next < 0) throw malformed(path, `a JPEG marker from byte ${at} on`, 'none');
      strayBytes += next - at;
      at = next;
      continue;
    }
    const marker = bytes[at + 1] as number;
    if (marker === 0xd9) throw truncated(path, 'picture data', 'the end marker right after the header');
    if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) {
      at += 2;
      continue;
    }
    const length = word(bytes, at + 2);
    if (length < 2) throw malformed(path, `a segment length of at least 2 at byte ${at + 2}`, `${length}`);
    if (isFrameHeader(marker)) {
      if (at + 9 > bytes.length) throw truncated(path, 'a complete JPEG frame header', `${bytes.length} bytes`);
      size = { height: word(bytes, at + 5), width: word(bytes, at + 7), channels: bytes[at + 9] ?? 0 };
    } else if (marker === 0xe1 && isExif(bytes, at + 4)) {
      const tag = findOrientation(bytes, at + 10, at + 2 + length);
      if (tag) orientation.push(tag);
    }
    at += 2 + length;
    if (marker === 0xda) break;
  }
  if (!size) throw malformed(path, 'a JPEG frame header before the picture data', 'none');
  if (!endsWith(bytes, [0xff, 0xd9]) && !hasJpegEnd(bytes, at))
    throw truncated(path, 'the end marker FFD9', `a file that stops after ${bytes.length} bytes`);
  return {
    mediaType: 'image/jpeg',
    ...size,
    ...(orientation.length > 0 ? { orientation } : {}),
    ...(strayBytes > 0 ? { strayBytes } : {}),
  };
}

/** `Exif` and two bytes of zero, at the start of a segment. */
function isExif(bytes: Uint8Array, at: number): boolean {
  return startsWith(bytes.subarray(at, at + 6), [0x45, 0x78, 0x69, 0x66, 0, 0]);
}

/** Where the next marker is, as decoders look for it behind bytes that belong to nothing. */
function nextMarker(bytes: Uint8Array, start: number): number {
  for (let at = bytes.indexOf(0xff, start); at >= 0 && at + 1 < bytes.length; at = bytes.indexOf(0xff, at + 1)) {
    const code = bytes[at + 1]!;
    if (code !== 0 && code !== 0xff) return at;
  }
  return -1;
}

/** SOF0 to SOF15, without the tables (DHT, DAC) and the reserved JPG that share the range. */
function isFrameHeader(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

/** Inside picture data FF is always followed by 00 or a restart marker, so FFD9 can only be the end. */
function hasJpegEnd(bytes: Uint8Array, start: number): boolean {
  for (let at = bytes.indexOf(0xff, start); at >= 0; at = bytes.indexOf(0xff, at + 1))
    if (bytes[at + 1] === 0xd9) return true;
  return false;
}

function word(bytes: Uint8Array, at: number): number {
  return ((bytes[at] as number) << 8) | (bytes[at + 1] as number);
}

function startsWith(bytes: Uint8Array, prefix: readonly number[]): boolean {
  return prefix.every((value, i) => bytes[i] === value);
}

function endsWith(bytes: Uint8Array, suffix: readonly number[]): boolean {
  return suffix.every((value, i) => bytes[bytes.length - suffix.length + i] === value);
}

function hexStart(bytes: Uint8Array): string {
  return [...bytes.subarray(0, 4)].map((value) => value.toString(16).padStart(2, '0')).join(' ');
}

function malformed(path: string, expected: string, actual: string): MalformedFileError {
  return new MalformedFileError(path, 'The picture is broken', { expected, actual });
}

function truncated(path: string, expected: string, actual: string): TruncatedFileError {
  return new TruncatedFileError(path, 'The picture ends early', { expected, actual });
}
