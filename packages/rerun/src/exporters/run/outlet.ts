/**
 * Where the bytes of a recording go.
 * @module
 */
import { joinBytes } from '../../chunk/compression.ts';
import type { Recording } from '../../recording.ts';
import type { ByteSink } from '../../sink.ts';
import type { ExportEvent } from './progress.ts';

/** Hands the bytes of a recording to its sink, or as events to whoever runs the export. */
export class Outlet {
  readonly #recording: Recording;
  readonly #sink: ByteSink | undefined;
  /** All that was handed to the sink. */
  #written: Promise<void> = Promise.resolve();

  constructor(recording: Recording, sink: ByteSink | undefined) {
    this.#recording = recording;
    this.#sink = sink;
  }

  /**
   * All bytes there are. A sink has written them when this is done, or, with `isGoingOn`, those handed over before: it
   * then writes these while the next are made.
   * @throws what the sink throws, at the latest in the next call.
   */
  async *handOver({ isGoingOn = false } = {}): AsyncGenerator<ExportEvent, void, undefined> {
    if (this.#sink === undefined) {
      const length = this.#recording.readyBytes;
      // In memory of the receiver, because batches reuse theirs.
      if (length > 0) yield { kind: 'bytes', bytes: joinBytes(this.#recording.take(), length) };
      return;
    }
    const before = this.#written;
    this.#written = this.#recording.drain();
    // Whoever waits for it later is told of a failure then.
    this.#written.catch(() => {});
    await (isGoingOn ? before : this.#written);
  }

  /** Waits until nothing is being written any more. Never throws. */
  async settle(): Promise<void> {
    await this.#written.catch(() => {});
  }
}
