import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Files on their way to a folder. Encoding and writing overlap with drawing; memory stays within `limit` files. */
export interface Disk {
  /** Takes the bytes, or a promise of them, for a path relative to the folder. */
  file(path: string, bytes: Uint8Array | string | Promise<Uint8Array>): void;
  /** Makes an empty folder. */
  folder(path: string): void;
  /** Resolves when at most `pending` files are still on their way; rejects with the first failure. */
  settle(pending?: number): Promise<void>;
  readonly files: number;
  readonly bytes: number;
}

/** Opens a folder for writing; it is made when missing. */
export function openDisk(directory: string): Disk {
  const made = new Set<string>();
  const running = new Set<Promise<void>>();
  const state = { files: 0, bytes: 0, failure: undefined as unknown };
  const make = (folder: string) => {
    if (made.has(folder)) return;
    mkdirSync(folder, { recursive: true });
    made.add(folder);
  };
  return {
    get files() {
      return state.files;
    },
    get bytes() {
      return state.bytes;
    },
    folder: (path) => make(join(directory, path)),
    file(path, bytes) {
      const target = join(directory, path);
      make(dirname(target));
      const write = (value: Uint8Array | string) => {
        // Thousands of small files: the thread pool's three trips per file cost more than the write itself.
        writeFileSync(target, value);
        state.files++;
        state.bytes += typeof value === 'string' ? Buffer.byteLength(value) : value.length;
      };
      if (!(bytes instanceof Promise)) {
        write(bytes);
        return;
      }
      const job = bytes
        .then(write)
        .catch((error: unknown) => {
          state.failure ??= error;
        })
        .finally(() => running.delete(job));
      running.add(job);
    },
    async settle(pending = 0) {
      while (running.size > pending) await Promise.race(running);
      if (state.failure !== undefined) throw state.failure;
    },
  };
}
