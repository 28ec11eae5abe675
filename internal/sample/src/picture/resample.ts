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

/** Mixes an image with its box blur of the given radius; `amount` 0 changes nothing. In place. */
export function soften(
  width: number,
  height: number,
  channels: number,
  pixels: Uint8Array,
  radius: number,
  amount: number,
): void {
  if (radius < 1 || amount <= 0) return;
  const span = 2 * radius + 1;
  const rows = new Uint8Array(pixels.length);
  blurLines(pixels, rows, height, width, width * channels, channels, channels, radius, span);
  const both = new Uint8Array(pixels.length);
  blurLines(rows, both, width, height, channels, width * channels, channels, radius, span);
  for (let i = 0; i < pixels.length; i++) pixels[i] = pixels[i]! + (both[i]! - pixels[i]!) * amount + 0.5;
}

function blurLines(
  from: Uint8Array,
  to: Uint8Array,
  lines: number,
  count: number,
  lineStep: number,
  step: number,
  channels: number,
  radius: number,
  span: number,
): void {
  for (let line = 0; line < lines; line++) {
    for (let k = 0; k < channels; k++) {
      const start = line * lineStep + k;
      let sum = 0;
      for (let i = -radius; i <= radius; i++) sum += from[start + Math.min(count - 1, Math.max(0, i)) * step]!;
      for (let i = 0; i < count; i++) {
        to[start + i * step] = (sum / span + 0.5) | 0;
        sum +=
          from[start + Math.min(count - 1, i + radius + 1) * step]! - from[start + Math.max(0, i - radius) * step]!;
      }
    }
  }
}
