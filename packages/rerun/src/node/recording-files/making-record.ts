/**
 * What is known of the making of a recording beside its bytes: which files it was made from, to the nanosecond, and what
 * could not be put into it. It lies in a hidden folder beside the recording and says of which bytes it speaks, so that one
 * of an earlier recording is never taken for it. A recording without one is compared by what it says itself.
 * @module
 */
import { readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Diagnostic } from '@outlay/schema';
import { makeFolder, openTemporary } from '@outlay-internal/disk';
import type { FileMarks } from './file-marks.ts';

/** Beside recordings, hidden: listings pass it over. */
export const RECORDS_FOLDER = '.outlay';
/** Larger ones are not of ours: 100,000 files make 2 MB. */
const MAX_BYTES = 64 << 20;
const FORMAT = 'outlay-recording-1';

/** What is kept. */
export interface MakingRecord {
  readonly files: FileMarks;
  /** What is wrong with the files, and therefore not in the recording. */
  readonly problems: readonly Diagnostic[];
}

/** Where the record of the recording at `path` lies that ends as `ending` says. */
function recordPath(path: string, ending: string): string {
  return join(dirname(path), RECORDS_FOLDER, `${basename(path)}.${ending}.json`);
}

/** The record of a recording; `undefined` when there is none that can be read. */
export async function readRecord(path: string, ending: string): Promise<MakingRecord | undefined> {
  const file = recordPath(path, ending);
  try {
    const stats = await stat(file);
    if (!stats.isFile() || stats.size > MAX_BYTES) return undefined;
    return parseRecord(await readFile(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * Keeps the record of a recording that is about to get its name: one that is killed in between leaves a record too many,
 * and never a recording without.
 * @throws What the system says.
 */
export async function saveRecord(path: string, ending: string, record: MakingRecord): Promise<void> {
  const file = recordPath(path, ending);
  await makeFolder(dirname(file));
  const { path: temporary, handle } = await openTemporary(file);
  try {
    try {
      await handle.writeFile(`${JSON.stringify({ format: FORMAT, ...record })}\n`);
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {});
    throw error;
  }
}

/** Removes the records of the recording at `path` but the one of `ending`; all of them when there is none. */
export async function removeRecords(path: string, ending?: string): Promise<void> {
  const folder = join(dirname(path), RECORDS_FOLDER);
  const [prefix, kept] = [`${basename(path)}.`, ending && basename(recordPath(path, ending))];
  for (const name of await readdir(folder).catch((): string[] => []))
    if (name.startsWith(prefix) && /^[0-9a-f]{16}\.json$/.test(name.slice(prefix.length)) && name !== kept)
      await rm(join(folder, name), { force: true }).catch(() => {});
}

function parseRecord(text: string): MakingRecord | undefined {
  const value = JSON.parse(text) as Partial<MakingRecord & { readonly format: string }> | null;
  const { format, files, problems } = value ?? {};
  if (format !== FORMAT || typeof files !== 'object' || files === null || !Array.isArray(problems)) return undefined;
  const isWhole = Object.values(files).every(
    (folder) => typeof folder?.names === 'string' && typeof folder.files === 'string',
  );
  return isWhole && problems.every(isDiagnostic) ? { files, problems } : undefined;
}

const isDiagnostic = (value: unknown): boolean => {
  const { code, name, severity, path, message } = (value ?? {}) as Partial<Record<string, unknown>>;
  return [code, name, severity, path, message].every((text) => typeof text === 'string');
};
