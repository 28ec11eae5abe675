/**
 * What writes a step: asked for all frames at once, or for some, and then for others.
 * @module
 */
import { gapStarts } from '../steps/frame-selection.ts';
import type { WriteContext } from './context.ts';

/** Says something of a frame. */
export type FrameTest = (frame: number) => boolean;

/** True of every frame. */
export const EVERY_FRAME: FrameTest = () => true;
/** True of no frame. */
export const NO_FRAME: FrameTest = () => false;

/**
 * Writes one step, a set of frames at a time, in any order of the sets. Whatever the order, a viewer shows the same in
 * the end: what holds for all frames is decided by the same frames, and what clears a gap is at the gap's own frame.
 */
export interface StepWriter {
  /** Writes the frames of the step that are due. Yields the number of values done after each batch. */
  write(isDue: FrameTest): AsyncGenerator<number>;
  /** Clears the gaps that are known while some frames are still to come. */
  settle(isPending: FrameTest): void;
  /** All frames are written: says what only the whole shows. */
  finish(): void;
}

/** The frames at which an entity has a value, and where it must be cleared. */
export class Presence {
  readonly #context: WriteContext;
  readonly #entity: string;
  /** Frames that the entity may have a value at, ascending. */
  readonly #expected: readonly number[];
  readonly #cleared = new Set<number>();
  readonly #frames: number[] = [];
  #last = Number.NEGATIVE_INFINITY;
  #isSorted = true;

  constructor(context: WriteContext, entity: string, expected: readonly number[]) {
    this.#context = context;
    this.#entity = entity;
    this.#expected = expected;
  }

  get isEmpty(): boolean {
    return this.#frames.length === 0;
  }

  /** Ascending. */
  get frames(): readonly number[] {
    if (!this.#isSorted) this.#frames.sort((a, b) => a - b);
    this.#isSorted = true;
    return this.#frames;
  }

  /** A frame that has a value. */
  add(frame: number): void {
    if (frame < this.#last) this.#isSorted = false;
    this.#last = frame;
    this.#frames.push(frame);
  }

  /** Is it still to be seen whether there is a value? */
  isOpen(frame: number, isPending: FrameTest): boolean {
    return isPending(frame) && includes(this.#expected, frame);
  }

  /** Clears the entity where a run of values ends, as far as it is known and not done. Returns where. */
  clear(isPending: FrameTest): readonly number[] {
    const { stride, lastFrame, recorder } = this.#context;
    const gaps = gapStarts(this.frames, stride, lastFrame).filter(
      (frame) => !this.#cleared.has(frame) && !this.isOpen(frame, isPending),
    );
    for (const frame of gaps) this.#cleared.add(frame);
    recorder.clear(this.#entity, gaps);
    return gaps;
  }
}

/** Is a number in an ascending list? */
function includes(list: readonly number[], wanted: number): boolean {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle]! < wanted) low = middle + 1;
    else high = middle;
  }
  return list[low] === wanted;
}
