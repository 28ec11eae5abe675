import { access, mkdir, open, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { FileSink } from '../file-sink.ts';
import { printable, requireInside } from '../source-path.ts';
import { FileExistsError } from '../write-errors.ts';
import { fromSystemError } from './system-error.ts';

/** A folder of the local file system to write into; created when it is not there. */
export class NodeFileSink implements FileSink {
  readonly location: string;

  constructor(folder: string) {
    this.location = resolve(folder);
  }

  async createFolder(path: string): Promise<void> {
    requireInside(path);
    try {
      await mkdir(join(this.location, path), { recursive: true });
    } catch (error) {
      throw fromSystemError(error, 'folder', path);
    }
  }

  async createFile(path: string, bytes: Uint8Array): Promise<void> {
    requireInside(path);
    const target = join(this.location, path);
    const exists = await access(target).then(
      () => true,
      () => false,
    );
    if (exists) throw new FileExistsError(`${printable(path)} is there already.`, { path });
    const temporary = `${target}.tmp`;
    try {
      const file = await open(temporary, 'w');
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(temporary, target);
    } catch (error) {
      await rm(temporary, { force: true });
      throw fromSystemError(error, 'file', path);
    }
  }
}
