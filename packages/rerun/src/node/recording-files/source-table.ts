/**
 * What a recording was made from, folder by folder, as it keeps it in its properties, and how that differs from what
 * is there now. Names and sizes only: times of change would make the bytes of a recording depend on when its input was
 * copied. Times are compared with the recording's own, which is dated back to when its making began.
 * @module
 */
import { createHash } from 'node:crypto';
import type { InputFile } from '@outlay/schema/port';
import type { FilesChange } from './reason.ts';

/** Folder → what is known of its files. */
type Table = ReadonlyMap<string, { readonly count: number; readonly digest: string }>;

/** One line per folder: path, number of files, 16 hex digits over what `about` says of each. */
export function folderTable(
  files: Iterable<InputFile>,
  about: (file: InputFile) => string = ({ bytes }) => String(bytes ?? '?'),
): string {
  const folders = new Map<string, string[]>();
  for (const file of files) {
    const [folder, name] = split(file.path);
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

/**
 * What differs between the table a recording holds and `files` (with the table of now); `undefined` when nothing does.
 * @param date When the recording began to be made: tells how many files of a folder are new.
 */
export function tableChange(
  stored: string,
  now: string,
  files: Iterable<InputFile>,
  date: number,
): FilesChange | undefined {
  const [before, after] = [parseTable(stored), parseTable(now)];
  const touched = new Map<string, { more: number; fewer: number; changed: boolean }>();
  for (const folder of new Set([...before.keys(), ...after.keys()])) {
    const [old, current] = [before.get(folder), after.get(folder)];
    if (old?.digest === current?.digest) continue;
    const more = (current?.count ?? 0) - (old?.count ?? 0);
    touched.set(folder, { more: Math.max(0, more), fewer: Math.max(0, -more), changed: more === 0 });
  }
  if (touched.size === 0) return undefined;
  const sum = (key: 'more' | 'fewer') => [...touched.values()].reduce((all, one) => all + one[key], 0);
  const hasChanged = [...touched.values()].some((one) => one.changed);
  // None is newer where a file was replaced by an older one: then some changed, and nobody knows how many.
  const changed = newer(files, date).filter(({ path }) => touched.get(split(path)[0])?.changed).length || null;
  return {
    more: sum('more'),
    fewer: sum('fewer'),
    changed: hasChanged ? changed : 0,
    folder: commonFolder([...touched.keys()]),
  };
}

/** Which files have changed since `date`; `undefined` when none has. */
export function newerFiles(files: Iterable<InputFile>, date: number): FilesChange | undefined {
  return changeOf(newer(files, date));
}

/** A change of the contents of `files`; `undefined` when there are none. */
export function changeOf(files: readonly InputFile[]): FilesChange | undefined {
  if (files.length === 0) return undefined;
  const folder = commonFolder(files.map(({ path }) => split(path)[0]));
  return { more: 0, fewer: 0, changed: files.length, folder };
}

/** The latest time of change among files; 0 when none is known. */
export function newest(files: Iterable<InputFile>): number {
  let latest = 0;
  for (const { modified = 0 } of files) latest = Math.max(latest, modified);
  return latest;
}

function newer(files: Iterable<InputFile>, date: number): readonly InputFile[] {
  const found: InputFile[] = [];
  for (const file of files) if ((file.modified ?? 0) > date) found.push(file);
  return found;
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

function split(path: string): readonly [folder: string, name: string] {
  const at = path.lastIndexOf('/');
  return at < 0 ? ['', path] : [path.slice(0, at), path.slice(at + 1)];
}

function commonFolder(folders: readonly string[]): string {
  let common = folders[0]?.split('/') ?? [];
  for (const folder of folders) {
    const parts = folder.split('/');
    const end = common.findIndex((part, i) => part !== parts[i]);
    if (end >= 0) common = common.slice(0, end);
  }
  return common.join('/');
}
