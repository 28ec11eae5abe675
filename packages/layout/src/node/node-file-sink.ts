import { lstat, realpath, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { makeFolder, openTemporary, removeAbandoned } from '@outlay-internal/disk';
import { FileUnreadableError, isLayoutError, PathRefusedError } from '../errors.ts';
import type { FileEditor } from '../source/file-editor.ts';
import { parentPath, printable, requireInside } from '../source/source-path.ts';
import { FileExistsError } from '../source/write-errors.ts';
import { fromSystemError } from './system-error.ts';

/** A folder of the local file system to write into; created when it is not there. */
export class NodeFileSink implements FileEditor {
  readonly location: string;
  /** Folders that were looked through for what killed runs left. */
  readonly #tidied = new Set<string>();

  constructor(folder: string) {
    this.location = resolve(folder);
  }

  async createFolder(path: string): Promise<void> {
    requireInside(path);
    try {
      await makeFolder(join(this.location, path));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      const what = path === '' ? 'The experiment folder' : `The folder ${printable(path)}`;
      throw new FileUnreadableError(`${what} cannot be made (${code ?? String(error)}).`, { path, cause: error });
    }
  }

  async createFile(path: string, bytes: Uint8Array): Promise<void> {
    requireInside(path);
    const _target = join(this.location, path);
    if (await this.exists(path)) throw new FileExistsError(`${printable(path)} is there already.`, { path });
    await this.#write(path, bytes);
  }

  async exists(path: string): Promise<boolean> {
    requireInside(path);
    return (await statOf(join(this.location, path))) !== undefined;
  }

  async rename(from: string, to: string): Promise<void> {
    requireInside(from);
    requireInside(to);
    const [source, target] = [join(this.location, from), join(this.location, to)];
    try {
      await this.#requireNoLink(from);
      const moved = await lstat(source);
      await this.#requireNoLink(to);
      const taken = await statOf(target);
      // On a disk that ignores case, another spelling is the same file.
      if (taken && (taken.ino !== moved.ino || taken.dev !== moved.dev || from.toLowerCase() !== to.toLowerCase()))
        throw new FileExistsError(`${printable(to)} is there already.`, { path: to });
      await rename(source, target);
    } catch (error) {
      throw isLayoutError(error) ? error : fromSystemError(error, 'file', from);
    }
  }

  async replaceFile(path: string, bytes: Uint8Array): Promise<void> {
    requireInside(path);
    try {
      await this.#requireNoLink(path);
      const stat = await statOf(join(this.location, path));
      if (stat && !stat.isFile()) throw new FileUnreadableError(`${printable(path)} is not a plain file.`, { path });
    } catch (error) {
      throw isLayoutError(error) ? error : fromSystemError(error, 'file', path);
    }
    await this.#write(path, bytes);
  }

  async #write(path: string, bytes: Uint8Array): Promise<void> {
    const target = join(this.location, path);
    let temporary: string | undefined;
    try {
      await this.#tidy(dirname(target));
      const file = await openTemporary(target);
      temporary = file.path;
      try {
        await file.handle.writeFile(bytes);
        await file.handle.sync();
      } finally {
        await file.handle.close();
      }
      await rename(temporary, target);
    } catch (error) {
      if (temporary !== undefined) await rm(temporary, { force: true });
      throw fromSystemError(error, 'file', path);
    }
  }

  async #tidy(folder: string): Promise<void> {
    if (this.#tidied.has(folder)) return;
    this.#tidied.add(folder);
    await removeAbandoned(folder);
  }

  /** A link on the way could lead anywhere, and would be another name for what is changed. */
  async #requireNoLink(path: string): Promise<void> {
    const folder = parentPath(path);
    const real = await realpath(join(this.location, folder));
    if (real !== join(await realpath(this.location), folder))
      throw new PathRefusedError(`${printable(path)} is reached through a link.`, { path });
  }
}

async function statOf(path: string): Promise<Awaited<ReturnType<typeof lstat>> | undefined> {
  try {
    return await lstat(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw error;
  }
}
