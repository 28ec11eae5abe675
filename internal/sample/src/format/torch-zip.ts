import { crc32 } from 'node:zlib';
import { encodeTensorDict, type Tensor } from './torch-pickle.ts';

const ALIGNMENT = 64;

/**
 * `torch.save`'s bytes for a dict of tensors in a file named `<stem>.pt`: stored ZIP, data 64-byte aligned by an `FB`
 * extra, sizes in data descriptors only, undated, ZIP64 end records.
 */
export function encodeTorchFile(stem: string, tensors: Readonly<Record<string, Tensor>>): Uint8Array {
  const ascii = (text: string) => new TextEncoder().encode(text);
  const storages = Object.values(tensors).map((t) => t.bytes);
  const checksum = storages.reduce((crc, bytes) => crc32(bytes, crc), 0);
  const entries: readonly (readonly [string, Uint8Array])[] = (
    [
      ['data.pkl', encodeTensorDict(tensors)],
      ['.format_version', ascii('1')],
      ['.storage_alignment', ascii(String(ALIGNMENT))],
      ['byteorder', ascii('little')],
      ...storages.map((bytes, i) => [`data/${i}`, bytes] as const),
      ['version', ascii('3\n')],
      // torch writes two hashes as 40 digits; here a digest of the storages stands in the same place.
      [
        '.data/serialization_id',
        ascii(`1${String(storages.length).padStart(19, '0')}${String(checksum).padStart(20, '0')}`),
      ],
    ] as const
  ).map(([name, bytes]) => [`${stem}/${name}`, bytes] as const);

  const total = entries.reduce((sum, [name, bytes]) => sum + 30 + 46 + 2 * name.length + 68 + 16 + bytes.length, 98);
  const out = new Uint8Array(total);
  const view = new DataView(out.buffer);
  const text = (at: number, value: string) => {
    for (let i = 0; i < value.length; i++) out[at + i] = value.charCodeAt(i);
  };
  const placed: { name: string; at: number; crc: number; length: number }[] = [];
  let p = 0;
  for (const [name, bytes] of entries) {
    const crc = crc32(bytes);
    placed.push({ name, at: p, crc, length: bytes.length });
    const start = p + 30 + name.length + 4;
    const padding = (ALIGNMENT - (start % ALIGNMENT)) % ALIGNMENT;
    view.setUint32(p, 0x04034b50, true);
    view.setUint16(p + 6, 0x0808, true);
    view.setUint16(p + 26, name.length, true);
    view.setUint16(p + 28, padding + 4, true);
    text(p + 30, name);
    p += 30 + name.length;
    text(p, 'FB');
    view.setUint16(p + 2, padding, true);
    out.fill(0x5a, p + 4, p + 4 + padding);
    p += 4 + padding;
    out.set(bytes, p);
    p += bytes.length;
    view.setUint32(p, 0x08074b50, true);
    view.setUint32(p + 4, crc, true);
    view.setUint32(p + 8, bytes.length, true);
    view.setUint32(p + 12, bytes.length, true);
    p += 16;
  }
  const directory = p;
  for (const { name, at, crc, length } of placed) {
    view.setUint32(p, 0x02014b50, true);
    view.setUint16(p + 8, 0x0808, true);
    view.setUint32(p + 16, crc, true);
    view.setUint32(p + 20, length, true);
    view.setUint32(p + 24, length, true);
    view.setUint16(p + 28, name.length, true);
    view.setUint32(p + 42, at, true);
    text(p + 46, name);
    p += 46 + name.length;
  }
  const end = p;
  view.setUint32(p, 0x06064b50, true);
  view.setUint32(p + 4, 44, true);
  view.setUint16(p + 12, 0x031e, true);
  view.setUint16(p + 14, 45, true);
  view.setUint32(p + 24, placed.length, true);
  view.setUint32(p + 32, placed.length, true);
  view.setUint32(p + 40, end - directory, true);
  view.setUint32(p + 48, directory, true);
  p += 56;
  view.setUint32(p, 0x07064b50, true);
  view.setUint32(p + 8, end, true);
  view.setUint32(p + 16, 1, true);
  p += 20;
  view.setUint32(p, 0x06054b50, true);
  view.setUint16(p + 8, placed.length, true);
  view.setUint16(p + 10, placed.length, true);
  view.setUint32(p + 12, end - directory, true);
  view.setUint32(p + 16, directory, true);
  return out.subarray(0, p + 22);
}
