import { promisify } from 'node:util';
import { crc32, deflate } from 'node:zlib';

const deflateAsync = promisify(deflate);
const COLOUR_TYPE = { 1: 0, 3: 2, 4: 6 } as const;

/** An 8-bit PNG of interleaved rows: 1 channel gray, 3 RGB, 4 RGBA. Gray rows are unfiltered, others are differences to the row above. */
export async function encodePng(
  width: number,
  height: number,
  channels: 1 | 3 | 4,
  pixels: Uint8Array,
): Promise<Uint8Array> {
  const stride = width * channels;
  const raw = new Uint8Array((stride + 1) * height);
  for (let y = 0; y < height; y++) {
    const from = y * stride;
    const to = y * (stride + 1);
    if (channels === 1) {
      raw.set(pixels.subarray(from, from + stride), to + 1);
      continue;
    }
    raw[to] = 2;
    for (let x = 0; x < stride; x++) raw[to + 1 + x] = pixels[from + x]! - (y > 0 ? pixels[from + x - stride]! : 0);
  }
  const data = await deflateAsync(raw, { level: 6 });
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header.set([8, COLOUR_TYPE[channels], 0, 0, 0], 8);
  const out = new Uint8Array(8 + 25 + 12 + data.length + 12);
  out.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  let p = 8;
  for (const [type, body] of [
    ['IHDR', header],
    ['IDAT', data],
    ['IEND', new Uint8Array(0)],
  ] as const) {
    const chunk = new DataView(out.buffer, p, 12 + body.length);
    chunk.setUint32(0, body.length);
    for (let i = 0; i < 4; i++) out[p + 4 + i] = type.charCodeAt(i);
    out.set(body, p + 8);
    chunk.setUint32(8 + body.length, crc32(out.subarray(p + 4, p + 8 + body.length)));
    p += 12 + body.length;
  }
  return out;
}
