import { FILE_ALIGNMENT } from '../source/file-source.ts';

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

  constructor(firstBytes = FIRST_BYTES) {
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

  /** Begins a batch in the same memory. */
  rewind(): void {
    this.used = 0;
  }

  /** Begins a batch in new memory, enough for as much of the `remaining` files as fits a batch. */
  renew(batchBytes: number, remaining: number): void {
    this.used = 0;
    const average = this.#files === 0 ? FIRST_BYTES : this.#total / this.#files;
    this.bytes = allocate(Math.ceil(Math.min(batchBytes, average * remaining) + this.#largest + FILE_ALIGNMENT));
  }
}

/** Slabs kept: as many series as are read side by side; beyond, memory is given back. */
const KEPT_SLABS = 16;
/** A slab that one huge file has blown up is not kept. */
const KEPT_BYTES = 8 << 20;

/**
 * Slabs between readings. Memory that has been written before costs a third of fresh memory, which the system has
 * to clear page by page, and an export reads hundreds of series.
 */
export class SlabPool {
  readonly #kept: Slab[] = [];

  take(): Slab {
    return this.#kept.pop() ?? new Slab();
  }

  /** Only when nobody looks into the slab any more. */
  giveBack(slab: Slab): void {
    slab.rewind();
    if (this.#kept.length < KEPT_SLABS && slab.bytes.length <= KEPT_BYTES) this.#kept.push(slab);
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
