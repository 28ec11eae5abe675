import type { Dirent } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { mapConcurrent } from './pool.ts';

// Enough to hide the latency of a network disk, far below any limit on open files.
const IN_FLIGHT = 32;

/**
 * Files and bytes below a folder, links not followed. What cannot be read counts as nothing.
 * @param without Names of folders directly below `folder` that are left out.
 */
export async function treeSize(
  folder: string,
  without: ReadonlySet<string> = new Set(),
): Promise<{ readonly files: number; readonly bytes: number }> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((): Dirent[] => []);
  let [files, bytes] = [0, 0];
  const regular = entries.filter((entry) => entry.isFile());
  await mapConcurrent(regular, IN_FLIGHT, async ({ name }) => {
    const stats = await lstat(join(folder, name)).catch(() => undefined);
    files += stats === undefined ? 0 : 1;
    bytes += stats?.size ?? 0;
  });
  for (const entry of entries) {
    if (!entry.isDirectory() || without.has(entry.name)) continue;
    const below = await treeSize(join(folder, entry.name));
    files += below.files;
    bytes += below.bytes;
  }
  return { files, bytes };
}
