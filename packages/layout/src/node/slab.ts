import { FILE_ALIGNMENT } from '../file-source.ts';

/**
 * First size: many series are a few small files. Growing to a full batch copies 2 MB once, which is nothing; a full
 * batch of memory for every camera of six files would make the collector run all the time.
 */
const FIRST_BYTES = 256 << 10;

/**
 * One buffer that files are read into one behind the other, each aligned. It grows when a file does not fit, so
 * after the first batches nothing is allocated any more when it is reused.
 */
export class Slab {
  bytes: Uint8Array;
  /** Where the next file starts. */
  used = 0;
  #files = 0;
  #total = 0;
  #largest = 0;
  readonly #batchBytes: number;

  constructor(batchBytes: number, firstBytes = FIRST_BYTES) {
    this.#batchBytes = batchBytes;
    this.bytes = allocate(firstBytes);
  }

  /** Makes room for at least one more byte behind `end`, keeping what is in front of it. */
  grow(end: number): void {
    const next = allocate(Math.max(this.bytes.length * 2, end + 1));
    next.set(this.bytes.subarray(0, end));
    this.bytes = next;
  }

  /** Takes `length` bytes at `used` as a file. */
  take(length: number): { readonly start: number; readonly length: number } {
    const start = this.used;
    this.used = align(start + length);
    this.#files++;
    this.#total += this.used - start;
    this.#largest = Math.max(this.#largest, this.used - start);
    return { start, length };
  }

  /** Begins a batch: in the same memory, or in new memory for as much of the `remaining` files as fits a batch. */
  reset(reuse: boolean, remaining: number): void {
    this.used = 0;
    if (reuse || remaining === 0) return;
    const average = this.#files === 0 ? FIRST_BYTES : this.#total / this.#files;
    const expected = Math.min(this.#batchBytes, average * remaining) + this.#largest + FILE_ALIGNMENT;
    this.bytes = allocate(Math.ceil(expected));
  }
}

function align(offset: number): number {
  return Math.ceil(offset / FILE_ALIGNMENT) * FILE_ALIGNMENT;
}

/** Not zeroed: every byte handed out has been written by a read. */
function allocate(size: number): Uint8Array {
  const buffer = Buffer.allocUnsafeSlow(size);
  return new Uint8Array(buffer.buffer, buffer.byteOffset, size);
}
