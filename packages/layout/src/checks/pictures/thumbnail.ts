/**
 * Pictures made small enough to be compared by what they show: of any size and format, on one grid.
 * @module
 */
import { readImageHeader } from '../../read/image-header.ts';
import type { Inflate } from '../../read/inflate.ts';
import { readJpeg } from '../../read/jpeg.ts';
import type { BlockPixels } from '../../read/jpeg-block.ts';
import { readPng } from '../../read/png.ts';

/** Cells of a thumbnail, across and down. */
export const GRID = { width: 24, height: 32 } as const;
/** Pixels of a JPEG's short side that are enough for the grid. */
const ENOUGH = 48;

/** RGB of 0 to 255 per cell, row by row. */
export type Thumbnail = Float32Array;

/** Decoded pixels, 3 channels of 8 bits. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly rgb: Uint8Array;
}

/** All pixels, or those of a reduced size; `undefined` when this kind of picture is not decoded. @throws ReadError */
export function readPixels(
  bytes: Uint8Array,
  path: string,
  options: { readonly reduced?: boolean; readonly inflate?: Inflate | undefined } = {},
): Pixels | undefined {
  const { mediaType, width, height } = readImageHeader(bytes, path);
  if (mediaType === 'image/jpeg') {
    const enough = ([1, 2, 4] as const).find((n) => (Math.min(width, height) * n) / 8 >= ENOUGH);
    const blockPixels: BlockPixels = options.reduced ? (enough ?? 8) : 8;
    const picture = readJpeg(bytes, path, blockPixels);
    return picture && { ...picture, rgb: picture.channels === 3 ? picture.samples : spreadGray(picture.samples, 1) };
  }
  const { samples, channels, depth, palette } = readPng(bytes, path, options.inflate);
  if (palette) return undefined;
  const scaled = depth === 8 ? (samples as Uint8Array) : Uint8Array.from(samples, (v) => (v * 255) / (2 ** depth - 1));
  if (channels === 3) return { width, height, rgb: scaled };
  if (channels < 3) return { width, height, rgb: spreadGray(scaled, channels) };
  const rgb = new Uint8Array(width * height * 3);
  for (let i = 0, at = 0; at < rgb.length; i += 4) for (let c = 0; c < 3; c++) rgb[at++] = scaled[i + c]!;
  return { width, height, rgb };
}

/** A gray picture as colours. */
export function spreadGray(samples: Uint8Array, channels: number): Uint8Array {
  const rgb = new Uint8Array((samples.length / channels) * 3);
  for (let i = 0; i < rgb.length; i++) rgb[i] = samples[Math.floor(i / 3) * channels]!;
  return rgb;
}

/** Mean colour of the pixels of each cell, of the whole picture or of one of several tiles side by side. */
export function thumbnail({ width, height, rgb }: Pixels, tile = 0, tiles = 1): Thumbnail {
  const [left, span] = [(tile * width) / tiles, width / tiles];
  const out = new Float32Array(GRID.width * GRID.height * 3);
  for (let row = 0; row < GRID.height; row++)
    for (let column = 0; column < GRID.width; column++) {
      const [x0, x1] = range(left + (column * span) / GRID.width, left + ((column + 1) * span) / GRID.width, width);
      const [y0, y1] = range((row * height) / GRID.height, ((row + 1) * height) / GRID.height, height);
      const at = (row * GRID.width + column) * 3;
      for (let y = y0; y < y1; y++)
        for (let x = x0; x < x1; x++) for (let c = 0; c < 3; c++) out[at + c]! += rgb[(y * width + x) * 3 + c]!;
      for (let c = 0; c < 3; c++) out[at + c]! /= (x1 - x0) * (y1 - y0);
    }
  return out;
}

/** At least one pixel, within the picture. */
function range(from: number, to: number, size: number): [number, number] {
  const start = Math.min(size - 1, Math.floor(from));
  return [start, Math.min(size, Math.max(start + 1, Math.floor(to)))];
}

/**
 * How alike two thumbnails are, -1 to 1: correlation over the cells that `counts` (default: all), which brightness and
 * contrast do not change. `NaN` when both are of one colour there.
 */
export function likeness(a: Thumbnail, b: Thumbnail, counts?: (cell: number) => boolean): number {
  let [n, sa, sb, saa, sbb, sab] = [0, 0, 0, 0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    if (counts && !counts(Math.floor(i / 3))) continue;
    const [x, y] = [a[i]!, b[i]!];
    n++;
    sa += x;
    sb += y;
    saa += x * x;
    sbb += y * y;
    sab += x * y;
  }
  const [va, vb] = [saa - (sa * sa) / n, sbb - (sb * sb) / n];
  // One that shows nothing is not like one that shows something.
  if (va < n || vb < n) return va < n && vb < n ? Number.NaN : 0;
  return (sab - (sa * sb) / n) / Math.sqrt(va * vb);
}
