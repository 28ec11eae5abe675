/** Averages 2x2 pixels; an odd last row or column is left out, as the trainers' floor division does. */
export function halve(width: number, height: number, channels: number, pixels: Uint8Array): Uint8Array {
  const w = width >> 1;
  const h = height >> 1;
  const out = new Uint8Array(w * h * channels);
  const stride = width * channels;
  for (let y = 0, o = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      let i = 2 * y * stride + 2 * x * channels;
      for (let k = 0; k < channels; k++, i++, o++) {
        out[o] = (pixels[i]! + pixels[i + channels]! + pixels[i + stride]! + pixels[i + stride + channels]! + 2) >> 2;
      }
    }
  }
  return out;
}

/** Left, top, right, bottom in pixels, ends exclusive. */
export type Box = readonly [number, number, number, number];

/** Mixes the part of an image inside `box` with its box blur of the given radius; `amount` 0 changes nothing. In place. */
export function soften(
  width: number,
  channels: number,
  pixels: Uint8Array,
  box: Box,
  radius: number,
  amount: number,
): void {
  if (radius < 1 || amount <= 0) return;
  const [left, top, right, bottom] = box;
  const w = (right - left) * channels;
  const h = bottom - top;
  const stride = width * channels;
  const start = top * stride + left * channels;
  const rows = new Uint8Array(w * h);
  const both = new Uint8Array(w * h);
  const span = 2 * radius + 1;
  for (let y = 0; y < h; y++) {
    const from = start + y * stride;
    for (let k = 0; k < channels; k++) {
      let sum = 0;
      for (let i = -radius; i <= radius; i++) sum += pixels[from + clampIndex(i, right - left) * channels + k]!;
      for (let x = 0; x < right - left; x++) {
        rows[y * w + x * channels + k] = (sum / span + 0.5) | 0;
        const [enter, leave] = [clampIndex(x + radius + 1, right - left), clampIndex(x - radius, right - left)];
        sum += pixels[from + enter * channels + k]! - pixels[from + leave * channels + k]!;
      }
    }
  }
  const sums = new Int32Array(w);
  for (let i = -radius; i <= radius; i++) {
    const row = clampIndex(i, h) * w;
    for (let x = 0; x < w; x++) sums[x]! += rows[row + x]!;
  }
  for (let y = 0; y < h; y++) {
    const enter = clampIndex(y + radius + 1, h) * w;
    const leave = clampIndex(y - radius, h) * w;
    for (let x = 0; x < w; x++) {
      both[y * w + x] = (sums[x]! / span + 0.5) | 0;
      sums[x]! += rows[enter + x]! - rows[leave + x]!;
    }
  }
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      const at = start + y * stride + x;
      pixels[at] = pixels[at]! + (both[y * w + x]! - pixels[at]!) * amount + 0.5;
    }
  }
}

function clampIndex(index: number, count: number): number {
  return index < 0 ? 0 : index >= count ? count - 1 : index;
}
