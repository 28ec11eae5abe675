/**
 * Differences of pictures, pixel by pixel. All numbers are of 255; pictures are RGBA bytes, row by row.
 * @module
 */

/** Size and RGBA bytes: what `ImageData` is. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray;
}

/** |Δ| of a pixel: the mean of |ΔR|, |ΔG| and |ΔB|. */
export function errorAt(a: Raster, b: Raster, pixel: number): number {
  const i = pixel * 4;
  const red = Math.abs(a.data[i]! - b.data[i]!);
  const green = Math.abs(a.data[i + 1]! - b.data[i + 1]!);
  return (red + green + Math.abs(a.data[i + 2]! - b.data[i + 2]!)) / 3;
}

/** Paints |Δ| by a palette of 256 RGB colors; `top` is where it ends. */
export function paintErrors(a: Raster, b: Raster, top: number, palette: Uint8Array, out: Uint8ClampedArray): void {
  const pixels = a.width * a.height;
  const scale = 255 / (top * 3);
  const x = a.data;
  const y = b.data;
  for (let pixel = 0, i = 0; pixel < pixels; pixel++, i += 4) {
    const sum = Math.abs(x[i]! - y[i]!) + Math.abs(x[i + 1]! - y[i + 1]!) + Math.abs(x[i + 2]! - y[i + 2]!);
    const color = Math.min(255, Math.round(sum * scale)) * 3;
    out[i] = palette[color]!;
    out[i + 1] = palette[color + 1]!;
    out[i + 2] = palette[color + 2]!;
    out[i + 3] = 255;
  }
}

/**
 * Paints who is nearer to `truth`: where it is `a`, its palette's upper half; `b`, the lower; black where both are
 * equally far. `top` is the difference of |Δ| at which colors end.
 */
export function paintNearer(
  a: Raster,
  b: Raster,
  truth: Raster,
  top: number,
  palette: Uint8Array,
  out: Uint8ClampedArray,
): void {
  const pixels = a.width * a.height;
  for (let pixel = 0; pixel < pixels; pixel++) {
    const gain = (errorAt(b, truth, pixel) - errorAt(a, truth, pixel)) / top;
    const color = Math.round(127.5 + Math.max(-1, Math.min(1, gain)) * 127.5) * 3;
    out[pixel * 4] = palette[color]!;
    out[pixel * 4 + 1] = palette[color + 1]!;
    out[pixel * 4 + 2] = palette[color + 2]!;
    out[pixel * 4 + 3] = 255;
  }
}
