/**
 * A folder as a place that takes files: a web server's, a mounted bucket.
 * @module
 */
import { copyFile, lstat, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { RefusedError } from '../errors.ts';
import type { RemoteFile, RemoteFiles, ShareFile } from '../share-file.ts';
import type { Revision, Store, StoreEvent } from '../store.ts';
import { hashFile } from './hash-file.ts';

/** What a killed sending leaves; taken away by the next. */
const UNFINISHED = /^\.outlay-share-\d+-\d+\.tmp$/;

/** A folder. Each file comes under a temporary name and gets its own when it is whole. */
export class FolderStore implements Store {
  readonly batch = { files: 1000, bytes: Number.POSITIVE_INFINITY };
  readonly location: string;
  #writes = 0;

  constructor(folder: string) {
    this.location = resolve(folder);
  }

  async list(signal: AbortSignal | undefined): Promise<{ readonly files: RemoteFiles; readonly revision: Revision }> {
    const files = new Map<string, RemoteFile>();
    const walk = async (folder: string): Promise<void> => {
      signal?.throwIfAborted();
      const entries = await readdir(join(this.location, folder), { withFileTypes: true }).catch((error) => {
        if (error.code === 'ENOENT') return [];
        throw this.#failure(error, folder);
      });
      for (const entry of entries) {
        const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
        if (entry.isDirectory()) await walk(path);
        else if (entry.isFile() && UNFINISHED.test(entry.name)) await rm(join(this.location, path), { force: true });
        else if (entry.isFile()) files.set(path, await this.#entry(path));
      }
    };
    await walk('');
    return { files, revision: {} };
  }

  async #entry(path: string): Promise<RemoteFile> {
    const place = join(this.location, path);
    const { size: bytes } = await lstat(place);
    return { bytes, digest: { algorithm: 'sha256', hex: () => hashFile({ path, bytes, from: place }, 'sha256') } };
  }

  async *send(
    files: readonly ShareFile[],
    { signal }: Parameters<Store['send']>[1],
  ): AsyncGenerator<StoreEvent, Revision> {
    for (const file of files) {
      signal?.throwIfAborted();
      await this.#put(file);
      yield { kind: 'progress', path: file.path, bytes: file.bytes };
    }
    return {};
  }

  async #put({ path, from }: ShareFile): Promise<void> {
    const place = join(this.location, path);
    const unfinished = join(dirname(place), `.outlay-share-${process.pid}-${this.#writes++}.tmp`);
    try {
      await mkdir(dirname(place), { recursive: true });
      if (typeof from === 'string') await copyFile(from, unfinished);
      else await writeFile(unfinished, from, { flag: 'wx' });
      await rename(unfinished, place);
    } catch (error) {
      await rm(unfinished, { force: true }).catch(() => {});
      throw this.#failure(error, path);
    }
  }

  #failure(error: unknown, path: string): RefusedError {
    const { code = String(error) } = error as NodeJS.ErrnoException;
    return new RefusedError(
      `${join(this.location, path)} cannot be written or read (${code}).`,
      'Check that the folder is yours and that its disk has room, then run the same command again.',
      { cause: error },
    );
  }
}
