import { FileNotFoundError } from '../errors.ts';
import type { FileEditor } from './file-editor.ts';
import { MemorySource } from './memory-source.ts';
import { parentPath, printable, requireInside } from './source-path.ts';
import { FileExistsError } from './write-errors.ts';

/** A tree in memory; {@link source} reads what was written. */
export class MemoryFileSink implements FileEditor {
  readonly location: string;
  readonly files = new Map<string, Uint8Array>();
  readonly folders = new Set<string>();

  /** @param files Experiment-relative POSIX path → content, there from the beginning. */
  constructor(location = 'memory', files: Iterable<readonly [string, Uint8Array]> = []) {
    this.location = location;
    for (const [path, bytes] of files) {
      requireInside(path);
      this.#addFolders(parentPath(path));
      this.files.set(path, bytes);
    }
  }

  async createFolder(path: string): Promise<void> {
    requireInside(path);
    this.#addFolders(path);
  }

  async createFile(path: string, bytes: Uint8Array): Promise<void> {
    requireInside(path);
    if (this.files.has(path)) throw new FileExistsError(`${printable(path)} is there already.`, { path });
    this.files.set(path, bytes.slice());
  }

  async exists(path: string): Promise<boolean> {
    requireInside(path);
    return this.files.has(path) || this.folders.has(path);
  }

  async rename(from: string, to: string): Promise<void> {
    requireInside(from);
    requireInside(to);
    if (await this.exists(to)) throw new FileExistsError(`${printable(to)} is there already.`, { path: to });
    if (!(await this.exists(from))) throw new FileNotFoundError(`${printable(from)} does not exist.`, { path: from });
    const moved = (path: string): string | undefined =>
      path === from ? to : path.startsWith(`${from}/`) ? to + path.slice(from.length) : undefined;
    for (const [path, bytes] of [...this.files]) {
      const target = moved(path);
      if (target === undefined) continue;
      this.files.delete(path);
      this.files.set(target, bytes);
    }
    for (const path of [...this.folders]) {
      const target = moved(path);
      if (target === undefined) continue;
      this.folders.delete(path);
      this.folders.add(target);
    }
  }

  async replaceFile(path: string, bytes: Uint8Array): Promise<void> {
    requireInside(path);
    this.files.set(path, bytes.slice());
  }

  /** What was written, for reading. */
  source(): MemorySource {
    return new MemorySource(
      [...[...this.folders].map((path) => [`${path}/`, ''] as const), ...this.files],
      this.location,
    );
  }

  #addFolders(path: string): void {
    for (let folder = path; folder !== ''; folder = parentPath(folder)) this.folders.add(folder);
  }
}
