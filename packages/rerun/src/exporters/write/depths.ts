/**
 * Depth in metres; 0 is unknown and draws nothing in 3D.
 * @module
 */
import { DepthImage } from '../../archetypes/index.ts';
import type { DepthsStep } from '../steps/step.ts';
import { readRows, type WriteContext } from './context.ts';
import { depthRange } from './depth-range.ts';
import { type FrameTest, NO_FRAME, Presence, type StepWriter } from './step-writer.ts';

/** Depth maps. The first frame says what the colors of all stand for. */
export class DepthsWriter implements StepWriter {
  readonly #context: WriteContext;
  readonly #step: DepthsStep;
  readonly #presence: Presence;
  /** The range of the first frame seen so far, and the one that was written. */
  #range: { readonly frame: number; readonly values: ReturnType<typeof depthRange> } | undefined;
  #written: ReturnType<typeof depthRange> | undefined;

  constructor(context: WriteContext, step: DepthsStep) {
    this.#context = context;
    this.#step = step;
    this.#presence = new Presence(context, step.entity, step.frames);
  }

  async *write(isDue: FrameTest): AsyncGenerator<number> {
    const { entity, series, frames } = this.#step;
    for await (const { rows, count } of readRows(this.#context, series, {
      frames: frames.filter(isDue),
      reuse: true,
    })) {
      const [first] = rows;
      if (first !== undefined && first.frame < (this.#range?.frame ?? Number.POSITIVE_INFINITY))
        this.#range = { frame: first.frame, values: depthRange(first.value) };
      // Colors that change while frames arrive would mislead: another range is written at the end.
      if (this.#written === undefined) this.#writeRange();
      this.#context.recorder.columns(
        entity,
        rows.map(({ frame }) => frame),
        DepthImage.columns({
          buffer: rows.map(({ value }) => bytesOf(value.metres)),
          format: rows.map(({ value }) => ({ width: value.width, height: value.height, channelDatatype: 'F32' })),
        }),
      );
      for (const { frame } of rows) this.#presence.add(frame);
      yield count;
    }
  }

  settle(isPending: FrameTest): void {
    this.#presence.clear(isPending);
  }

  finish(): void {
    if (this.#range?.values !== this.#written) this.#writeRange();
    this.settle(NO_FRAME);
  }

  #writeRange(): void {
    if (this.#range === undefined) return;
    this.#written = this.#range.values;
    this.#context.recorder.static(
      this.#step.entity,
      DepthImage.update({ meter: 1, depthRange: this.#written, colormap: 'Turbo' }),
    );
  }
}

const bytesOf = (view: ArrayBufferView): Uint8Array => new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
