/**
 * How large a recording is at most, from the sizes of the files behind it.
 * @module
 */
import type { RecordingName } from '@outlay/schema/names';
import type { RecordingPlan } from '../recordings/plan.ts';
import type { FrameStep } from '../steps/step.ts';

/** How much larger a value may be in a recording than in its files: text of meshes shrinks, pictures stay. */
const GROWTH: Readonly<Record<Exclude<FrameStep['kind'], 'video'>, number>> = {
  images: 1,
  meshes: 0.5,
  masks: 3,
  depths: 2,
  camera: 1,
  bodies: 2,
  gaussians: 2,
};

/** No recording is guessed to be larger than this many times the files that it is made from. */
export const MAX_GROWTH = Math.max(...Object.values(GROWTH));

/**
 * A size that a recording is rarely larger than, from the sizes of its files alone; `undefined` when those are not
 * known. Tells at once whether `predictSize` is worth asking.
 */
export function guessSize({ work }: RecordingPlan<RecordingName>): number | undefined {
  let sum = 0;
  for (const { kind, series, frames } of work.steps.steps)
    if (kind !== 'video')
      for (const frame of frames) {
        const bytes = series.storedBytes?.(frame);
        if (bytes === undefined) return undefined;
        sum += bytes * GROWTH[kind];
      }
  return Math.round(sum);
}
