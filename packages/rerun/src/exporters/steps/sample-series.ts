/**
 * A series of fewer frames.
 * @module
 */
import type { ReadOptions, Series } from '@outlay/schema/port';

/** `series` with only these of its frames. */
export function sampleSeries<S extends Series<unknown>>(series: S, frames: readonly number[]): S {
  const kept = new Set(frames);
  const read = (options: ReadOptions = {}) =>
    series.read({ ...options, frames: options.frames?.filter((frame) => kept.has(frame)) ?? frames });
  // Not spread: the members of a series may be on its prototype.
  return { path: series.path, frames, read } as Series<unknown> as S;
}
