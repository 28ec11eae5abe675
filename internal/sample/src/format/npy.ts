import { crc32 } from 'node:zlib';

/** An array as NumPy sees it: the values in C order and their shape. `int64` and `unicode` hold what `meta.npz` needs. */
export interface NpyArray {
  readonly shape: readonly number[];
  readonly data: Float32Array | Float64Array | Int32Array | BigInt64Array | readonly string[];
}

/** `np.save`'s bytes: format 1.0, little-endian, C order, header padded to 64. */
export function encodeNpy(array: NpyArray): Uint8Array {
  const { shape } = array;
  const [descr, body] = bodyOf(array.data);
  const tuple = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`;
  let header = `{'descr': '${descr}', 'fortran_order': False, 'shape': ${tuple}, }`;
  // numpy leaves room for the first axis to grow in place (GROWTH_AXIS_MAX_DIGITS).
  if (shape.length > 0) header += ' '.repeat(Math.max(0, 21 - String(shape[0]).length));
  header += `${' '.repeat(63 - ((10 + header.length) % 64))}\n`;
  const out = new Uint8Array(10 + header.length + body.length);
  out.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, header.length & 255, header.length >> 8]);
  for (let i = 0; i < header.length; i++) out[10 + i] = header.charCodeAt(i);
  out.set(body, 10 + header.length);
  return out;
}

function bodyOf(data: NpyArray['data']): [string, Uint8Array] {
  if (ArrayBuffer.isView(data)) {
    const descr =
      data instanceof Float32Array
        ? '<f4'
        : data instanceof Float64Array
          ? '<f8'
          : data instanceof Int32Array
            ? '<i4'
            : '<i8';
    return [descr, new Uint8Array(data.buffer as ArrayBuffer, data.byteOffset, data.byteLength)];
  }
  const width = data.reduce((max, text) => Math.max(max, text.length), 1);
  const codes = new Uint32Array(width * data.length);
  data.forEach((text, row) => {
    for (let i = 0; i < text.length; i++) codes[row * width + i] = text.charCodeAt(i);
  });
  return [`<U${width}`, new Uint8Array(codes.buffer)];
}

/**
 * `np.savez`'s bytes: entries stored, dated 1980-01-01, local sizes 0xFFFFFFFF with a ZIP64 extra, true sizes in the
 * central directory. Key order is the object's.
 */
export function encodeNpz(arrays: Readonly<Record<string, NpyArray>>): Uint8Array {
  const entries = Object.entries(arrays).map(([key, array]) => ({ name: `${key}.npy`, bytes: encodeNpy(array) }));
  const size = entries.reduce((sum, e) => sum + 30 + e.name.length + 20 + e.bytes.length + 46 + e.name.length, 22);
  const out = new Uint8Array(size);
  const view = new DataView(out.buffer);
  const text = (at: number, value: string) => {
    for (let i = 0; i < value.length; i++) out[at + i] = value.charCodeAt(i);
  };
  const placed: { name: string; at: number; crc: number; length: number }[] = [];
  let p = 0;
  for (const { name, bytes } of entries) {
    const crc = crc32(bytes);
    placed.push({ name, at: p, crc, length: bytes.length });
    view.setUint32(p, 0x04034b50, true);
    view.setUint16(p + 4, 45, true);
    view.setUint16(p + 12, 0x21, true);
    view.setUint32(p + 14, crc, true);
    view.setUint32(p + 18, 0xffffffff, true);
    view.setUint32(p + 22, 0xffffffff, true);
    view.setUint16(p + 26, name.length, true);
    view.setUint16(p + 28, 20, true);
    text(p + 30, name);
    p += 30 + name.length;
    view.setUint16(p, 1, true);
    view.setUint16(p + 2, 16, true);
    view.setUint32(p + 4, bytes.length, true);
    view.setUint32(p + 12, bytes.length, true);
    out.set(bytes, p + 20);
    p += 20 + bytes.length;
  }
  const directory = p;
  for (const { name, at, crc, length } of placed) {
    view.setUint32(p, 0x02014b50, true);
    view.setUint8(p + 4, 45);
    view.setUint8(p + 5, 3);
    view.setUint16(p + 6, 45, true);
    view.setUint16(p + 14, 0x21, true);
    view.setUint32(p + 16, crc, true);
    view.setUint32(p + 20, length, true);
    view.setUint32(p + 24, length, true);
    view.setUint16(p + 28, name.length, true);
    view.setUint32(p + 38, 0x01800000, true);
    view.setUint32(p + 42, at, true);
    text(p + 46, name);
    p += 46 + name.length;
  }
  view.setUint32(p, 0x06054b50, true);
  view.setUint16(p + 8, placed.length, true);
  view.setUint16(p + 10, placed.length, true);
  view.setUint32(p + 12, p - directory, true);
  view.setUint32(p + 16, directory, true);
  return out;
}
