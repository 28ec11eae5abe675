import { futimesSync } from 'node:fs';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { SinkError } from '../errors.ts';
import type { ByteSink } from '../sink.ts';

/** Kernels take at most 1024 buffers per call (IOV_MAX on Linux and macOS). */
const MAX_PIECES_PER_WRITE = 1024;
/** Written to the disk while the work goes on, one flush at a time: at the end there is little left to wait for. */
const FLUSH_BYTES = 8 << 20;
/** Distinguishes sinks of one process that write the same file name. */
let sinkNumber = 0;

export interface FileSinkOptions {
  /** Name of the file while it is being written, in the same folder. Default: hidden, with process and sink number. */
  readonly temporaryName?: string;
  /**
   * Date the file back to when it was created, and not to when it was finished: whatever it was made from and changes
   * while it is written is then newer than the file. A later time in milliseconds since 1970 wins over that.
   */
  readonly datedBack?: { readonly notBefore: number };
}

/**
 * Writes a file that is either whole or not there: bytes go to a temporary name in the same folder, `close` flushes
 * them to the disk and renames, `abort` removes them. A killed process leaves the old file and a temporary one.
 * @throws SinkError when the file system refuses.
 */
export async function fileSink(path: string, options: FileSinkOptions = {}): Promise<ByteSink> {
  const name = options.temporaryName ?? `.${basename(path)}.${process.pid}-${sinkNumber++}.tmp`;
  const temporary = join(dirname(path), name);
  const handle = await attempt(`Creating ${temporary}`, () => open(temporary, 'w'));
  const date = options.datedBack && Math.max((await handle.stat()).mtimeMs, options.datedBack.notBefore);
  return new FileSink(path, temporary, handle, date);
}

class FileSink implements ByteSink {
  readonly #path: string;
  readonly #temporary: string;
  readonly #handle: FileHandle;
  /** Milliseconds since 1970. */
  readonly #date: number | undefined;
  #isOpen = true;
  #unflushed = 0;
  #flushing: Promise<unknown> | undefined;
  #flushError: unknown;

  constructor(path: string, temporary: string, handle: FileHandle, date: number | undefined) {
    this.#date = date;
    this.#path = path;
    this.#temporary = temporary;
    this.#handle = handle;
  }

  write(pieces: readonly Uint8Array[]): Promise<void> {
    return attempt(`Writing ${this.#temporary}`, async () => {
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
      await attempt(`Flushing ${this.#temporary}`, async () => {
        // Asked for before anything is waited for, so that the caller can go on while the disk works.
        if (this.#date !== undefined) futimesSync(this.#handle.fd, this.#date / 1000, this.#date / 1000);
        await Promise.all([this.#flushing, this.#handle.sync()]);
        if (this.#flushError !== undefined) throw this.#flushError;
      });
      await attempt(`Closing ${this.#temporary}`, () => this.#handle.close());
      await attempt(`Renaming ${this.#temporary} to ${this.#path}`, () => rename(this.#temporary, this.#path));
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
    await rm(this.#temporary, { force: true }).catch(() => {});
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
