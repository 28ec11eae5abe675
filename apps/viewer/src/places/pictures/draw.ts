/**
 * Draws one cell: the panes of a camera, compared as the mode says.
 * @module
 */

import type { Pixels } from '@outlay/view/api';
import type { Mode } from '../../location/moment.ts';
import { paintErrors, paintNearer } from '../../pixels/difference.ts';
import { type Lens, place, type Size } from '../../pixels/lens.ts';
import { HEAT, NEARER } from '../../pixels/palette.ts';
import { depthRange, paint, paintClasses, paintDepth, rasterOf } from '../../pixels/rasters.ts';

/** A picture that is there, or on its way (no bitmap). */
export interface PaneImage {
  readonly url: string;
  readonly pixels: Pixels;
  readonly bitmap?: ImageBitmap;
  /** What was there before is shown, paler, until this one comes. */
  readonly isStale?: boolean;
}

export interface CellView {
  readonly mode: Mode;
  readonly lens: Lens;
  /** Where the slider stands, from the left. */
  readonly cut: number;
  readonly gain: number;
  /** While the key is held: the second pane instead of the first. */
  readonly isFlipped: boolean;
  readonly overlay?: PaneImage;
  readonly opacity: number;
}

type Context = CanvasRenderingContext2D;
interface Rect extends Size {
  readonly left: number;
  readonly top: number;
}

/** Gap between panes that are side by side, CSS pixels. */
export const GAP = 2;

/** How many panes stand side by side. */
export const paneCount = (mode: Mode, panes: number): number => (mode === 'side' ? Math.max(1, panes) : 1);

/** Where pane `index` of `count` is in a cell of a size. */
export function paneRect(size: Size, count: number, index: number): Rect {
  const width = (size.width - GAP * (count - 1)) / count;
  return { left: index * (width + GAP), top: 0, width, height: size.height };
}

export function drawCell(
  context: Context,
  size: Size,
  density: number,
  panes: readonly (PaneImage | undefined)[],
  view: CellView,
): void {
  context.setTransform(density, 0, 0, density, 0, 0);
  context.clearRect(0, 0, size.width, size.height);
  const whole: Rect = { left: 0, top: 0, ...size };
  const [a, b] = panes;
  if (view.mode === 'side') {
    panes.forEach((pane, i) => {
      drawPane(context, paneRect(size, panes.length, i), pane, view, density);
    });
  } else if (view.mode === 'slider') {
    const x = Math.round(view.cut * size.width * density) / density;
    clipped(context, { ...whole, width: x }, () => drawPane(context, whole, a, view, density));
    clipped(context, { left: x, top: 0, width: size.width - x, height: size.height }, () =>
      drawPane(context, whole, b, view, density),
    );
  } else if (view.mode === 'flip') {
    drawPane(context, whole, view.isFlipped ? b : a, view, density);
  } else if (view.isFlipped) {
    drawPane(context, whole, b, view, density);
  } else {
    const picture = view.mode === 'difference' ? difference(a, b, view.gain) : nearer(a, b, panes[2], view.gain);
    if (picture) drawPicture(context, whole, picture, view.lens, density);
  }
}

function drawPane(context: Context, rect: Rect, pane: PaneImage | undefined, view: CellView, density: number): void {
  if (pane?.bitmap === undefined) return;
  context.save();
  context.beginPath();
  context.rect(rect.left, rect.top, rect.width, rect.height);
  context.clip();
  if (pane.isStale) context.globalAlpha = 0.4;
  drawPicture(context, rect, shown(pane), view.lens, density);
  if (view.overlay?.bitmap && pane.pixels === 'color') {
    context.globalAlpha = view.opacity;
    drawPicture(context, rect, shown(view.overlay), view.lens, density, pane.bitmap);
  }
  context.restore();
}

/** @param as the size whose place it takes, where it is not its own: an overlay lies on its picture. */
function drawPicture(
  context: Context,
  rect: Rect,
  bitmap: ImageBitmap,
  lens: Lens,
  density: number,
  as: Size = bitmap,
): void {
  const { scale, left, top } = place(lens, rect, as);
  // Zoomed in, a pixel is a square; as a small picture it is smoothed.
  context.imageSmoothingEnabled = scale * density < 1.5;
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, rect.left + left, rect.top + top, as.width * scale, as.height * scale);
}

function clipped(context: Context, rect: Rect, draw: () => void): void {
  if (rect.width <= 0) return;
  context.save();
  context.beginPath();
  context.rect(rect.left, rect.top, rect.width, rect.height);
  context.clip();
  draw();
  context.restore();
}

/** Class images and depth as colors. */
function shown({ url, pixels, bitmap }: PaneImage): ImageBitmap {
  if (pixels === 'classes') return paintClasses(url, bitmap!);
  if (pixels === 'depth') {
    const { near, far } = depthRange(url, bitmap!);
    return paintDepth(url, bitmap!, near, far);
  }
  return bitmap!;
}

/** Heat map of two pictures; the second is brought to the size of the first. */
function difference(a: PaneImage | undefined, b: PaneImage | undefined, gain: number): ImageBitmap | undefined {
  if (!a?.bitmap || !b?.bitmap || a.isStale || b.isStale) return undefined;
  const first = rasterOf(a.url, a.bitmap);
  const second = rasterOf(b.url, b.bitmap, first);
  return paint(`difference|${gain}|${a.url}|${b.url}`, first, (out) => paintErrors(first, second, gain, HEAT, out));
}

function nearer(
  a: PaneImage | undefined,
  b: PaneImage | undefined,
  truth: PaneImage | undefined,
  gain: number,
): ImageBitmap | undefined {
  if (!a?.bitmap || !b?.bitmap || !truth?.bitmap || a.isStale || b.isStale || truth.isStale) return undefined;
  const first = rasterOf(a.url, a.bitmap);
  const second = rasterOf(b.url, b.bitmap, first);
  const third = rasterOf(truth.url, truth.bitmap, first);
  return paint(`nearer|${gain}|${a.url}|${b.url}|${truth.url}`, first, (out) =>
    paintNearer(first, second, third, gain, NEARER, out),
  );
}
