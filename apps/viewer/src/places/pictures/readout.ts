/**
 * The numbers under the cursor.
 * @module
 */

import { errorAt, type Raster } from '../../pixels/difference.ts';
import { pictures } from '../../pixels/pictures.ts';
import { metresAt, rasterOf } from '../../pixels/rasters.ts';
import type { Cursor } from './Cell.svelte';
import { type LayerPictures, layerUrl } from './layer.ts';

export interface Reading {
  /** Pixel of the first picture. */
  readonly x: number;
  readonly y: number;
  readonly panes: readonly { readonly label: string; readonly kind: string; readonly text: string }[];
  /** First minus second, per channel, and |Δ|; absent when they are not both pictures in color. */
  readonly difference?: { readonly channels: readonly [number, number, number]; readonly error: number };
}

/** What is at the cursor in all panes of a camera; `undefined` until a picture is there. */
export function readAt(
  cursor: Cursor,
  layers: readonly (LayerPictures | undefined)[],
  frame: number,
): Reading | undefined {
  const found: { layer: LayerPictures; raster: Raster }[] = [];
  for (const layer of layers) {
    const url = layerUrl(layer, frame);
    const bitmap = url && pictures.get(url);
    if (layer && url && bitmap) found.push({ layer, raster: rasterOf(url, bitmap) });
  }
  const first = found[0];
  if (first === undefined) return undefined;
  const at = pixelAt(first.raster, cursor);
  const panes = found.map(({ layer, raster }) => ({
    label: layer.label,
    kind: layer.layer.kind,
    text: textAt(layer, raster, pixelAt(raster, cursor).pixel),
  }));
  const [a, b] = found;
  const isComparable = a && b && a.layer.pixels === 'color' && b.layer.pixels === 'color';
  if (!isComparable) return { x: at.x, y: at.y, panes };
  // As the heat map does it: the second at the size of the first.
  const url = layerUrl(b.layer, frame)!;
  const second = rasterOf(url, pictures.get(url)!, a.raster);
  const i = at.pixel * 4;
  const channel = (c: number) => a.raster.data[i + c]! - second.data[i + c]!;
  return {
    x: at.x,
    y: at.y,
    panes,
    difference: { channels: [channel(0), channel(1), channel(2)], error: errorAt(a.raster, second, at.pixel) },
  };
}

function pixelAt({ width, height }: Raster, { x, y }: Pick<Cursor, 'x' | 'y'>) {
  const px = Math.min(width - 1, Math.max(0, Math.floor(x * width)));
  const py = Math.min(height - 1, Math.max(0, Math.floor(y * height)));
  return { x: px, y: py, pixel: py * width + px };
}

function textAt({ pixels }: LayerPictures, raster: Raster, pixel: number): string {
  const [red = 0, green = 0, blue = 0] = raster.data.subarray(pixel * 4, pixel * 4 + 3);
  if (pixels === 'classes') return red === 0 ? 'background' : red === 255 ? 'foreground' : `person ${red - 1}`;
  if (pixels === 'depth') {
    const metres = metresAt(raster, pixel);
    return metres === 0 ? 'unknown' : `${metres.toFixed(3)} m`;
  }
  return `${red} ${green} ${blue}`;
}
