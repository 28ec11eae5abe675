/**
 * Masks. Names and colors of their classes come from the annotation context above them.
 * @module
 */
import { SegmentationImage } from '../../archetypes/index.ts';
import type { MasksStep } from '../steps/step.ts';
import { readRows, type WriteContext } from './context.ts';
import { type FrameTest, NO_FRAME, Presence, type StepWriter } from './step-writer.ts';

/** How much of a picture shines through its mask. */
const MASK_OPACITY = 0.45;

/** Class images. */
export class MasksWriter implements StepWriter {
  readonly #context: WriteContext;
  readonly #step: MasksStep;
  readonly #presence: Presence;
  #hasOpacity = false;

  constructor(context: WriteContext, step: MasksStep) {
    this.#context = context;
    this.#step = step;
    this.#presence = new Presence(context, step.entity, step.frames);
  }

  async *write(isDue: FrameTest): AsyncGenerator<number> {
    const { entity, series, frames, unassignedClass } = this.#step;
    const { recorder } = this.#context;
    if (!this.#hasOpacity) recorder.static(entity, SegmentationImage.update({ opacity: MASK_OPACITY }));
    this.#hasOpacity = true;
    for await (const { rows, count } of readRows(this.#context, series, {
      frames: frames.filter(isDue),
      reuse: true,
      unassigned: unassignedClass,
    })) {
      recorder.columns(
        entity,
        rows.map(({ frame }) => frame),
        SegmentationImage.columns({
          buffer: rows.map(({ value }) => value.classes),
          format: rows.map(({ value }) => ({ width: value.width, height: value.height, channelDatatype: 'U8' })),
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
}
