import { SinkError } from './errors.ts';

/**
 * Where bytes go. `write` may return a promise: nothing more is written before it resolves. The pieces are memory of
 * the caller and may change afterwards, so a sink has used or copied them by then.
 */
export interface ByteSink {
  write(pieces: readonly Uint8Array[]): void | Promise<void>;
  /** The recording is complete. */
  close(): void | Promise<void>;
  /** The recording will not be completed; what was written is worthless. */
  abort(reason?: unknown): void | Promise<void>;
}

/** Keeps everything in memory; `bytes()` gives it in one piece. */
export class MemorySink implements ByteSink {
  readonly #pieces: Uint8Array[] = [];
  #length = 0;

  write(pieces: readonly Uint8Array[]): void {
    for (const piece of pieces) {
      this.#pieces.push(piece.slice());
      this.#length += piece.length;
    }
  }

  close(): void {}

  abort(): void {
    this.#pieces.length = 0;
    this.#length = 0;
  }

  get byteLength(): number {
    return this.#length;
  }

  bytes(): Uint8Array<ArrayBuffer> {
    const joined = new Uint8Array(this.#length);
    let at = 0;
    for (const piece of this.#pieces) {
      joined.set(piece, at);
      at += piece.length;
    }
    return joined;
  }
}

/** The part of a `WritableStream` that is used, so that no DOM types are needed. */
export interface WritableStreamLike {
  getWriter(): {
    readonly ready: Promise<unknown>;
    write(chunk: Uint8Array): Promise<unknown>;
    close(): Promise<unknown>;
    abort(reason?: unknown): Promise<unknown>;
  };
}

/** A sink over any `WritableStream` of bytes (web streams); waits for its back-pressure. */
export function writableStreamSink(stream: WritableStreamLike): ByteSink {
  const writer = stream.getWriter();
  const attempt = async (what: string, work: Promise<unknown>): Promise<void> => {
    try {
      await work;
    } catch (cause) {
      throw new SinkError(what, cause);
    }
  };
  return {
    write: async (pieces) => {
      for (const piece of pieces) {
        await attempt('Writing to the stream', writer.ready);
        // A copy: streams keep what they were given, and the piece belongs to the caller.
        await attempt('Writing to the stream', writer.write(piece.slice()));
      }
    },
    close: () => attempt('Closing the stream', writer.close()),
    abort: (reason) => attempt('Aborting the stream', writer.abort(reason)),
  };
}
