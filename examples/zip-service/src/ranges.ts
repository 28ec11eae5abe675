/**
 * Bytes of a large object, piece by piece: a file here, or whatever answers requests for ranges, as buckets do.
 * @module
 */
import { open } from 'node:fs/promises';

/** Random access to an object's bytes. */
export interface Ranges {
  readonly size: number;
  /** Exactly these bytes. */
  read(start: number, length: number): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** A file. */
export async function fileRanges(path: string): Promise<Ranges> {
  const handle = await open(path);
  const { size } = await handle.stat();
  return {
    size,
    async read(start, length) {
      const bytes = new Uint8Array(length);
      const { bytesRead } = await handle.read(bytes, 0, length, start);
      if (bytesRead < length) throw new Error(`${path} ended at byte ${start + bytesRead}.`);
      return bytes;
    },
    close: () => handle.close(),
  };
}

/** An object behind a URL. The server must answer `Range` requests. */
export async function urlRanges(url: string): Promise<Ranges> {
  const head = await fetch(url, { method: 'HEAD' });
  const size = Number(head.headers.get('content-length'));
  if (!head.ok || !Number.isSafeInteger(size)) throw new Error(`${url} does not say how large it is (${head.status}).`);
  return {
    size,
    async read(start, length) {
      const response = await fetch(url, { headers: { range: `bytes=${start}-${start + length - 1}` } });
      if (response.status !== 206) throw new Error(`${url} gives no ranges (${response.status}).`);
      return new Uint8Array(await response.arrayBuffer());
    },
    close: async () => {},
  };
}
