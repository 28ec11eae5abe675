/**
 * In which order the frames of a recording are written.
 * @module
 */
import type { FrameTest } from '../write/step-writer.ts';

/** Frames that are written together, of all steps. */
export interface FrameWindow {
  readonly isDue: FrameTest;
  /** Is a frame still to come after this window? */
  readonly isPending: FrameTest;
}

/** All frames at once. */
export const ALL_FRAMES: FrameWindow = { isDue: () => true, isPending: () => false };

/** Frames on each side in the second window; those after it reach more than twice as far. */
const FIRST_REACH = 4;

/** The frame that is shown at `wanted`: the last one up to it, or else the first. `undefined` when there are none. */
export function shownFrame(frames: readonly number[], wanted: number): number | undefined {
  return frames.findLast((frame) => frame <= wanted) ?? frames[0];
}

/**
 * One frame, then those around it, farther and farther.
 * @param frames Ascending; `first` is one of them.
 */
export function windowsAround(frames: readonly number[], first: number): readonly FrameWindow[] {
  const at = frames.indexOf(first);
  const windows: FrameWindow[] = [];
  let [doneLow, doneHigh] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let reach = 0; ; reach = 2 * reach + FIRST_REACH) {
    const isLast = at - reach <= 0 && at + reach >= frames.length - 1;
    const low = at - reach <= 0 ? Number.NEGATIVE_INFINITY : frames[at - reach]!;
    const high = at + reach >= frames.length - 1 ? Number.POSITIVE_INFINITY : frames[at + reach]!;
    // The first window is the frame alone, also where nothing is on one side of it.
    const [from, to] = reach === 0 ? [first, first] : [low, high];
    const [beforeLow, beforeHigh] = [doneLow, doneHigh];
    windows.push({
      isDue: (frame) => frame >= from && frame <= to && !(frame >= beforeLow && frame <= beforeHigh),
      isPending: (frame) => frame < from || frame > to,
    });
    [doneLow, doneHigh] = [from, to];
    if (isLast) return windows;
  }
}
