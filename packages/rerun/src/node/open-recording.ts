import { open } from 'node:fs/promises';
import type { RandomAccess } from '../read/source.ts';

/** A recording on disk, for every reader of `@outlay/rerun/read`. Call `close` when done. */
export interface RecordingFile extends RandomAccess {
  close(): Promise<void>;
}

/** Opens a `.rrd` or `.rbl` file for reading. Fails as `fs.open` does; the size is that of the moment of opening. */
export async function openRecordingFile(path: string): Promise<RecordingFile> {
  const handle = await open(path, 'r');
  try {
    const { size } = await handle.stat();
    return {
      size,
      async read(offset, length) {
        const bytes = new Uint8Array(length);
        let filled = 0;
        while (filled < length) {
          const { bytesRead } = await handle.read(bytes, filled, length - filled, offset + filled);
          if (bytesRead === 0) break;
          filled += bytesRead;
        }
        return bytes.subarray(0, filled);
      },
      close: () => handle.close(),
    };
  } catch (error) {
    await handle.close();
    throw error;
  }
}
