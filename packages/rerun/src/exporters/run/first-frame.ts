/**
 * What a recording must know before its first byte when one frame of it is to be shown at once: of what is read whole
 * otherwise, that frame and a few others.
 * @module
 */
import type { Series } from '@outlay/schema/port';
import { sampleSeries } from '../steps/sample-series.ts';
import type { RecordingSteps } from '../steps/step-list.ts';
import type { TrackPass } from '../write/context.ts';

/** Frames from which the motion between two worlds is found for a start. */
const SAMPLE = 32;

/** Steps whose cameras are read at their first frame, which tells what is up, and at `frame`. */
export function stepsAtFrame(planned: RecordingSteps, frame: number): RecordingSteps {
  const steps = planned.steps.map((step) =>
    step.kind === 'camera' ? { ...step, frames: step.frames.filter((one, i) => i === 0 || one === frame) } : step,
  );
  return { ...planned, steps };
}

/** A series as far as it is read for a start: frames from all over, and `frame`. */
export function sampleAround<S extends Series<unknown>>(series: S | undefined, frame: number): S | undefined {
  if (series === undefined || series.frames.length <= SAMPLE) return series;
  const { frames } = series;
  const every = (frames.length - 1) / (SAMPLE - 1);
  const spread = new Set(Array.from({ length: SAMPLE }, (_, i) => frames[Math.round(i * every)]!));
  return sampleSeries(
    series,
    frames.filter((one) => one === frame || spread.has(one)),
  );
}

/** Tracks of which only `frame` is written. */
export const trackAt = (frame: number): TrackPass => ({ isRead: false, isDue: (one) => one === frame });

/** Tracks that have been read whole after `frame` was written. */
export const trackWithout = (frame: number): TrackPass => ({ isRead: true, isDue: (one) => one !== frame });
