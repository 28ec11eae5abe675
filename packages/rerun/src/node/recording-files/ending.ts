import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';

/** How much of the end of a file is looked at: the index of its chunks, with their ids and places. */
export const ENDING_BYTES = 64 << 10;

/** 16 hex digits over the length of a file and its last {@link ENDING_BYTES}: tells recordings apart without reading them. */
export function endingOf(length: number, tail: Uint8Array): string {
  return createHash('sha256').update(`${length}\n`).update(tail).digest('hex').slice(0, 16);
}

/** {@link endingOf} a file. @throws What the system says. */
export async function readEnding(path: string): Promise<string> {
  const handle = await open(path, 'r');
  try {
    const { size } = await handle.stat();
    const start = Math.max(0, size - ENDING_BYTES);
    const { bytesRead, buffer } = await handle.read(new Uint8Array(ENDING_BYTES), 0, ENDING_BYTES, start);
    return endingOf(size, buffer.subarray(0, bytesRead));
  } finally {
    await handle.close();
  }
}
