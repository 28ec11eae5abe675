import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type SampleOptions, writeTinyExperiment } from '@outlay-internal/sample';

/** Files of an experiment by path. */
export type Files = ReadonlyMap<string, Uint8Array>;

/** Everything below a folder of the disk. */
export function readTree(root: string): Files {
  const files = new Map<string, Uint8Array>();
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const full = join(entry.parentPath, entry.name);
    files.set(full.slice(root.length + 1).replaceAll('\\', '/'), new Uint8Array(readFileSync(full)));
  }
  return files;
}

/** The files of a tiny experiment, as the generator writes them. */
export async function tinyFiles(overrides: Partial<SampleOptions> = {}): Promise<Files> {
  const root = mkdtempSync(join(tmpdir(), 'outlay-layout-'));
  try {
    const { directory } = await writeTinyExperiment(root, overrides);
    return readTree(directory);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** The files with some set, and those set to `undefined` left out. A key that ends in `/` leaves out a folder. */
export function changed(files: Files, changes: Readonly<Record<string, Uint8Array | string | undefined>>): Files {
  const result = new Map(files);
  for (const [path, content] of Object.entries(changes)) {
    if (content !== undefined)
      result.set(path, typeof content === 'string' ? new TextEncoder().encode(content) : content);
    else if (!path.endsWith('/')) result.delete(path);
    else for (const file of files.keys()) if (file.startsWith(path)) result.delete(file);
  }
  return result;
}

/** The files with the start of every path that begins with `from` replaced by `to`. */
export function renamed(files: Files, from: string, to: string): Files {
  return new Map(
    [...files].map(([path, bytes]) => [path.startsWith(from) ? to + path.slice(from.length) : path, bytes]),
  );
}
