/**
 * Names of recordings that are being written, and what becomes of them when their process is killed.
 * @module
 */
import type { Dirent } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';

// A process of another machine on a shared disk cannot be asked whether it lives; one that writes touches its file.
const ABANDONED_AFTER_MS = 60 * 60 * 1000;

// Two recordings of one name may be written at once, into one folder by one process.
let count = 0;

const host = (): string => hostname().replace(/[^A-Za-z0-9-]/g, '_') || 'host';

/** A name for `recording` while it is being written: hidden, and telling machine and process. */
export function temporaryName(recording: string): string {
  return `.${recording}.${host()}.${process.pid}-${count++}.tmp`;
}

const TEMPORARY = /^\..+\.rrd\.([\w-]+)\.(\d+)-\d+\.tmp$/;

/** Removes what killed runs left in `folder`. Files of living processes stay, and young ones of other machines. */
export async function removeAbandoned(folder: string, isAlive = processIsAlive): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((): Dirent[] => []);
  for (const entry of entries) {
    const [, machine, pid] = TEMPORARY.exec(entry.name) ?? [];
    if (machine === undefined || !entry.isFile()) continue;
    const path = join(folder, entry.name);
    const isAbandoned = machine === host() ? !isAlive(Number(pid)) : await isOld(path);
    if (isAbandoned) await rm(path, { force: true }).catch(() => {});
  }
}

async function isOld(path: string): Promise<boolean> {
  const stats = await stat(path).catch(() => undefined);
  return stats !== undefined && Date.now() - stats.mtimeMs > ABANDONED_AFTER_MS;
}

function processIsAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
