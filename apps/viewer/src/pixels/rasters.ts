/**
 * Pixels of pictures, read back once: for the number under the cursor and for differences.
 * @module
 */

import type { Raster } from './difference.ts';
import { Kept } from './kept.ts';
import { classColor, DEPTH } from './palette.ts';

const kept = new Kept<Raster>(192 * 2 ** 20);
const painted = new Kept<ImageBitmap>(192 * 2 ** 20, (bitmap) => bitmap.close());

/** Alpha stays as it is; a canvas that is read often lives in memory, not in the graphics card. */
export function rasterOf(url: string, bitmap: ImageBitmap, size: { width: number; height: number } = bitmap): Raster {
  const key = `${url}|${size.width}x${size.height}`;
  const old = kept.get(key);
  if (old) return old;
  const context = surface(size.width, size.height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, size.width, size.height);
  const { width, height, data } = context.getImageData(0, 0, size.width, size.height);
  const raster: Raster = { width, height, data };
  kept.put(key, raster, data.byteLength);
  return raster;
}

export function surface(width: number, height: number): OffscreenCanvasRenderingContext2D {
  return new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })!;
}

/** A picture made from pixels by a computation, kept under a name that says which. */
export function paint(
  key: string,
  { width, height }: { width: number; height: number },
  fill: (out: Uint8ClampedArray) => void,
): ImageBitmap {
  const old = painted.get(key);
  if (old) return old;
  const image = new ImageData(width, height);
  fill(image.data);
  const context = surface(width, height);
  context.putImageData(image, 0, 0);
  const bitmap = context.canvas.transferToImageBitmap();
  painted.put(key, bitmap, width * height * 4);
  return bitmap;
}

/** Class ids as colors; where there is nobody, nothing. */
export function paintClasses(url: string, bitmap: ImageBitmap): ImageBitmap {
  const raster = rasterOf(url, bitmap);
  return paint(`classes|${url}`, raster, (out) => {
    for (let i = 0; i < out.length; i += 4) {
      const color = classColor(raster.data[i]!);
      if (color === undefined) continue;
      out[i] = color[0];
      out[i + 1] = color[1];
      out[i + 2] = color[2];
      out[i + 3] = 255;
    }
  });
}

/** Metres at a pixel of a depth picture; 0 is unknown. */
export const metresAt = ({ data }: Raster, pixel: number): number =>
  (data[pixel * 4]! * 256 + data[pixel * 4 + 1]!) / 1000;

/** Depth as colors from `near` to `far` metres; where it is unknown, nothing. */
export function paintDepth(url: string, bitmap: ImageBitmap, near: number, far: number): ImageBitmap {
  const raster = rasterOf(url, bitmap);
  return paint(`depth|${near}|${far}|${url}`, raster, (out) => {
    for (let pixel = 0; pixel < raster.width * raster.height; pixel++) {
      const metres = metresAt(raster, pixel);
      if (metres === 0) continue;
      const color = Math.round(Math.min(1, Math.max(0, (metres - near) / (far - near))) * 255) * 3;
      out.set([DEPTH[color]!, DEPTH[color + 1]!, DEPTH[color + 2]!, 255], pixel * 4);
    }
  });
}

/** What the colors of depth stand for, in metres. */
export interface DepthRange {
  readonly near: number;
  readonly far: number;
}

const ranges = new Map<string, DepthRange>();

/** The range of a camera's depth: that of the picture that was seen first, so that colors do not flicker from frame to frame. */
export function depthRange(url: string, bitmap: ImageBitmap): DepthRange {
  const series = seriesOf(url);
  let range = ranges.get(series);
  if (range === undefined) {
    range = rangeOf(rasterOf(url, bitmap));
    ranges.set(series, range);
  }
  return range;
}

/** The range that {@link depthRange} has settled on, if it has. */
export const knownDepthRange = (url: string): DepthRange | undefined => ranges.get(seriesOf(url));

const seriesOf = (url: string) => url.slice(0, url.lastIndexOf('/'));

/** Nearest and farthest known metres, the outer hundredth on both sides left out. */
function rangeOf(raster: Raster): DepthRange {
  const counts = new Uint32Array(6554);
  let known = 0;
  for (let pixel = 0; pixel < raster.width * raster.height; pixel += 3) {
    const metres = metresAt(raster, pixel);
    if (metres === 0) continue;
    counts[Math.floor(metres * 100)]!++;
    known++;
  }
  if (known === 0) return { near: 0, far: 1 };
  return { near: quantile(counts, known * 0.01) / 100, far: (quantile(counts, known * 0.99) + 1) / 100 };
}

function quantile(counts: Uint32Array, rank: number): number {
  let sum = 0;
  for (let i = 0; i < counts.length; i++) {
    sum += counts[i]!;
    if (sum > rank) return i;
  }
  return counts.length - 1;
}
