import type { Dirent } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

// The name that `fileSink` gives to a recording that is being written: process, then number.
const TEMPORARY = /^\.[^/]+\.rrd\.(\d+)-\d+\.tmp$/;
// A process of another machine on a shared disk cannot be asked whether it lives; one that writes touches its file.
const STALE_AFTER_MS = 10 * 60 * 1000;

/** Removes what a killed export left behind in `folder`. Files of living processes, and young ones, stay. */
export async function removeStaleFiles(folder: string, isAlive = processIsAlive): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((): Dirent[] => []);
  for (const entry of entries) {
    const [, pid] = TEMPORARY.exec(entry.name) ?? [];
    if (pid === undefined || !entry.isFile() || isAlive(Number(pid))) continue;
    const path = join(folder, entry.name);
    const age = await stat(path)
      .then(({ mtimeMs }) => Date.now() - mtimeMs)
      .catch(() => 0);
    if (age > STALE_AFTER_MS) await rm(path, { force: true }).catch(() => {});
  }
}

function processIsAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
