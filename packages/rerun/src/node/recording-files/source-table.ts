/**
 * What a recording was made from, folder by folder, as it keeps it in its properties, and how that differs from what
 * is there now. Names and sizes only: times of change would make the bytes of a recording depend on when its input was
 * copied. They are in `file-marks.ts`.
 * @module
 */
import { createHash } from 'node:crypto';
import type { InputFile } from '@outlay/schema/port';
import type { FilesChange } from './reason.ts';

/** Folder → what is known of its files. */
type Table = ReadonlyMap<string, { readonly count: number; readonly digest: string }>;

type Named = Pick<InputFile, 'path' | 'bytes'>;

/** One line per folder: path, number of files, 16 hex digits over what `about` says of each. */
export function folderTable(
  files: Iterable<Named>,
  about: (file: Named) => string = ({ bytes }) => String(bytes ?? '?'),
): string {
  const folders = new Map<string, string[]>();
  for (const file of files) {
    const [folder, name] = splitPath(file.path);
    const lines = folders.get(folder) ?? [];
    folders.set(folder, lines);
    lines.push(`${name}\t${about(file)}`);
  }
  return [...folders]
    .map(([folder, lines]) => {
      const digest = createHash('sha256').update(lines.sort().join('\n')).digest('hex').slice(0, 16);
      return `${folder}\t${lines.length}\t${digest}`;
    })
    .sort()
    .join('\n');
}

/** What differs between the table a recording holds and that of now; `undefined` when nothing does. */
export function tableChange(stored: string, now: string): FilesChange | undefined {
  const [before, after] = [parseTable(stored), parseTable(now)];
  const touched: string[] = [];
  const sum = { more: 0, fewer: 0 };
  let hasChanged = false;
  for (const folder of new Set([...before.keys(), ...after.keys()])) {
    const [old, current] = [before.get(folder), after.get(folder)];
    if (old?.digest === current?.digest) continue;
    const more = (current?.count ?? 0) - (old?.count ?? 0);
    touched.push(folder);
    sum.more += Math.max(0, more);
    sum.fewer += Math.max(0, -more);
    if (more === 0) hasChanged = true;
  }
  if (touched.length === 0) return undefined;
  return { ...sum, changed: hasChanged ? null : 0, folder: commonFolder(touched) };
}

/** A change of the contents of `files`; `undefined` when there are none. */
export function changeOf(files: readonly Pick<InputFile, 'path'>[]): FilesChange | undefined {
  if (files.length === 0) return undefined;
  const folder = commonFolder(files.map(({ path }) => splitPath(path)[0]));
  return { more: 0, fewer: 0, changed: files.length, folder };
}

function parseTable(text: string): Table {
  return new Map(
    text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => {
        const [folder = '', count, digest = ''] = line.split('\t');
        return [folder, { count: Number(count), digest }];
      }),
  );
}

/** Folder, `''` at the top, and name. */
export function splitPath(path: string): readonly [folder: string, name: string] {
  const at = path.lastIndexOf('/');
  return at < 0 ? ['', path] : [path.slice(0, at), path.slice(at + 1)];
}

/** The deepest folder that all of them are in. */
export function commonFolder(folders: readonly string[]): string {
  let common = folders[0]?.split('/') ?? [];
  for (const folder of folders) {
    const parts = folder.split('/');
    const end = common.findIndex((part, i) => part !== parts[i]);
    if (end >= 0) common = common.slice(0, end);
  }
  return common.join('/');
}
