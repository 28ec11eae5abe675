import { type FileHandle, rename, rm } from 'node:fs/promises';
import { openTemporary, type TemporaryFile } from '@outlay-internal/disk';
import { SinkError } from '../errors.ts';
import type { ByteSink } from '../sink.ts';

/** Kernels take at most 1024 buffers per call (IOV_MAX on Linux and macOS). */
const MAX_PIECES_PER_WRITE = 1024;
/** Written to the disk while the work goes on, one flush at a time: at the end there is little left to wait for. */
const FLUSH_BYTES = 8 << 20;

/** A sink that writes a file. */
export interface FileByteSink extends ByteSink {
  /** Where the bytes are until `close`. */
  readonly temporaryPath: string;
}

/**
 * Writes a file that is either whole or not there: bytes go to a temporary name in the same folder, `close` flushes
 * them to the disk and renames, `abort` removes them. A killed process leaves the old file and a temporary one.
 * @throws SinkError when the file system refuses.
 */
export async function fileSink(path: string): Promise<FileByteSink> {
  const temporary = await attempt(`Creating a file for ${path}`, () => openTemporary(path));
  return new FileSink(path, temporary);
}

class FileSink implements FileByteSink {
  readonly temporaryPath: string;
  readonly #path: string;
  readonly #handle: FileHandle;
  #isOpen = true;
  #unflushed = 0;
  #flushing: Promise<unknown> | undefined;
  #flushError: unknown;

  constructor(path: string, temporary: TemporaryFile) {
    this.#path = path;
    this.temporaryPath = temporary.path;
    this.#handle = temporary.handle;
  }

  write(pieces: readonly Uint8Array[]): Promise<void> {
    return attempt(`Writing ${this.temporaryPath}`, async () => {
      for (let from = 0; from < pieces.length; from += MAX_PIECES_PER_WRITE) {
        await writeAll(this.#handle, pieces.slice(from, from + MAX_PIECES_PER_WRITE));
      }
      for (const piece of pieces) this.#unflushed += piece.length;
      if (this.#unflushed >= FLUSH_BYTES && this.#flushing === undefined) this.#startFlushing();
    });
  }

  #startFlushing(): void {
    this.#unflushed = 0;
    this.#flushing = this.#handle.datasync().then(
      () => {
        this.#flushing = undefined;
      },
      (error: unknown) => {
        // A kernel reports a failed write to the first flush only, so no later one may hide it.
        this.#flushError ??= error;
        this.#flushing = undefined;
      },
    );
  }

  async close(): Promise<void> {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    try {
      await attempt(`Flushing ${this.temporaryPath}`, async () => {
        await Promise.all([this.#flushing, this.#handle.sync()]);
        if (this.#flushError !== undefined) throw this.#flushError;
      });
      await attempt(`Closing ${this.temporaryPath}`, () => this.#handle.close());
      await attempt(`Renaming ${this.temporaryPath} to ${this.#path}`, () => rename(this.temporaryPath, this.#path));
    } catch (error) {
      await this.#remove();
      throw error;
    }
  }

  async abort(): Promise<void> {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    await this.#remove();
  }

  async #remove(): Promise<void> {
    await this.#flushing;
    await this.#handle.close().catch(() => {});
    await rm(this.temporaryPath, { force: true }).catch(() => {});
  }
}

/** `writev` may write less than it was given, e.g. beyond 2 GiB. */
async function writeAll(handle: FileHandle, pieces: readonly Uint8Array[]): Promise<void> {
  let rest = pieces;
  while (rest.length > 0) {
    let { bytesWritten } = await handle.writev(rest);
    let whole = 0;
    while (whole < rest.length && bytesWritten >= rest[whole]!.length) bytesWritten -= rest[whole++]!.length;
    rest = bytesWritten === 0 ? rest.slice(whole) : [rest[whole]!.subarray(bytesWritten), ...rest.slice(whole + 1)];
  }
}

async function attempt<T>(what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw cause instanceof SinkError ? cause : new SinkError(what, cause);
  }
}
