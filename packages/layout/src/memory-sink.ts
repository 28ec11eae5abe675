import type { FileSink } from './file-sink.ts';
import { MemorySource } from './memory-source.ts';
import { parentPath, printable, requireInside } from './source-path.ts';
import { FileExistsError } from './write-errors.ts';

/** A tree in memory; {@link source} reads what was written. */
export class MemorySink implements FileSink {
  readonly location: string;
  readonly files = new Map<string, Uint8Array>();
  readonly folders = new Set<string>();

  constructor(location = 'memory') {
    this.location = location;
  }

  async createFolder(path: string): Promise<void> {
    requireInside(path);
    for (let folder = path; folder !== ''; folder = parentPath(folder)) this.folders.add(folder);
  }

  async createFile(path: string, bytes: Uint8Array): Promise<void> {
    requireInside(path);
    if (this.files.has(path)) throw new FileExistsError(`${printable(path)} is there already.`, { path });
    this.files.set(path, bytes.slice());
  }

  /** What was written, for reading. */
  source(): MemorySource {
    return new MemorySource(
      [...[...this.folders].map((path) => [`${path}/`, ''] as const), ...this.files],
      this.location,
    );
  }
}
