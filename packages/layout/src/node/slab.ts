import { BATCH_BYTES, FILE_ALIGNMENT } from '../file-source.ts';

/** Room left behind a batch at first for the file that ends it; later the largest file seen decides. */
const FIRST_TAIL = 256 << 10;

/**
 * One buffer that files are read into one behind the other, each aligned. It grows when a file does not fit, so
 * after the first batches nothing is allocated any more when it is reused.
 */
export class Slab {
  bytes: Uint8Array;
  /** Where the next file starts. */
  used = 0;
  #largest = FIRST_TAIL;
  readonly #batchBytes: number;

  constructor(batchBytes = BATCH_BYTES) {
    this.#batchBytes = batchBytes;
    this.bytes = allocate(batchBytes + this.#largest);
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
    this.#largest = Math.max(this.#largest, length + FILE_ALIGNMENT);
    return { start, length };
  }

  /** Begins a batch: in the same memory, or in new memory of the size that has proved right. */
  reset(reuse: boolean): void {
    this.used = 0;
    if (!reuse) this.bytes = allocate(this.#batchBytes + this.#largest + FILE_ALIGNMENT);
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
