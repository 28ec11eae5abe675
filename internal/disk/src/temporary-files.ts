/**
 * Files that are being written, and what becomes of them when their process is killed.
 * @module
 */
import type { Dirent } from 'node:fs';
import { type FileHandle, open, readdir, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { isProcessAlive, thisMachine } from './process-place.ts';

// A process of another machine on a shared disk cannot be asked whether it lives; one that writes touches its file.
const ABANDONED_AFTER_MS = 60 * 60 * 1000;
/** More names in a row are taken by nobody but an attacker. */
const MAX_ATTEMPTS = 1000;

// One process may write several files of one name at once.
let count = 0;

/** A file under a temporary name, in the folder that it is meant for. */
export interface TemporaryFile {
  readonly path: string;
  readonly handle: FileHandle;
}

/**
 * Creates a file to be renamed to `path` when it is whole: hidden, and telling machine and process. Never opens what is
 * there already: a pipe would wait for a reader for ever, a link leads elsewhere.
 * @throws What the system says.
 */
export async function openTemporary(path: string): Promise<TemporaryFile> {
  for (let attempt = 1; ; attempt++) {
    const temporary = join(dirname(path), `.${basename(path)}.outlay-${thisMachine()}.${process.pid}-${count++}.tmp`);
    try {
      return { path: temporary, handle: await open(temporary, 'wx') };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || attempt === MAX_ATTEMPTS) throw error;
    }
  }
}

const TEMPORARY = /^\..+\.outlay-(\w+-[0-9a-f]{8})\.(\d+)-\d+\.tmp$/;

/** Removes what killed runs left in `folder`. Files of living processes stay, and young ones of other machines. */
export async function removeAbandoned(folder: string, isAlive = isProcessAlive): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((): Dirent[] => []);
  for (const entry of entries) {
    const [, machine, pid] = TEMPORARY.exec(entry.name) ?? [];
    if (machine === undefined || !entry.isFile()) continue;
    const path = join(folder, entry.name);
    const isAbandoned = machine === thisMachine() ? !isAlive(Number(pid)) : await isOld(path);
    if (isAbandoned) await rm(path, { force: true }).catch(() => {});
  }
}

async function isOld(path: string): Promise<boolean> {
  const stats = await stat(path).catch(() => undefined);
  return stats !== undefined && Date.now() - stats.mtimeMs > ABANDONED_AFTER_MS;
}
