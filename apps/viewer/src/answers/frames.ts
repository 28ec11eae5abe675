/**
 * Metrics over frames: rows of files as curves per camera, and the frames where they are worst. Pure.
 * @module
 */
import type { EpochMetrics, MetricFacts } from '@outlay/view/api';
import { metricKey, numberOf } from './metric.ts';

/** One metric over frames. `values[i]` is at `frames[i]` of {@link FrameCurves}; `NaN` where it was not measured. */
export interface FrameCurve {
  /** Absent for tasks that have no cameras. */
  readonly camera?: number;
  readonly values: readonly number[];
}

export interface FrameCurves {
  readonly facts: MetricFacts;
  /** Ascending. */
  readonly frames: readonly number[];
  /** Ascending by camera. */
  readonly curves: readonly FrameCurve[];
}

/** Metrics that an epoch has per frame. */
export const frameMetrics = (metrics: EpochMetrics | undefined): readonly MetricFacts[] =>
  (metrics?.tasks ?? []).flatMap(({ perFrame }) => perFrame?.metrics ?? []);

/** A metric by its key (`nvs/psnr`), or the first there is; `undefined` without any. */
export function frameCurves(metrics: EpochMetrics | undefined, key: string): FrameCurves | undefined {
  for (const wanted of [key, '']) {
    for (const { perFrame } of metrics?.tasks ?? []) {
      const column = perFrame?.metrics.findIndex((facts) => wanted === '' || metricKey(facts) === wanted) ?? -1;
      if (perFrame === undefined || column < 0) continue;
      const frames = [...new Set(perFrame.frames)].sort((a, b) => a - b);
      const place = new Map(frames.map((frame, i) => [frame, i]));
      const byCamera = new Map<number | undefined, number[]>();
      perFrame.values[column]!.forEach((value, row) => {
        const camera = perFrame.cameras?.[row];
        let values = byCamera.get(camera);
        if (values === undefined) {
          values = frames.map(() => Number.NaN);
          byCamera.set(camera, values);
        }
        values[place.get(perFrame.frames[row]!)!] = numberOf(value);
      });
      const curves = [...byCamera]
        .sort(([a = -1], [b = -1]) => a - b)
        .map(([camera, values]) => ({ values, ...(camera === undefined ? {} : { camera }) }));
      return { facts: perFrame.metrics[column]!, frames, curves };
    }
  }
  return undefined;
}

export function valueAt(curves: FrameCurves | undefined, camera: number, frame: number): number {
  const curve = curves?.curves.find((one) => one.camera === camera || one.camera === undefined);
  const place = curves?.frames.indexOf(frame) ?? -1;
  return curve?.values[place] ?? Number.NaN;
}

/** A frame, of a camera where the metric has cameras. */
export interface Spot {
  readonly frame: number;
  readonly camera?: number;
  readonly value: number;
  /** Against the curves it is compared with. */
  readonly change?: number;
}

/**
 * The frames where a metric is worst, worst first.
 * @param before when given: where it lost most against these instead, by the difference.
 */
export function worstSpots(now: FrameCurves, limit: number, before?: FrameCurves): readonly Spot[] {
  const isLower = now.facts.better === 'lower';
  const spots: (Spot & { readonly rank: number })[] = [];
  for (const { camera, values } of now.curves) {
    values.forEach((value, i) => {
      if (Number.isNaN(value)) return;
      const frame = now.frames[i]!;
      const change = before ? value - valueAt(before, camera ?? -1, frame) : undefined;
      if (change !== undefined && Number.isNaN(change)) return;
      const rank = change ?? value;
      spots.push({
        frame,
        value,
        rank: isLower ? -rank : rank,
        ...(camera === undefined ? {} : { camera }),
        ...(change === undefined ? {} : { change }),
      });
    });
  }
  return spots.sort((a, b) => a.rank - b.rank || a.frame - b.frame).slice(0, limit);
}
