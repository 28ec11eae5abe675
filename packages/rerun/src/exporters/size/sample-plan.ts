/**
 * A plan of fewer frames, to be exported into nothing.
 * @module
 */
import type { RecordingName } from '@outlay/schema/names';
import type { Series } from '@outlay/schema/port';
import { type RecordingPlan, spanOf } from '../recordings/plan.ts';
import { sampleSeries } from '../steps/sample-series.ts';
import type { FrameStep } from '../steps/step.ts';
import { inWritingOrder } from '../steps/step-list.ts';

/** Frames of a series that are kept. */
export type FramesOf = (series: Pick<Series<unknown>, 'frames'>) => readonly number[];

/** `plan` with only those frames of its series that `framesOf` names; steps that keep none are left out. */
export function samplePlan(plan: RecordingPlan<RecordingName>, framesOf: FramesOf): RecordingPlan<RecordingName> {
  const { work } = plan;
  const steps = inWritingOrder({
    ...work.steps,
    steps: work.steps.steps.flatMap((step) => sampleStep(step, framesOf)),
  });
  return {
    ...plan,
    frames: spanOf(steps.frames),
    work: {
      ...work,
      steps,
      prepare: (some, context) =>
        work.prepare(some, { ...context, sample: (series) => series && sampleSeries(series, framesOf(series)) }),
    },
  };
}

function sampleStep(step: FrameStep, framesOf: FramesOf): readonly FrameStep[] {
  const kept = new Set(framesOf(step.series));
  const frames = step.frames.filter((frame) => kept.has(frame));
  return frames.length === 0 ? [] : [{ ...step, frames }];
}
