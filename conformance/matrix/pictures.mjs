import { PNG } from 'pngjs';

/** Steps of 255 that antialiasing and animation of the viewer's own widgets stay below. */
const NOISE = 24;

/** Share of pixels that differ between two PNGs of one size. */
export function difference(one, other) {
  const [a, b] = [PNG.sync.read(one), PNG.sync.read(other)];
  if (a.width !== b.width || a.height !== b.height) return 1;
  let pixels = 0;
  for (let at = 0; at < a.data.length; at += 4) {
    if ([0, 1, 2].some((channel) => Math.abs(a.data[at + channel] - b.data[at + channel]) > NOISE)) pixels++;
  }
  return pixels / (a.width * a.height);
}
