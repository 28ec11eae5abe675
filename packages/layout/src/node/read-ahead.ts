import { type BigIntStats, close, constants, open, read, stat } from 'node:fs';
import type { LayoutError } from '../errors.ts';
import {
  BATCH_BYTES,
  type FileStat,
  MAX_FILE_BYTES,
  type ReadManyOptions,
  type ReadResult,
} from '../source/file-source.ts';
import { Slab, type SlabPool } from './slab.ts';
import { asLayoutError, fromSystemError, tooLarge } from './system-error.ts';

/** Opening a pipe must not wait for a writer, and a link put in place after listing must not be followed unseen. */
export const OPEN_FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0);
/** First size of a pooled buffer: two full-size JPEGs; it grows with the files. */
const POOLED_BYTES = 512 << 10;

/** How to find a file: its real path, and the slow way in when that is a link. */
export interface FileOpener {
  realFile(path: string): string;
  /** A file descriptor; links inside the root are followed. */
  open(path: string): number;
}

/** A buffer of the pool; `bytes` is replaced by a longer one when a file needs it. */
interface Pooled {
  bytes: Uint8Array;
}

/** The calls of `node:fs` that are used, so that a test can make them slow. */
export interface FileSystem {
  readonly open: (path: string, flags: number, done: (error: NodeJS.ErrnoException | null, fd: number) => void) => void;
  readonly read: (
    fd: number,
    buffer: Uint8Array,
    offset: number,
    length: number,
    position: null,
    done: (error: NodeJS.ErrnoException | null, count: number) => void,
  ) => void;
  readonly close: (fd: number, done: () => void) => void;
}

type Arrived = { readonly buffer: Pooled; readonly length: number } | { readonly error: LayoutError };

/**
 * Many files with `inFlight` reads under way, for disks where waiting costs more than copying. Every file is read
 * into a pooled buffer and copied behind the others when its turn comes. Callbacks, since one `FileHandle` per file
 * costs more than the read.
 */
export async function* readAhead(
  paths: readonly string[],
  opener: FileOpener,
  inFlight: number,
  slabs: SlabPool,
  options: ReadManyOptions,
  system: FileSystem = { open, read, close },
): AsyncGenerator<readonly ReadResult[]> {
  const { batchBytes = BATCH_BYTES, maxBytes = MAX_FILE_BYTES, reuse = false, signal } = options;
  const pool: Pooled[] = [];
  const waiting: { readonly path: string; readonly arrived: Promise<Arrived> }[] = [];
  let slab = reuse ? slabs.take() : new Slab();
  let before: Slab | undefined;
  let next = 0;
  const start = (): void => {
    while (waiting.length < inFlight && next < paths.length) {
      const path = paths[next++]!;
      const buffer = pool.pop() ?? { bytes: new Uint8Array(POOLED_BYTES) };
      waiting.push({ path, arrived: readInto(buffer, path, opener, maxBytes, system) });
    }
  };
  start();
  try {
    while (waiting.length > 0) {
      const pieces: { path: string; start: number; length: number; error?: LayoutError }[] = [];
      while (waiting.length > 0 && slab.used < batchBytes) {
        signal?.throwIfAborted();
        const { path, arrived } = waiting.shift()!;
        const result = await arrived;
        if ('error' in result) pieces.push({ path, start: 0, length: 0, error: result.error });
        else {
          while (slab.used + result.length > slab.bytes.length) slab.grow(slab.used);
          slab.bytes.set(result.buffer.bytes.subarray(0, result.length), slab.used);
          pieces.push({ path, ...slab.take(result.length) });
          pool.push(result.buffer);
        }
        start();
      }
      yield pieces.map(({ path, start, length, error }) =>
        error ? { path, error } : { path, bytes: slab.bytes.subarray(start, start + length) },
      );
      if (waiting.length === 0) break;
      if (reuse) {
        [slab, before] = [before ?? slabs.take(), slab];
        slab.rewind();
      } else slab.renew(batchBytes, paths.length - next + waiting.length);
    }
    if (reuse) {
      slabs.giveBack(slab);
      if (before) slabs.giveBack(before);
    }
  } finally {
    await Promise.all(waiting.map(({ arrived }) => arrived));
  }
}

function readInto(
  buffer: Pooled,
  path: string,
  opener: FileOpener,
  maxBytes: number,
  { open, read, close }: FileSystem,
): Promise<Arrived> {
  return new Promise((done) => {
    let real: string;
    try {
      real = opener.realFile(path);
    } catch (error) {
      return done({ error: asLayoutError(error, path) });
    }
    open(real, OPEN_FLAGS, (openError, fd) => {
      if (!openError) return readWhole(fd);
      if (openError.code !== 'ELOOP') return done({ error: fromSystemError(openError, 'file', path) });
      try {
        readWhole(opener.open(path));
      } catch (error) {
        done({ error: asLayoutError(error, path) });
      }
    });
    const readWhole = (fd: number): void => {
      const finish = (result: Arrived): void => close(fd, () => done(result));
      const more = (length: number): void => {
        if (length > maxBytes) {
          finish({ error: tooLarge(path, maxBytes) });
          return;
        }
        if (length === buffer.bytes.length) {
          const longer = new Uint8Array(length * 2);
          longer.set(buffer.bytes);
          buffer.bytes = longer;
        }
        read(fd, buffer.bytes, length, buffer.bytes.length - length, null, (readError, count) => {
          if (readError) finish({ error: fromSystemError(readError, 'file', path) });
          else if (count === 0) finish({ buffer, length });
          else more(length + count);
        });
      };
      more(0);
    };
  });
}

/** Looks at files with `inFlight` questions under way; `undefined` where there is no answer. */
export async function statAhead(
  realPaths: readonly (string | undefined)[],
  inFlight: number,
): Promise<readonly (FileStat | undefined)[]> {
  const found = new Array<FileStat | undefined>(realPaths.length).fill(undefined);
  let next = 0;
  const askOnAndOn = async (): Promise<void> => {
    while (next < realPaths.length) {
      const i = next++;
      const path = realPaths[i];
      if (path !== undefined) found[i] = await statOne(path);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, askOnAndOn));
  return found;
}

function statOne(path: string): Promise<FileStat | undefined> {
  return new Promise((done) =>
    stat(path, { bigint: true }, (error, stats) => done(error ? undefined : fileStat(stats))),
  );
}

/** What of the system's answer is kept. */
export function fileStat({ size, mtimeNs, ino }: BigIntStats): FileStat {
  return { bytes: Number(size), modified: Number(mtimeNs) / 1e6, modifiedNs: mtimeNs, id: ino };
}
