import type { Camera } from '@outlay/schema/port';
import type { Mask } from '../../read/mask.ts';

/** Points in a picture. */
export interface Projected {
  /** Pixels, x and y alternating; points behind the camera are left out. */
  readonly pixels: Float64Array;
  /** Metres along the camera's z axis, of the same points. */
  readonly depths: Float64Array;
  readonly behind: number;
}

/** Projects V×3 points of the camera's world. Only finite points in front of the camera come out. */
export function project({ intrinsics: k, extrinsics: e }: Camera, points: Float32Array): Projected {
  const pixels: number[] = [];
  const depths: number[] = [];
  let behind = 0;
  for (let i = 0; i + 2 < points.length; i += 3) {
    const [px, py, pz] = [points[i]!, points[i + 1]!, points[i + 2]!];
    const z = e[8]! * px + e[9]! * py + e[10]! * pz + e[11]!;
    const x = e[0]! * px + e[1]! * py + e[2]! * pz + e[3]!;
    const y = e[4]! * px + e[5]! * py + e[6]! * pz + e[7]!;
    if (z > 0 && Number.isFinite(x + y + z)) {
      pixels.push((k[0]! * x + k[1]! * y) / z + k[2]!, (k[4]! * y) / z + k[5]!);
      depths.push(z);
    } else behind++;
  }
  return { pixels: Float64Array.from(pixels), depths: Float64Array.from(depths), behind };
}

/** When fewer points than this are in the picture, those outside count as missing the mask. */
const MIN_INSIDE = 0.25;

/** A mask of fewer pixels has no middle worth comparing. */
const MIN_PIXELS = 10;
/** With more of the body outside, the picture cuts its middle off. */
const MIN_VISIBLE = 0.8;

/**
 * How far the middle of the points is from the middle of the mask, in standard deviations of the mask across and down.
 * `undefined` when the mask is empty or the body is partly outside.
 */
export function offset(mask: Mask, { pixels, behind }: Projected): number | undefined {
  let [count, px, py] = [0, 0, 0];
  for (let i = 0; i < pixels.length; i += 2) {
    const [x, y] = [pixels[i]!, pixels[i + 1]!];
    if (x < 0 || y < 0 || x >= mask.width || y >= mask.height) continue;
    count++;
    px += x;
    py += y;
  }
  if (count === 0 || count < MIN_VISIBLE * (pixels.length / 2 + behind)) return undefined;
  let [area, mx, my, mxx, myy] = [0, 0, 0, 0, 0];
  for (let y = 0; y < mask.height; y++)
    for (let x = 0; x < mask.width; x++) {
      if (mask.coverage[y * mask.width + x]! <= 127) continue;
      area++;
      mx += x + 0.5;
      my += y + 0.5;
      mxx += (x + 0.5) ** 2;
      myy += (y + 0.5) ** 2;
    }
  if (area < MIN_PIXELS) return undefined;
  const sigma = (sum: number, squares: number): number => Math.max(1, Math.sqrt(squares / area - (sum / area) ** 2));
  return Math.hypot((px / count - mx / area) / sigma(mx, mxx), (py / count - my / area) / sigma(my, myy));
}

/** Fraction of the points in the picture that fall on the mask. People who walk out of the picture are cut, not missing. */
export function fractionOn(mask: Mask, { pixels, behind }: Projected): number {
  let on = 0;
  let inside = 0;
  for (let i = 0; i < pixels.length; i += 2) {
    const [x, y] = [Math.floor(pixels[i]!), Math.floor(pixels[i + 1]!)];
    if (x < 0 || y < 0 || x >= mask.width || y >= mask.height) continue;
    inside++;
    if (mask.coverage[y * mask.width + x]! > 0) on++;
  }
  const total = pixels.length / 2 + behind;
  const counted = inside < total * MIN_INSIDE ? total : inside;
  return counted === 0 ? 0 : on / counted;
}

/** Left, top, right, bottom in pixels. */
export type Box = readonly [number, number, number, number];

/** Box around the points, cut at the picture; `undefined` when none is inside. */
export function boxOfPoints({ pixels }: Projected, width: number, height: number): Box | undefined {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < pixels.length; i += 2) grow(box, pixels[i]!, pixels[i + 1]!);
  const cut: Box = [Math.max(0, box[0]), Math.max(0, box[1]), Math.min(width, box[2]), Math.min(height, box[3])];
  return cut[0] < cut[2] && cut[1] < cut[3] ? cut : undefined;
}

/** Box around the foreground; `undefined` for an empty mask. */
export function boxOfMask({ width, height, coverage }: Mask): Box | undefined {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      if (coverage[y * width + x]! > 0) {
        grow(box, x, y);
        grow(box, x + 1, y + 1);
      }
  return box[0] < box[2] ? box : undefined;
}

/** Intersection over union, 0 to 1. */
export function overlap(a: Box, b: Box): number {
  const width = Math.min(a[2], b[2]) - Math.max(a[0], b[0]);
  const height = Math.min(a[3], b[3]) - Math.max(a[1], b[1]);
  const shared = Math.max(0, width) * Math.max(0, height);
  return shared / (area(a) + area(b) - shared);
}

function area([left, top, right, bottom]: Box): number {
  return (right - left) * (bottom - top);
}

function grow(box: [number, number, number, number], x: number, y: number): void {
  if (x < box[0]) box[0] = x;
  if (y < box[1]) box[1] = y;
  if (x > box[2]) box[2] = x;
  if (y > box[3]) box[3] = y;
}

/** The middle value; `NaN` for none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}
