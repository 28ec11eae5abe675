import {
  closeSync,
  type Dirent,
  fstatSync,
  openSync,
  readdir,
  readdirSync,
  readSync,
  realpathSync,
  statSync,
} from 'node:fs';
import { resolve, sep } from 'node:path';
import { type LayoutError, PathRefusedError } from '../errors.ts';
import {
  BATCH_BYTES,
  type Entry,
  type FileSource,
  type FileStat,
  MAX_FILE_BYTES,
  type ReadFileOptions,
  type ReadManyOptions,
  type ReadResult,
} from '../source/file-source.ts';
import { baseName, joinPath, parentPath, printable, requireInside } from '../source/source-path.ts';
import { KnownSizes } from './known-sizes.ts';
import { insideRoot, resolveLink } from './links.ts';
import { fileStat, OPEN_FLAGS, readAhead, statAhead } from './read-ahead.ts';
import { Slab, SlabPool } from './slab.ts';
import { asLayoutError, fromSystemError, tooLarge } from './system-error.ts';

/** How a {@link NodeFileSource} reads. */
export interface NodeFileSourceOptions {
  /**
   * Files (and folders) in flight. 0 reads synchronously, which is 2 to 4 times faster on a local disk or in the page
   * cache; on a network disk latency dominates and 8 to 32 is right ({@link networkDisk} tells). Node has four threads
   * for files unless it was started with `UV_THREADPOOL_SIZE`, and no more than those are in flight. Default 0.
   */
  readonly readAhead?: number;
}

/** A folder of the local file system. Links are followed inside the folder only. */
export class NodeFileSource implements FileSource {
  readonly location: string;
  readonly #root: string;
  readonly #readAhead: number;
  readonly #slabs = new SlabPool();
  /** What {@link stat} has seen. */
  readonly #sizes = new KnownSizes();
  /** Folder → its real path, so that links are resolved once per folder and not per file. */
  readonly #realFolders = new Map<string, string>();

