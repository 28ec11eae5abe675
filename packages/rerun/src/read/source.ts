import { RecordingError } from './errors.ts';
import { orAborted } from './or-aborted.ts';

/** Bytes that can be read at any place, e.g. a file or an HTTP resource with ranges. */
export interface RandomAccess {
  /** Total size in bytes; must not change while it is read. */
  readonly size: number;
  /**
   * Gives exactly `length` bytes from `offset`; both lie inside `size`. The reader may keep the array. When `signal`
   * aborts, the reader stops waiting for the bytes.
   */
  read(offset: number, length: number, options?: { readonly signal?: AbortSignal }): Promise<Uint8Array>;
}

/**
 * Where a recording comes from: all bytes, a stream of pieces of any size (a file stream, a fetch body), or a
 * random-access reader. All readers here go from start to end once, so a stream is enough for every one of them.
 */
export type RecordingSource = Uint8Array | AsyncIterable<Uint8Array> | RandomAccess;

/** A place in a source that moves forward only; holds no more bytes than were asked for plus one piece of a stream. */
export interface ByteCursor {
  /** Offset of the next byte from the start of the source. */
  readonly position: number;
  /** Up to `length` next bytes without moving; fewer only at the end of the source. The bytes stay as they are. */
  peek(length: number): Promise<Uint8Array>;
  /** Moves on by `length` bytes, or to the end. Returns how far it moved. */
  skip(length: number): Promise<number>;
  /** Lets go of the source; an unfinished stream is returned early. */
  close(): Promise<void>;
}

/** A cursor at the start of `source`. When `signal` aborts, the read under way and every later one throw its reason. */
export function openCursor(source: RecordingSource, signal?: AbortSignal): ByteCursor {
  if (source instanceof Uint8Array) return new MemoryCursor(plain(source), signal);
  // Streams of Node have a method `read` as well, of another kind.
  if (Symbol.asyncIterator in source) return new StreamCursor(source, signal);
  return new RandomAccessCursor(source, signal);
}

// A Node Buffer is a Uint8Array whose slice() does not copy; nothing below should have to know that.
function plain(bytes: Uint8Array): Uint8Array {
  return bytes.constructor === Uint8Array ? bytes : new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

class MemoryCursor implements ByteCursor {
  readonly #bytes: Uint8Array;
  readonly #signal: AbortSignal | undefined;
  position = 0;

  constructor(bytes: Uint8Array, signal: AbortSignal | undefined) {
    this.#bytes = bytes;
    this.#signal = signal;
  }

  async peek(length: number): Promise<Uint8Array> {
    this.#signal?.throwIfAborted();
    return this.#bytes.subarray(this.position, this.position + length);
  }

  async skip(length: number): Promise<number> {
    const moved = Math.min(length, this.#bytes.length - this.position);
    this.position += moved;
    return moved;
  }

  async close(): Promise<void> {}
}

// Small reads (message headers) would cost one system call each without a block of read-ahead.
const READ_AHEAD = 64 * 1024;

class RandomAccessCursor implements ByteCursor {
  readonly #reader: RandomAccess;
  readonly #signal: AbortSignal | undefined;
  #block: Uint8Array = new Uint8Array(0);
  #blockStart = 0;
  position = 0;

  constructor(reader: RandomAccess, signal: AbortSignal | undefined) {
    this.#reader = reader;
    this.#signal = signal;
  }

  async peek(length: number): Promise<Uint8Array> {
    this.#signal?.throwIfAborted();
    const wanted = Math.min(length, this.#reader.size - this.position);
    const from = this.position - this.#blockStart;
    if (from >= 0 && from + wanted <= this.#block.length) return this.#block.subarray(from, from + wanted);
    const size = Math.min(Math.max(wanted, READ_AHEAD), this.#reader.size - this.position);
    let bytes: Uint8Array;
    try {
      const options = this.#signal === undefined ? {} : { signal: this.#signal };
      bytes = await orAborted(this.#reader.read(this.position, size, options), this.#signal);
    } catch (cause) {
      this.#signal?.throwIfAborted();
      throw new RecordingError('OUT6007', `Reading ${size} bytes failed: ${String(cause)}.`, this.position, { cause });
    }
    if (bytes.length !== size) {
      throw new RecordingError('OUT6007', `Asked for ${size} bytes and got ${bytes.length}.`, this.position);
    }
    this.#block = plain(bytes);
    this.#blockStart = this.position;
    return this.#block.subarray(0, wanted);
  }

  async skip(length: number): Promise<number> {
    const moved = Math.min(length, this.#reader.size - this.position);
    this.position += moved;
    return moved;
  }

  async close(): Promise<void> {
    this.#block = new Uint8Array(0);
  }
}

class StreamCursor implements ByteCursor {
  readonly #pieces: AsyncIterator<Uint8Array>;
  readonly #signal: AbortSignal | undefined;
  #held: Uint8Array[] = [];
  #heldBytes = 0;
  #ended = false;
  position = 0;

  constructor(stream: AsyncIterable<Uint8Array>, signal: AbortSignal | undefined) {
    this.#pieces = stream[Symbol.asyncIterator]();
    this.#signal = signal;
  }

  async peek(length: number): Promise<Uint8Array> {
    this.#signal?.throwIfAborted();
    while (this.#heldBytes < length && (await this.#pull())) {}
    const first = this.#held[0] ?? new Uint8Array(0);
    if (first.length >= length) return first.subarray(0, length);
    if (this.#held.length <= 1) return first;
    const joined = new Uint8Array(this.#heldBytes);
    let at = 0;
    for (const piece of this.#held) {
      joined.set(piece, at);
      at += piece.length;
    }
    this.#held = [joined];
    return joined.subarray(0, length);
  }

  async skip(length: number): Promise<number> {
    let left = length;
    while (left > 0) {
      const piece = this.#held[0];
      if (piece === undefined) {
        if (!(await this.#pull())) break;
        continue;
      }
      const step = Math.min(left, piece.length);
      if (step === piece.length) this.#held.shift();
      else this.#held[0] = piece.subarray(step);
      this.#heldBytes -= step;
      this.position += step;
      left -= step;
    }
    return length - left;
  }

  async close(): Promise<void> {
    this.#held = [];
    if (!this.#ended) {
      this.#ended = true;
      const returned = this.#pieces.return?.();
      // A stream that is still waiting for its next piece ends when it comes, which may be never.
      if (this.#signal?.aborted) returned?.catch(() => {});
      else await returned;
    }
  }

  async #pull(): Promise<boolean> {
    if (this.#ended) return false;
    let step: IteratorResult<Uint8Array>;
    try {
      step = await orAborted(this.#pieces.next(), this.#signal);
    } catch (cause) {
      this.#signal?.throwIfAborted();
      this.#ended = true;
      const at = this.position + this.#heldBytes;
      throw new RecordingError('OUT6007', `The input stream failed after ${at} bytes: ${String(cause)}.`, at, {
        cause,
      });
    }
    if (step.done === true) {
      this.#ended = true;
      return false;
    }
    if (step.value.length > 0) {
      this.#held.push(plain(step.value));
      this.#heldBytes += step.value.length;
    }
    return true;
  }
}
