/**
 * PNG pixels, with memory bounded by the picture's own size: the inflated data goes into a buffer of exactly the
 * length that the header implies. (General decoders inflate first and look afterwards: 1 MB can become 1 GB.)
 * Format: https://www.w3.org/TR/png-3/
 * @module
 */
import { crc32 } from './crc32.ts';
import { ChecksumError, EmptyFileError, LimitExceededError, MalformedFileError, TruncatedFileError } from './errors.ts';
import { readImageHeader } from './image-header.ts';
import { type Inflate, inflateWith } from './inflate.ts';
import { READ_LIMITS } from './limits.ts';
import { unfilterRows } from './png-rows.ts';

/** A decoded PNG: one sample per channel and pixel, as in the file (not scaled, not gamma-corrected). */
export interface PngImage {
  readonly width: number;
  readonly height: number;
  /** 1 gray or palette index, 2 gray + alpha, 3 RGB, 4 RGBA. */
  readonly channels: 1 | 2 | 3 | 4;
  /** Bits per sample: 1, 2, 4, 8, 16. Samples below 8 bits take a byte each. */
  readonly depth: number;
  /** Row-major, channels interleaved, top row first. */
  readonly samples: Uint8Array | Uint16Array;
  /** RGB triples, when the samples are palette indices. */
  readonly palette?: Uint8Array;
}

const CHANNELS = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 } as const;
const DEPTHS: Readonly<Record<number, readonly number[]>> = {
  0: [1, 2, 4, 8, 16],
  2: [8, 16],
  3: [1, 2, 4, 8],
  4: [8, 16],
  6: [8, 16],
};
/** The seven passes of an interlaced picture: first column and row, column and row step. */
const ADAM7 = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

/** A PNG taken apart: what its header says, checked, and what its chunks hold. */
export interface PngContent {
  readonly width: number;
  readonly height: number;
  /** 0 gray, 2 RGB, 3 palette, 4 gray + alpha, 6 RGBA. */
  readonly color: keyof typeof CHANNELS;
  readonly depth: number;
  readonly isInterlaced: boolean;
  /** The zlib stream of the pixels, in pieces. */
  readonly data: readonly Uint8Array[];
  /** RGB triples, where the picture has a palette. */
  readonly palette: Uint8Array | undefined;
}

/**
 * Header and chunks of a PNG, with the checksums of what is read.
 * @throws ReadError (empty, truncated, malformed, checksum, limit)
 */
export function readPngContent(bytes: Uint8Array, path: string): PngContent {
  if (bytes.length === 0) throw new EmptyFileError(path, 'a PNG picture');
  if (bytes[0] !== 0x89) throw malformed(path, 'a PNG picture', 'other bytes');
  const { width, height } = readImageHeader(bytes, path);
  if (width * height > READ_LIMITS.maskPixels)
    throw new LimitExceededError(path, 'maskPixels', READ_LIMITS.maskPixels, `${width}×${height} pixels`);
  const depth = bytes[24] as number;
  const color = bytes[25] as keyof typeof CHANNELS;
  if (CHANNELS[color] === undefined || !DEPTHS[color]?.includes(depth))
    throw malformed(path, 'a known color type and bit depth', `color type ${color} with ${depth} bits`);
  if (bytes[26] !== 0 || bytes[27] !== 0 || (bytes[28] as number) > 1)
    throw malformed(
      path,
      'known compression, filter and interlace methods',
      `${bytes[26]}, ${bytes[27]}, ${bytes[28]}`,
    );
  return { width, height, color, depth, isInterlaced: bytes[28] === 1, ...readChunks(bytes, path) };
}

/**
 * Decodes a PNG of any color type and depth, interlaced or not. Chunk checksums are checked.
 * @param fast a faster inflate than the built-in one, where the caller has it
 * @throws ReadError (empty, truncated, malformed, checksum, limit)
 */
export function readPng(bytes: Uint8Array, path: string, fast?: Inflate): PngImage {
  const { width, height, color, depth, isInterlaced, data: pieces, palette } = readPngContent(bytes, path);
  const channels = CHANNELS[color];
  const data = pieces.length === 1 ? (pieces[0] as Uint8Array) : concat(pieces);
  if (color === 3 && !palette) throw malformed(path, 'a palette', 'none');

  const bits = channels * depth;
  const passes = isInterlaced ? ADAM7 : ([[0, 0, 1, 1]] as const);
  const sizes = passes.map(([x, y, dx, dy]) => ({ w: Math.ceil((width - x) / dx), h: Math.ceil((height - y) / dy) }));
  const expected = sizes.reduce((sum, { w, h }) => sum + (w > 0 ? h * (1 + Math.ceil((w * bits) / 8)) : 0), 0);
  requirePossible(data.length, expected, height, path);
  const raw = inflate(data, expected, path, inflateWith(fast));
  if (depth === 8 && !isInterlaced) {
    const samples = unfiltered(raw, width * channels, height, channels, path);
    return { width, height, channels, depth, samples, ...(color === 3 && palette ? { palette } : {}) };
  }
  const samples = depth === 16 ? new Uint16Array(width * height * channels) : new Uint8Array(width * height * channels);
  let at = 0;
  passes.forEach(([x, y, dx, dy], i) => {
    const { w, h } = sizes[i] as { w: number; h: number };
    if (w <= 0 || h <= 0) return;
    const rowBytes = Math.ceil((w * bits) / 8);
    const rows = unfiltered(raw.subarray(at), rowBytes, h, Math.max(1, bits >> 3), path);
    for (let row = 0; row < h; row++)
      unpackRow(
        rows,
        row * rowBytes,
        w,
        channels,
        depth,
        samples,
        ((y + row * dy) * width + x) * channels,
        dx * channels,
      );
    at += h * (rowBytes + 1);
  });
  return { width, height, channels, depth, samples, ...(color === 3 && palette ? { palette } : {}) };
}