  /** @throws FileNotFoundError when `folder` is no folder, FileUnreadableError when it cannot be looked at. */
  constructor(folder: string, options: NodeFileSourceOptions = {}) {
    this.location = resolve(folder);
    this.#readAhead = options.readAhead ?? 0;
    try {
      this.#root = realpathSync.native(folder);
      if (!statSync(this.#root).isDirectory()) throw Object.assign(new Error('not a folder'), { code: 'ENOTDIR' });
    } catch (error) {
      throw fromSystemError(error, 'folder', this.location);
    }
    this.#realFolders.set('', this.#root);
  }

  list(folder: string): readonly Entry[] | Promise<readonly Entry[]> {
    const real = this.#realFolder(folder);
    if (this.#readAhead === 0) {
      try {
        return this.#classify(folder, real, readdirSync(real, { withFileTypes: true }));
      } catch (error) {
        throw fromSystemError(error, 'folder', folder);
      }
    }
    return new Promise((done, fail) => {
      readdir(real, { withFileTypes: true }, (error, entries) =>
        error ? fail(fromSystemError(error, 'folder', folder)) : done(this.#classify(folder, real, entries)),
      );
    });
  }

  #classify(folder: string, real: string, found: readonly Dirent[]): readonly Entry[] {
    const entries: Entry[] = [];
    for (const entry of found) {
      const { name } = entry;
      if (entry.isFile()) entries.push({ name, kind: 'file' });
      else if (entry.isDirectory()) {
        this.#realFolders.set(joinPath(folder, name), real + sep + name);
        entries.push({ name, kind: 'folder' });
      } else if (entry.isSymbolicLink()) entries.push(resolveLink(this.#root, real, name));
      else entries.push({ name, kind: 'refused', reason: 'special' });
    }
    return entries;
  }

  async read(path: string, options: ReadFileOptions = {}): Promise<Uint8Array> {
    options.signal?.throwIfAborted();
    const maxBytes = options.maxBytes ?? MAX_FILE_BYTES;
    const fd = this.#open(path);
    try {
      const { size } = fstatSync(fd);
      const { start, end } = options.range
        ? absoluteRange(options.range, size)
        : { start: 0, end: Number.POSITIVE_INFINITY };
      const wanted = Math.min(end - start, maxBytes + 1);
      // One byte more than expected, so that the end is met without growing.
      const slab = new Slab(Math.min(Math.max(size - start, 0) + 1, wanted));
      const length = fill(fd, slab, start, wanted);
      if (length > maxBytes) throw tooLarge(path, maxBytes);
      return slab.bytes.subarray(0, length);
    } catch (error) {
      throw asLayoutError(error, path);
    } finally {
      closeSync(fd);
    }
  }

  readMany(paths: readonly string[], options: ReadManyOptions = {}): AsyncIterable<readonly ReadResult[]> {
    if (this.#readAhead === 0) return this.#readInTurn(paths, options);
    const opener = { realFile: (path: string) => this.#realFile(path), open: (path: string) => this.#open(path) };
    return readAhead(paths, opener, this.#readAhead, this.#slabs, options);
  }

  /** Are several files in flight? See {@link NodeFileSourceOptions.readAhead}. */
  get readsAhead(): boolean {
    return this.#readAhead > 0;
  }

  /** Where the file is on this machine; `undefined` for a path that leads out of the folder or nowhere. */
  systemPath(path: string): string | undefined {
    try {
      return this.#realFile(path);
    } catch {
      return undefined;
    }
  }

  size(path: string): number | undefined {
    return this.#sizes.get(path) ?? this.#statNow(path)?.bytes;
  }

  async stat(paths: readonly string[]): Promise<readonly (FileStat | undefined)[]> {
    const stats =
      this.#readAhead === 0
        ? paths.map((path) => this.#statNow(path))
        : await statAhead(
            paths.map((path) => this.systemPath(path)),
            this.#readAhead,
          );
    for (const [i, found] of stats.entries()) if (found) this.#sizes.set(paths[i]!, found.bytes);
    return stats;
  }

  #statNow(path: string): FileStat | undefined {
    try {
      return fileStat(statSync(this.#realFile(path), { bigint: true }));
    } catch {
      return undefined;
    }
  }

  async *#readInTurn(paths: readonly string[], options: ReadManyOptions): AsyncGenerator<readonly ReadResult[]> {
    const { batchBytes = BATCH_BYTES, maxBytes = MAX_FILE_BYTES, reuse = false, signal } = options;
    let slab = reuse ? this.#slabs.take() : new Slab();
    let before: Slab | undefined;
    let next = 0;
    while (next < paths.length) {
      signal?.throwIfAborted();
      const pieces: Piece[] = [];
      while (next < paths.length && slab.used < batchBytes)
        pieces.push(this.#readPiece(paths[next++]!, slab, maxBytes));
      yield pieces.map((piece) => toResult(piece, slab.bytes));
      if (next >= paths.length) break;
      if (reuse) {
        [slab, before] = [before ?? this.#slabs.take(), slab];
        slab.rewind();
      } else slab.renew(batchBytes, paths.length - next);
    }
    // Not after a break or an abort: the caller may still be looking at the last batch then.
    if (!reuse) return;
    this.#slabs.giveBack(slab);
    if (before) this.#slabs.giveBack(before);
  }

  #readPiece(path: string, slab: Slab, maxBytes: number): Piece {
    try {
      const fd = this.#open(path);
      try {
        const length = fill(fd, slab, undefined, maxBytes + 1, this.#sizes.get(path));
        if (length > maxBytes) throw tooLarge(path, maxBytes);
        return { path, ...slab.take(length) };
      } finally {
        closeSync(fd);
      }
    } catch (error) {
      return { path, error: asLayoutError(error, path) };
    }
  }

  #open(path: string): number {
    const real = this.#realFile(path);
    try {
      return openSync(real, OPEN_FLAGS);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ELOOP') throw fromSystemError(error, 'file', path);
    }
    try {
      return openSync(this.#inside(realpathSync.native(real), path), OPEN_FLAGS);
    } catch (error) {
      throw asLayoutError(error, path);
    }
  }

  #realFile(path: string): string {
    const name = baseName(path);
    if (name === '' || name === '.' || name === '..' || (sep === '\\' && path.includes(sep))) throw refused(path);
    return this.#realFolder(parentPath(path)) + sep + name;
  }

  #realFolder(folder: string): string {
    const known = this.#realFolders.get(folder);
    if (known !== undefined) return known;
    requireInside(folder);
    let real: string;
    try {
      real = realpathSync.native(this.#root + sep + folder);
    } catch (error) {
      throw fromSystemError(error, 'folder', folder);
    }
    this.#realFolders.set(folder, this.#inside(real, folder));
    return real;
  }

  #inside(real: string, path: string): string {
    if (insideRoot(this.#root, real) !== undefined) return real;
    throw new PathRefusedError(`${printable(path)} is a link that leads out of the experiment.`, { path });
  }
}

function refused(path: string): PathRefusedError {
  return new PathRefusedError(`The path ${printable(path)} does not stay inside the experiment.`, { path });
}

type Piece =
  | { readonly path: string; readonly start: number; readonly length: number; readonly error?: undefined }
  | { readonly path: string; readonly error: LayoutError };

function toResult(piece: Piece, bytes: Uint8Array): ReadResult {
  if (piece.error !== undefined) return piece;
  return { path: piece.path, bytes: bytes.subarray(piece.start, piece.start + piece.length) };
}

/**
 * Reads up to `limit` bytes to `slab.used`; the slab grows as the file turns out to be longer. Returns the length.
 * @param expected Where the file should end: when less came than there was room for and this is reached, it does.
 */
function fill(fd: number, slab: Slab, position: number | undefined, limit: number, expected?: number): number {
  let length = 0;
  while (length < limit) {
    const at = slab.used + length;
    if (at >= slab.bytes.length) slab.grow(at);
    const room = Math.min(slab.bytes.length - at, limit - length);
    const count = readSync(fd, slab.bytes, at, room, position === undefined ? null : position + length);
    length += count;
    if (count === 0 || (count < room && length === expected)) break;
  }
  return length;
}

function absoluteRange(range: NonNullable<ReadFileOptions['range']>, size: number): { start: number; end: number } {
  const absolute = (value: number): number => (value < 0 ? Math.max(size + value, 0) : Math.min(value, size));
  const start = absolute(range.start);
  return { start, end: Math.max(start, range.end === undefined ? size : absolute(range.end)) };
}
