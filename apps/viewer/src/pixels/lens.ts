/**
 * How a picture lies in its pane. All panes share one lens, in fractions of the picture, so that pictures of different
 * sizes show the same place.
 * @module
 */

/** `zoom` 1 fits the picture into the pane; (`x`, `y`) is the point in the middle of the pane, in fractions of the picture. */
export interface Lens {
  readonly zoom: number;
  readonly x: number;
  readonly y: number;
}

export const FITTED: Lens = { zoom: 1, x: 0.5, y: 0.5 };

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Where the picture is in the pane: pane pixels per pixel of the picture, and its left upper corner. */
export interface Placement {
  readonly scale: number;
  readonly left: number;
  readonly top: number;
}

export function place(lens: Lens, pane: Size, picture: Size): Placement {
  const scale = Math.min(pane.width / picture.width, pane.height / picture.height) * lens.zoom;
  return {
    scale,
    left: pane.width / 2 - lens.x * picture.width * scale,
    top: pane.height / 2 - lens.y * picture.height * scale,
  };
}

/** The point of the picture, in fractions, that is at (`px`, `py`) of the pane. */
export function pointAt(
  lens: Lens,
  pane: Size,
  picture: Size,
  px: number,
  py: number,
): { readonly x: number; readonly y: number } {
  const { scale, left, top } = place(lens, pane, picture);
  return { x: (px - left) / (picture.width * scale), y: (py - top) / (picture.height * scale) };
}

/** Zooms by `factor` with what is at (`px`, `py`) staying there. */
export function zoomAt(lens: Lens, pane: Size, picture: Size, px: number, py: number, factor: number): Lens {
  const zoom = Math.min(128, Math.max(1, lens.zoom * factor));
  if (zoom === 1) return FITTED;
  const point = pointAt(lens, pane, picture, px, py);
  const scale = Math.min(pane.width / picture.width, pane.height / picture.height) * zoom;
  return held({
    zoom,
    x: point.x - (px - pane.width / 2) / (picture.width * scale),
    y: point.y - (py - pane.height / 2) / (picture.height * scale),
  });
}

/** Moves the picture with the hand, by pane pixels. */
export function panBy(lens: Lens, pane: Size, picture: Size, dx: number, dy: number): Lens {
  const { scale } = place(lens, pane, picture);
  return held({ zoom: lens.zoom, x: lens.x - dx / (picture.width * scale), y: lens.y - dy / (picture.height * scale) });
}

/** The middle of the pane stays within the picture. */
const held = ({ zoom, x, y }: Lens): Lens => ({ zoom, x: Math.min(1, Math.max(0, x)), y: Math.min(1, Math.max(0, y)) });
