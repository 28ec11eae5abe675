/** Bytes as the field writes them. */
import { crc32 } from '../../src/read/crc32.ts';
import { join, latin } from '../read/bytes.ts';

/** The TIFF structure of Exif with one tag, the orientation. */
export function exif(value: number, options: { little?: boolean; type?: 1 | 3 | 4 } = {}): Uint8Array {
  const { little = true, type = 3 } = options;
  const bytes = new Uint8Array(26);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, little ? 0x4949 : 0x4d4d);
  view.setUint16(2, 42, little);
  view.setUint32(4, 8, little);
  view.setUint16(8, 1, little);
  view.setUint16(10, 0x0112, little);
  view.setUint16(12, type, little);
  view.setUint32(14, 1, little);
  if (type === 1) view.setUint8(18, value);
  else if (type === 3) view.setUint16(18, value, little);
  else view.setUint32(18, value, little);
  return bytes;
}

/** A JPEG with an APP1 segment of Exif behind its start. */
export function withExif(jpeg: Uint8Array, tiff: Uint8Array): Uint8Array {
  const length = 2 + 6 + tiff.length;
  return join(
    jpeg.subarray(0, 2),
    Uint8Array.of(0xff, 0xe1, length >> 8, length & 255),
    latin('Exif\0\0'),
    tiff,
    jpeg.subarray(2),
  );
}

/** A chunk of a PNG with its checksum. */
export function pngChunk(type: string, data: Uint8Array): Uint8Array {
  const out = join(new Uint8Array(4), latin(type), data, new Uint8Array(4));
  const view = new DataView(out.buffer);
  view.setUint32(0, data.length);
  view.setUint32(out.length - 4, crc32(out, 4, out.length - 4));
  return out;
}
