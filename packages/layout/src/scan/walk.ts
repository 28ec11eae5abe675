/**
 * A walk over an experiment: every folder read once, nothing asked about single files.
 * @module
 */
import { isLayoutError, type LayoutError } from '../errors.ts';
import { type FrameKind, plainFrame } from '../paths/plain-frames.ts';
import type { FolderPosition } from '../paths/position.ts';
import { enterFolder, frameKinds, matchFile, ROOT_POSITION } from '../paths/tree.ts';
import type { Entry, FileSource } from '../source/file-source.ts';
import { compareNames, joinPath } from '../source/source-path.ts';
import {
  type FollowedLink,
  type ScannedFile,
  type ScannedFolder,
  type SkippedEntry,
  scannedFolder,
} from './scanned-folder.ts';

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
  const { concurrency = SCAN_CONCURRENCY, signal } = options;
  const walk = new Walk(options.enter ?? (() => true));
  const listings = new Listings(source, concurrency);
  const summary = { folders: 0, files: 0 };
  for (let pending = walk.next(); pending !== undefined; pending = walk.next()) {
    signal?.throwIfAborted();
    const listing = listings.take(pending.path, walk.stack);
    const listed = listing instanceof Promise ? await listing : listing;
    if (!isLayoutError(listed)) {
      const folder = walk.look(pending, listed);
      summary.folders++;
      summary.files += folder.fileCount;
      yield folder;
    } else if (pending.path === '') throw listed;
    else yield scannedFolder(pending.path, pending.position, { error: listed });
  }
  return summary;
}

/** Listings, asked for ahead of time where the source has to wait for them. */
class Listings {
  readonly #source: FileSource;
  readonly #concurrency: number;
  readonly #asked = new Map<string, Listing>();

  constructor(source: FileSource, concurrency: number) {
    this.#source = source;
    this.#concurrency = concurrency;
  }

  /** The listing of a folder; then those at the end of `next` are asked for. */
  take(path: string, next: readonly Pending[]): Listing {
    const listing = this.#asked.get(path) ?? listFolder(this.#source, path);
    if (!(listing instanceof Promise)) return listing;
    this.#asked.delete(path);
    for (let i = next.length - 1; i >= 0 && this.#asked.size < this.#concurrency - 1; i--) {
      const { path: ahead } = next[i]!;
      if (!this.#asked.has(ahead)) this.#asked.set(ahead, listFolder(this.#source, ahead));
    }
    return listing;
  }
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

/** Where a scan is, and the links it has followed. */
class Walk {
  /** Folders to be read, the next one last. */
  readonly stack: Pending[] = [{ path: '', position: ROOT_POSITION, trail: [''] }];
  readonly #followed = new Set<string>();
  readonly #enter: NonNullable<ScanOptions['enter']>;

  constructor(enter: NonNullable<ScanOptions['enter']>) {
    this.#enter = enter;
  }

  next(): Pending | undefined {
    return this.stack.pop();
  }

  /** Sorts what is in a folder; the folders in it come next. */
  look(pending: Pending, entries: readonly Entry[]): ScannedFolder {
    const { path, position } = pending;
    const { runs, rest } = takeRuns(position, entries);
    const links = linksAmong(path, entries);
    if (rest.length === 0) return scannedFolder(path, position, { runs, links });
    const others: ScannedFile[] = [];
    const inner: Pending[] = [];
    const skipped: SkippedEntry[] = [];
    const ignored: string[] = [];
    for (const entry of rest.sort((a, b) => compareNames(a.name, b.name))) {
      const { name } = entry;
      const file = entry.kind === 'file' && position ? matchFile(position, name) : undefined;
      // Clutter can look like a recording, never like a frame.
      const isIgnored = isIgnoredName(name) && file?.frame === undefined;
      if (isIgnored) ignored.push(name);
      else if (entry.kind === 'file') others.push({ name, path: joinPath(path, name), ...(file ? { file } : {}) });
      else {
        const found = entry.kind === 'refused' ? entry.reason : this.#lookInto(pending, name, entry.target);
        if (typeof found === 'string') skipped.push({ path: joinPath(path, name), reason: found });
        else if (found) inner.push(found);
      }
    }
    for (let i = inner.length - 1; i >= 0; i--) this.stack.push(inner[i]!);
    const folders = inner.map((folder) => folder.path);
    return scannedFolder(path, position, { runs, others, folders, skipped, ignored, links });
  }

  /** A folder to be read, or why it is skipped; nothing when it is not wanted. */
  #lookInto(
    { path: above, position: there, trail }: Pending,
    name: string,
    link: string | undefined,
  ): Pending | 'loop' | 'too-deep' | undefined {
    const path = joinPath(above, name);
    const position = there && enterFolder(there, name);
    if (!this.#enter(path, position)) return undefined;
    const place = joinPath(trail.at(-1)!, name);
    const target = link ?? place;
    if (trail.includes(target) || (link !== undefined && this.#followed.has(place))) return 'loop';
    if (trail.length >= MAX_FOLDER_DEPTH) return 'too-deep';
    if (link !== undefined) this.#followed.add(place);
    return { path, position, trail: [...trail, target] };
  }
}

/** Nearly always none. */
function linksAmong(folder: string, entries: readonly Entry[]): readonly FollowedLink[] {
  const links: FollowedLink[] = [];
  for (const entry of entries)
    if (entry.kind !== 'refused' && entry.target !== undefined)
      links.push({ path: joinPath(folder, entry.name), target: entry.target });
  return links;
}

interface GrowingRun extends FrameKind {
  readonly frames: number[];
}

/** Takes out the files with plain names. */
function takeRuns(
  position: FolderPosition | undefined,
  entries: readonly Entry[],
): { readonly runs: readonly GrowingRun[]; readonly rest: Entry[] } {
  const kinds = position ? frameKinds(position) : [];
  if (kinds.length === 0) return { runs: [], rest: [...entries] };
  const runs: GrowingRun[] = kinds.map(({ contract, extension }) => ({ contract, extension, frames: [] }));
  const rest: Entry[] = [];
  let next = 0;
  while (next < entries.length) {
    const start = next;
    for (const { extension, frames } of runs) next = takeFrames(entries, next, extension, frames);
    if (next === start) rest.push(entries[next++]!);
  }
  const found = runs.filter(({ frames }) => frames.length > 0);
  for (const { frames } of found) if (!isAscending(frames)) frames.sort((a, b) => a - b);
  return { runs: found, rest };
}

/** Takes plain names from `start` on; returns where they end. Apart, since small functions are compiled sooner. */
function takeFrames(entries: readonly Entry[], start: number, extension: string, frames: number[]): number {
  let next = start;
  for (; next < entries.length; next++) {
    const { kind, name } = entries[next]!;
    const frame = kind === 'file' ? plainFrame(name, extension) : -1;
    if (frame < 0) break;
    frames.push(frame);
  }
  return next;
}

function isAscending(frames: readonly number[]): boolean {
  for (let i = 1; i < frames.length; i++) if (frames[i - 1]! >= frames[i]!) return false;
  return true;
}
