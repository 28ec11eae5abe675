/**
 * What the files behind a recording were when it was made: names, sizes, times of change to the nanosecond, inodes.
 * Compared for equality, never for order: clocks of machines differ, backups bring older files back, and two files can
 * be exchanged. Kept beside the recording, because times would make its bytes depend on when its input was copied.
 * @module
 */
import { createHash } from 'node:crypto';
import { type InputFiles, MARK_BYTES, sameContent, sameId } from './input-files.ts';
import type { FilesChange } from './reason.ts';
import { commonFolder, splitPath } from './source-table.ts';

/** Folder → digest of its names, and the marks of its files in the order of their names, as base64. */
export type FileMarks = Readonly<Record<string, { readonly names: string; readonly files: string }>>;

/** The marks of `files`. */
export function fileMarks(files: InputFiles): FileMarks {
  const folders = new Map<string, { readonly names: string[]; readonly marks: Uint8Array[] }>();
  for (const { path, mark } of files) {
    const [folder, name] = splitPath(path);
    const known = folders.get(folder) ?? { names: [], marks: [] };
    folders.set(folder, known);
    known.names.push(name);
    known.marks.push(mark);
  }
  return Object.fromEntries(
    [...folders].map(([folder, { names, marks }]) => [
      folder,
      { names: digest(names.join('\0')), files: Buffer.concat(marks).toString('base64') },
    ]),
  );
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);

/** What differs between the marks of before and now; `undefined` when nothing does. */
export function marksChange(before: FileMarks, now: FileMarks): FilesChange | undefined {
  const pairs = [...new Set([...Object.keys(before), ...Object.keys(now)])].map((folder) => ({
    folder,
    was: before[folder],
    is: now[folder],
  }));
  const kept = pairs.filter(({ was, is }) => was !== undefined && was.names === is?.names);
  const isSame = isCopy(kept) ? sameContent : (a: Uint8Array, b: Uint8Array) => sameContent(a, b) && sameId(a, b);
  const touched: string[] = [];
  const sum = { more: 0, fewer: 0, changed: 0 };
  let isCounted = true;
  for (const { folder, was, is } of pairs) {
    const isKept = was !== undefined && was.names === is?.names;
    const changed = isKept ? countDifferent(was.files, is.files, isSame) : 0;
    if (isKept && changed === 0) continue;
    const more = countOf(is?.files) - countOf(was?.files);
    touched.push(folder);
    sum.more += Math.max(0, more);
    sum.fewer += Math.max(0, -more);
    sum.changed += changed;
    // As many under other names: what is new and what was renamed is not known.
    if (!isKept && more === 0) isCounted = false;
  }
  if (touched.length === 0) return undefined;
  return { ...sum, changed: isCounted ? sum.changed : null, folder: commonFolder(touched) };
}

type Kept = readonly { readonly was: FileMarks[string] | undefined; readonly is: FileMarks[string] | undefined }[];

/**
 * Are these copies of the files? A copy has other inodes throughout, which says nothing about its contents; an inode that
 * is new among old ones says that a file was put in the place of another.
 */
function isCopy(folders: Kept): boolean {
  return folders.every(({ was, is }) => {
    const count = countOf(was?.files);
    return countDifferent(was?.files ?? '', is?.files ?? '', sameId) === count;
  });
}

function countDifferent(before: string, now: string, isSame: (a: Uint8Array, b: Uint8Array) => boolean): number {
  const [was, is] = [Buffer.from(before, 'base64'), Buffer.from(now, 'base64')];
  let different = 0;
  for (let at = 0; at < was.length; at += MARK_BYTES)
    if (!isSame(was.subarray(at, at + MARK_BYTES), is.subarray(at, at + MARK_BYTES))) different++;
  return different;
}

const countOf = (files: string | undefined): number =>
  files === undefined ? 0 : Math.floor(Buffer.byteLength(files, 'base64') / MARK_BYTES);
