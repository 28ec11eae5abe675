import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';

/** Names of the recordings in a folder, ascending; none when there is no such folder. */
export async function recordingFiles(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((): Dirent[] => []);
  const names = entries.filter((entry) => entry.isFile() && /^[^.].*\.rrd$/.test(entry.name)).map(({ name }) => name);
  return names.sort();
}