function readChunks(bytes: Uint8Array, path: string): Pick<PngContent, 'data' | 'palette'> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: Uint8Array[] = [];
  let palette: Uint8Array | undefined;
  let at = 8;
  for (;;) {
    if (at + 12 > bytes.length) throw truncated(path, 'the end marker IEND', `${bytes.length} bytes`);
    const length = view.getUint32(at);
    const type = view.getUint32(at + 4);
    if (at + 12 + length > bytes.length)
      throw truncated(path, `a chunk up to byte ${at + 12 + length}`, `${bytes.length}`);
    if (type === 0x49454e44) break;
    if (type === 0x49444154 || type === 0x504c5445) {
      const [stored, computed] = [view.getUint32(at + 8 + length), crc32(bytes, at + 4, at + 8 + length)];
      if (stored !== computed)
        throw new ChecksumError(path, `The checksum of the chunk at byte ${at} differs`, {
          expected: stored.toString(16),
          actual: computed.toString(16),
        });
      const content = bytes.subarray(at + 8, at + 8 + length);
      if (type === 0x49444154) parts.push(content);
      else palette = content;
    }
    at += 12 + length;
  }
  return { data: parts, palette };
}

/** Deflate makes at most 1032 bytes of one, and hardly ever more bytes than there were; a flush per row costs a few. */
function requirePossible(compressed: number, expected: number, height: number, path: string): void {
  if (expected > READ_LIMITS.maskBytes)
    throw new LimitExceededError(path, 'maskBytes', READ_LIMITS.maskBytes, `${expected} bytes of pixels`);
  if (compressed * 1_032 + 64 < expected)
    throw truncated(path, `${expected} bytes of pixels`, `only ${compressed} compressed bytes`);
  if (compressed > expected * 1.05 + height * 16 + 4_096)
    throw malformed(path, `about ${expected} bytes of pixels`, `${compressed} compressed bytes`);
}

function inflate(data: Uint8Array, expected: number, path: string, run: Inflate): Uint8Array {
  let raw: Uint8Array;
  try {
    raw = run(data, expected);
  } catch (error) {
    throw malformed(path, 'deflated pixels', (error as Error).message, error);
  }
  if (raw.length !== expected) throw truncated(path, `${expected} bytes of pixels`, `${raw.length}`);
  return raw;
}

/** Rows without their filters. */
function unfiltered(raw: Uint8Array, rowBytes: number, rows: number, step: number, path: string): Uint8Array {
  const out = new Uint8Array(rowBytes * rows);
  const broken = unfilterRows(raw, rowBytes, rows, step, out);
  if (broken >= 0) throw unknownFilter(path, broken, raw[broken * (rowBytes + 1)] as number);
  return out;
}

function unpackRow(
  raw: Uint8Array,
  from: number,
  pixels: number,
  channels: number,
  depth: number,
  samples: Uint8Array | Uint16Array,
  to: number,
  step: number,
): void {
  for (let pixel = 0; pixel < pixels; pixel++)
    for (let channel = 0; channel < channels; channel++) {
      const i = pixel * channels + channel;
      const bit = i * depth;
      samples[to + pixel * step + channel] =
        depth === 8
          ? raw[from + i]!
          : depth === 16
            ? (raw[from + 2 * i]! << 8) | raw[from + 2 * i + 1]!
            : (raw[from + (bit >> 3)]! >> (8 - depth - (bit & 7))) & ((1 << depth) - 1);
    }
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

function malformed(path: string, expected: string, actual: string, cause?: unknown): MalformedFileError {
  return new MalformedFileError(path, 'The picture is broken', { expected, actual, cause });
}

function unknownFilter(path: string, row: number, filter: number): MalformedFileError {
  return malformed(path, `a filter of 0 to 4 in row ${row}`, `${filter}`);
}

function truncated(path: string, expected: string, actual: string): TruncatedFileError {
  return new TruncatedFileError(path, 'The picture ends early', { expected, actual });
}
