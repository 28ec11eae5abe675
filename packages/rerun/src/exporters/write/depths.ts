/**
 * Depth in metres; 0 is unknown and draws nothing in 3D.
 * @module
 */
import type { DepthMap } from '@outlay/schema/port';
import { DepthImage } from '../../archetypes/index.ts';
import type { DepthsStep } from '../steps/step.ts';
import { readRows, type WriteContext } from './context.ts';
import { depthRange } from './depth-range.ts';
import { type FrameTest, NO_FRAME, Presence, type StepWriter } from './step-writer.ts';
import { firstValue } from './witness.ts';

/** Depth maps. The first frame says what the colors of all stand for. */
export class DepthsWriter implements StepWriter {
  readonly #context: WriteContext;
  readonly #step: DepthsStep;
  readonly #presence: Presence;
  #hasRange = false;

  constructor(context: WriteContext, step: DepthsStep) {
    this.#context = context;
    this.#step = step;
    this.#presence = new Presence(context, step.entity, step.frames);
  }

  async *write(isDue: FrameTest): AsyncGenerator<number> {
    const { entity, series, frames } = this.#step;
    const due = frames.filter(isDue);
    if (!this.#hasRange && due.length > 0 && due[0] !== frames[0])
      await firstValue(this.#context, this.#step, (depth) => this.#writeRange(depth));
    for await (const { rows, count } of readRows(this.#context, series, { frames: due, reuse: true })) {
      if (!this.#hasRange && rows.length > 0) this.#writeRange(rows[0]!.value);
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
    this.settle(NO_FRAME);
  }

  #writeRange(depth: DepthMap): void {
    this.#hasRange = true;
    this.#context.recorder.static(
      this.#step.entity,
      DepthImage.update({ meter: 1, depthRange: depthRange(depth), colormap: 'Turbo' }),
    );
  }
}

const bytesOf = (view: ArrayBufferView): Uint8Array => new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
