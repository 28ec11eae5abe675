import { MalformedBytesError } from '../errors.ts';

/** Little-endian primitives out of a view; every read is checked against its end. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #what: string;
  #offset = 0;

  /** `what` names the thing being read in errors. */
  constructor(bytes: Uint8Array, what: string) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#what = what;
  }

  get offset(): number {
    return this.#offset;
  }

  get remaining(): number {
    return this.#bytes.length - this.#offset;
  }

  u8(): number {
    return this.#view.getUint8(this.#take(1));
  }

  u32(): number {
    return this.#view.getUint32(this.#take(4), true);
  }

  i32(): number {
    return this.#view.getInt32(this.#take(4), true);
  }

  u64(): bigint {
    return this.#view.getBigUint64(this.#take(8), true);
  }

  /** A view (no copy) of the next `count` bytes. */
  bytes(count: number): Uint8Array {
    const at = this.#take(count);
    return this.#bytes.subarray(at, at + count);
  }

  fail(problem: string, offset = this.#offset): never {
    throw new MalformedBytesError(this.#what, offset, problem);
  }

  #take(count: number): number {
    const at = this.#offset;
    if (count < 0 || count > this.#bytes.length - at) {
      this.fail(`${count} bytes needed, ${this.#bytes.length - at} left`);
    }
    this.#offset = at + count;
    return at;
  }
}
