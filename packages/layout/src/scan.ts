/**
 * A walk over an experiment: every folder read once, nothing asked about single files.
 * @module
 */
import { isLayoutError, type LayoutError } from './errors.ts';
import type { Entry, FileSource, RefusedReason } from './file-source.ts';
import { enterFolder, type FolderPosition, matchFile, type ParsedFile, ROOT_POSITION } from './path-tree.ts';
import { compareNames, joinPath } from './source-path.ts';

/** A file that was met. */
export interface ScannedFile {
  readonly name: string;
  readonly path: string;
  /** Which file of the layout it is; `undefined` for strangers. */
  readonly file?: ParsedFile;
}

/** An entry that is not followed: refused by the source, or a link that would be walked again and again. */
export interface SkippedEntry {
  readonly path: string;
  readonly reason: RefusedReason | 'loop' | 'too-deep';
}

/** One folder that was read. */
export interface ScannedFolder {
  /** Experiment-relative POSIX path; `''` for the experiment. */
  readonly path: string;
  /** What the layout says about it; `undefined` for strangers. */
  readonly position?: FolderPosition;
  /** Ascending by name, without {@link isIgnoredName clutter}. */
  readonly files: readonly ScannedFile[];
  /** Paths of the folders in it, ascending by name. */
  readonly folders: readonly string[];
  readonly skipped: readonly SkippedEntry[];
  /** Clutter that was passed over: hidden files, temporary files, thumbnails. */
  readonly ignored: readonly string[];
  /** Why it could not be read. */
  readonly error?: LayoutError;
}

/** How to scan. */
export interface ScanOptions {
  /** Should this folder be read? Default: all. Asked before it is listed. */
  readonly enter?: (path: string, position: FolderPosition | undefined) => boolean;
  /** Folders being listed at a time. Only matters for sources that wait. Default {@link SCAN_CONCURRENCY}. */
  readonly concurrency?: number;
  readonly signal?: AbortSignal;
}

/** What a scan has seen. */
export interface ScanSummary {
  readonly folders: number;
  readonly files: number;
}

/** Open handles at a time: enough to hide the latency of a network disk, far below any limit on open files. */
export const SCAN_CONCURRENCY = 16;
/** The layout is 8 folders deep; links can make a tree much deeper than it is. */
export const MAX_FOLDER_DEPTH = 32;

/** Is it something that systems and editors leave behind, and that says nothing about an experiment? */
export function isIgnoredName(name: string): boolean {
  return (
    name.startsWith('.') ||
    name === 'Thumbs.db' ||
    name === 'desktop.ini' ||
    name.endsWith('.tmp') ||
    name.endsWith('~')
  );
}

interface Pending {
  readonly path: string;
  readonly position: FolderPosition | undefined;
  /** Real folders on the way here, itself last. */
  readonly trail: readonly string[];
}

/**
 * Yields every folder, each before the folders in it, in ascending order of names: the same tree gives the same
 * sequence on every system. Links are followed inside the root, each once; a folder that cannot be read is yielded
 * with its `error`.
 *
 * @throws FileNotFoundError or FileUnreadableError when the root itself cannot be listed; the abort reason.
 */
export async function* scan(source: FileSource, options: ScanOptions = {}): AsyncGenerator<ScannedFolder, ScanSummary> {
  const { enter = () => true, concurrency = SCAN_CONCURRENCY, signal } = options;
  const followed = new Set<string>();
  const stack: Pending[] = [{ path: '', position: ROOT_POSITION, trail: [''] }];
  const listings = new Map<string, Listing>();
  const summary = { folders: 0, files: 0 };
  while (stack.length > 0) {
    signal?.throwIfAborted();
    for (let i = stack.length - 1; i >= 0 && listings.size < concurrency; i--) {
      const { path } = stack[i]!;
      if (!listings.has(path)) listings.set(path, listFolder(source, path));
    }
    const pending = stack.pop()!;
    const listing = listings.get(pending.path)!;
    listings.delete(pending.path);
    const listed = listing instanceof Promise ? await listing : listing;
    if (isLayoutError(listed)) {
      if (pending.path === '') throw listed;
      yield { ...emptyFolder(pending), error: listed };
      continue;
    }
    const { folder, inner } = look(pending, listed, followed, enter);
    summary.folders++;
    summary.files += folder.files.length;
    for (let i = inner.length - 1; i >= 0; i--) stack.push(inner[i]!);
    yield folder;
  }
  return summary;
}

type Listed = readonly Entry[] | LayoutError;
type Listing = Listed | Promise<Listed>;

/** Never rejects, so that a listing asked for ahead of time cannot fail unheard. */
function listFolder(source: FileSource, path: string): Listing {
  const asError = (error: unknown): LayoutError => {
    if (isLayoutError(error)) return error;
    throw error;
  };
  try {
    const entries = source.list(path);
    return entries instanceof Promise ? entries.catch(asError) : entries;
  } catch (error) {
    return asError(error);
  }
}

function look(
  pending: Pending,
  entries: readonly Entry[],
  followed: Set<string>,
  enter: NonNullable<ScanOptions['enter']>,
): { folder: ScannedFolder; inner: readonly Pending[] } {
  const files: ScannedFile[] = [];
  const inner: Pending[] = [];
  const skipped: SkippedEntry[] = [];
  const ignored: string[] = [];
  const real = pending.trail.at(-1)!;
  for (const entry of inOrder(entries)) {
    const path = joinPath(pending.path, entry.name);
    const file = entry.kind === 'file' && pending.position ? matchFile(pending.position, entry.name) : undefined;
    // Clutter can look like a recording, never like a frame.
    if (file && (file.frame !== undefined || !isIgnoredName(entry.name))) files.push({ name: entry.name, path, file });
    else if (isIgnoredName(entry.name)) ignored.push(entry.name);
    else if (entry.kind === 'refused') skipped.push({ path, reason: entry.reason });
    else if (entry.kind === 'file') files.push({ name: entry.name, path });
    else {
      const place = joinPath(real, entry.name);
      const target = entry.target ?? place;
      const position = pending.position && enterFolder(pending.position, entry.name);
      if (!enter(path, position)) continue;
      if (pending.trail.includes(target) || (entry.target !== undefined && followed.has(place)))
        skipped.push({ path, reason: 'loop' });
      else if (pending.trail.length >= MAX_FOLDER_DEPTH) skipped.push({ path, reason: 'too-deep' });
      else {
        if (entry.target !== undefined) followed.add(place);
        inner.push({ path, position, trail: [...pending.trail, target] });
      }
    }
  }
  const folder: ScannedFolder = {
    ...emptyFolder(pending),
    files,
    folders: inner.map(({ path }) => path),
    skipped,
    ignored,
  };
  return { folder, inner };
}

/** Most sources list in order already; looking is cheaper than sorting. */
function inOrder(entries: readonly Entry[]): readonly Entry[] {
  for (let i = 1; i < entries.length; i++)
    if (entries[i - 1]!.name > entries[i]!.name) return [...entries].sort((a, b) => compareNames(a.name, b.name));
  return entries;
}

function emptyFolder({ path, position }: Pending): ScannedFolder {
  const empty = { path, files: [], folders: [], skipped: [], ignored: [] };
  return position ? { ...empty, position } : empty;
}
