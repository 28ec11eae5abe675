import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A folder with these files, gone after the test. */
export function temporaryFolder(files: Readonly<Record<string, string>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'outlay-files-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

/** Names in a folder of recordings, ascending: the records of their making left out, what is unfinished among them not. */
export function listing(folder: string): readonly string[] {
  const records = join(folder, '.outlay');
  const unfinished = existsSync(records) ? readdirSync(records).filter((name) => !name.endsWith('.json')) : [];
  return [...readdirSync(folder).filter((name) => name !== '.outlay'), ...unfinished].sort();
}
