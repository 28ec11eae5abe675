import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const folders: string[] = [];

/** Removes every temporary folder made so far; `remove-folders.ts` calls it after each test file. */
export function removeTemporaryFolders(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

/** A temporary folder that is gone after the test file; files given are written into it. */
export function temporaryFolder(files: Readonly<Record<string, string>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'outlay-cli-'));
  folders.push(folder);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

/** Names in a folder of recordings, ascending: the records of their making left out, what is unfinished among them not. */
export function listing(folder: string): readonly string[] {
  const records = join(folder, '.outlay');
  const unfinished = existsSync(records) ? readdirSync(records).filter((name) => !name.endsWith('.json')) : [];
  return [...readdirSync(folder).filter((name) => name !== '.outlay'), ...unfinished].sort();
}
