import type { FrameRanges } from '../api.ts';

/** Shortest run of equal distances above 1 that is written as one: two frames say nothing about a step. */
const SHORTEST = 3;

/** Ascending frame numbers as ranges, see {@link FrameRanges}. */
export function toRanges(frames: readonly number[]): FrameRanges {
  const ranges: [number, number?, number?][] = [];
  let at = 0;
  while (at < frames.length) {
    const first = frames[at]!;
    const step = at + 1 < frames.length ? frames[at + 1]! - first : 0;
    let end = at;
    while (end + 1 < frames.length && frames[end + 1]! - frames[end]! === step) end++;
    const count = end - at + 1;
    if (step === 1 && count > 1) ranges.push([first, frames[end]!]);
    else if (count >= SHORTEST) ranges.push([first, frames[end]!, step]);
    else {
      ranges.push([first]);
      at++;
      continue;
    }
    at = end + 1;
  }
  return ranges;
}
