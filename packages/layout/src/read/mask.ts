import { UnsupportedFileError } from './errors.ts';
import type { Inflate } from './inflate.ts';
import { type PngImage, readPng } from './png.ts';

/** A foreground mask. */
export interface Mask {
  readonly width: number;
  readonly height: number;
  /** Row-major, top row first; 0 background, 255 foreground, between: a soft edge. Most readers of the original trainer take "> 0" as foreground. */
  readonly coverage: Uint8Array;
}

/** Fraction of the range above which a colored pixel is foreground, in the original trainer's data loader. */
const COLOUR_THRESHOLD = 0.05;

/**
 * Reads a mask as the original trainer's data loader does: gray values are taken as they are (16 bits scaled to 8, 1 bit to
 * 0 and 255); of RGB and palette colors, a pixel is foreground where the brightest channel exceeds 5 % of its
 * range. Alpha is ignored.
 * @param fast a faster inflate than the built-in one, where the caller has it
 * @throws ReadError (empty, truncated, malformed, checksum, limit, unsupported: JPEG)
 */
export function readMask(bytes: Uint8Array, path: string, fast?: Inflate): Mask {
  if (bytes[0] === 0xff && bytes[1] === 0xd8)
    throw new UnsupportedFileError(path, 'The mask is a JPEG', {
      expected: 'a PNG, because JPEG smears the edges of a mask',
      actual: 'JPEG data',
    });
  const png = readPng(bytes, path, fast);
  return { width: png.width, height: png.height, coverage: coverageOf(png) };
}

function coverageOf(png: PngImage): Uint8Array {
  const { samples, channels, depth, palette } = png;
  if (palette) return samplesToPalette(samples, palette);
  if (channels === 1 && depth === 8) return samples as Uint8Array;
  const out = new Uint8Array(png.width * png.height);
  const full = 2 ** depth - 1;
  if (channels < 3) {
    const scale = 255 / full;
    for (let i = 0; i < out.length; i++) out[i] = Math.round((samples[i * channels] as number) * scale);
    return out;
  }
  const threshold = COLOUR_THRESHOLD * full;
  for (let i = 0; i < out.length; i++) {
    const at = i * channels;
    out[i] = Math.max(samples[at]!, samples[at + 1]!, samples[at + 2]!) > threshold ? 255 : 0;
  }
  return out;
}

function samplesToPalette(samples: ArrayLike<number>, palette: Uint8Array): Uint8Array {
  const isForeground = new Uint8Array(256);
  for (let i = 0; i * 3 + 2 < palette.length; i++)
    if (Math.max(palette[i * 3]!, palette[i * 3 + 1]!, palette[i * 3 + 2]!) > COLOUR_THRESHOLD * 255)
      isForeground[i] = 255;
  return Uint8Array.from(samples, (index) => isForeground[index] as number);
}
