/** Frames of a folder, put together. */
export interface FrameSummary {
  readonly count: number;
  readonly first: number;
  readonly last: number;
  /** Distance between neighbouring frames when it is regular: 1, or 5 for virtual cameras. */
  readonly step: number;
  /** Frames missing between first and last at this step. */
  readonly missing: readonly number[];
}

/** Summarises ascending frame numbers; `undefined` for none. */
export function summariseFrames(frames: readonly number[]): FrameSummary | undefined {
  const [first] = frames;
  const last = frames.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const step = usualStep(frames);
  const present = new Set(frames);
  const missing: number[] = [];
  // Frame numbers reach a billion; a stray one must not make a list as long.
  if ((last - first) / step < MAX_SPAN)
    for (let frame = first; frame <= last; frame += step) if (!present.has(frame)) missing.push(frame);
  return { count: frames.length, first, last, step, missing };
}

/** A video of 100,000 frames lasts more than an hour. */
const MAX_SPAN = 100_000;

function usualStep(frames: readonly number[]): number {
  const counts = new Map<number, number>();
  for (let i = 1; i < frames.length; i++) {
    const step = (frames[i] as number) - (frames[i - 1] as number);
    counts.set(step, (counts.get(step) ?? 0) + 1);
  }
  let best = 1;
  for (const [step, count] of counts) if (count > (counts.get(best) ?? 0)) best = step;
  return best;
}
