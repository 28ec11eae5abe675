/**
 * Is a run better than another, and may one believe it? Differences of the same camera at the same frame, and how far
 * their mean would move with other frames.
 * @module
 */
import { meanOf, type Sample } from './samples.ts';

/** A mean of paired differences, run minus baseline, in the unit of the metric. */
export interface Difference {
  readonly value: number;
  /** 95 % confidence interval; absent below {@link FEWEST_FRAMES} frames. */
  readonly interval?: readonly [low: number, high: number];
  /** Pairs of the same camera and frame that both runs have. */
  readonly pairs: number;
  readonly frames: number;
}

/** Fewer frames than this say nothing about others. */
export const FEWEST_FRAMES = 5;
const RESAMPLES = 2000;
const TAIL = 0.025;

/** Differences per frame, averaged over the cameras that both have. */
interface FrameDifferences {
  readonly values: Float64Array;
  readonly weights: Float64Array;
}

/** Pairs of samples of the same camera and frame, in the order of frames. */
export function pairsOf(
  run: readonly Sample[],
  baseline: readonly Sample[],
): readonly { readonly run: Sample; readonly baseline: Sample }[] {
  const key = ({ camera, frame }: Sample): string => `${camera ?? ''} ${frame}`;
  const there = new Map(baseline.map((sample) => [key(sample), sample]));
  return run
    .flatMap((sample) => {
      const other = there.get(key(sample));
      return other === undefined ? [] : [{ run: sample, baseline: other }];
    })
    .sort((a, b) => a.run.frame - b.run.frame || (a.run.camera ?? 0) - (b.run.camera ?? 0));
}

/**
 * Mean paired difference with a bootstrap interval. Frames of a video resemble their neighbours, so blocks of about √n
 * neighbouring frames are drawn, with all their cameras (moving-block bootstrap, Künsch 1989); drawing single frames
 * would make the interval too narrow. The draws are the same for the same pairs.
 * @param groups One list of pairs per scene; scenes weigh the same, whatever their length.
 */
export function differenceOf(groups: readonly ReturnType<typeof pairsOf>[]): Difference | undefined {
  const filled = groups.filter((pairs) => pairs.length > 0);
  if (filled.length === 0) return undefined;
  const perScene = filled.map(byFrame);
  const value = meanOf(perScene.map(({ values, weights }) => weightedMean(values, weights)));
  const frames = perScene.reduce((sum, { values }) => sum + values.length, 0);
  const pairs = filled.reduce((sum, one) => sum + one.length, 0);
  if (perScene.some(({ values }) => values.length < FEWEST_FRAMES) || !Number.isFinite(value))
    return { value, pairs, frames };
  return { value, interval: intervalOf(perScene), pairs, frames };
}

function byFrame(pairs: ReturnType<typeof pairsOf>): FrameDifferences {
  const sums = new Map<number, { sum: number; count: number }>();
  for (const { run, baseline } of pairs) {
    const frame = sums.get(run.frame) ?? { sum: 0, count: 0 };
    frame.sum += run.value - baseline.value;
    frame.count++;
    sums.set(run.frame, frame);
  }
  const frames = [...sums.values()];
  return {
    values: Float64Array.from(frames, ({ sum, count }) => sum / count),
    weights: Float64Array.from(frames, ({ count }) => count),
  };
}

function weightedMean(values: Float64Array, weights: Float64Array): number {
  let sum = 0;
  let total = 0;
  for (let i = 0; i < values.length; i++) {
    sum += values[i]! * weights[i]!;
    total += weights[i]!;
  }
  return sum / total;
}

function intervalOf(scenes: readonly FrameDifferences[]): readonly [number, number] {
  const random = mulberry32(scenes.reduce((seed, { values }) => seed * 31 + values.length, 17));
  const means = new Float64Array(RESAMPLES);
  for (const { values, weights } of scenes) {
    const count = values.length;
    const block = Math.ceil(Math.sqrt(count));
    for (let draw = 0; draw < RESAMPLES; draw++) {
      let sum = 0;
      let total = 0;
      for (let filled = 0; filled < count; filled += block) {
        const start = Math.floor(random() * (count - block + 1));
        const length = Math.min(block, count - filled);
        for (let i = start; i < start + length; i++) {
          sum += values[i]! * weights[i]!;
          total += weights[i]!;
        }
      }
      means[draw]! += sum / total / scenes.length;
    }
  }
  means.sort();
  return [means[Math.floor(RESAMPLES * TAIL)]!, means[Math.ceil(RESAMPLES * (1 - TAIL)) - 1]!];
}

/** Small and quick, the same everywhere; not for secrets. Tommy Ettinger's mulberry32. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
