/**
 * Writes the curves of a comparison.
 * @module
 */
import { entityPathOf } from '@outlay/schema/names';
import { Scalars, SeriesLines } from '../../../archetypes/index.ts';
import type { Rgba } from '../../colors.ts';
import { gapStarts } from '../../steps/frame-selection.ts';
import { metricPart } from '../../text/metric-names.ts';
import type { WriteContext } from '../../write/context.ts';
import { type PlacedRun, rootOf } from './comparison.ts';
import type { Curve, RunCurves } from './curves.ts';

/** Entity of a curve of a run. */
export function curveEntity(
  run: PlacedRun,
  { task, metric }: Pick<RunCurves, 'task' | 'metric'>,
  level: 'per_frame' | 'difference',
  camera?: number,
): string {
  return entityPathOf({
    ...rootOf(run),
    task,
    role: 'metrics',
    level,
    metric: metricPart(metric),
    ...(camera !== undefined && { camera }),
  });
}

/** Every curve in the color of its run, with the run's name. */
export function writeCurves(context: WriteContext, runs: readonly PlacedRun[], curves: readonly RunCurves[]): void {
  for (const one of curves) {
    const run = runs[one.run]!;
    const label = `${run.letter} ${run.name}`;
    for (const [camera, curve] of one.cameras)
      if (camera !== undefined)
        writeCurve(
          context,
          curveEntity(run, one, 'per_frame', camera),
          `${run.letter} cam ${camera}`,
          run.color.rgba,
          curve,
        );
    writeCurve(context, curveEntity(run, one, 'per_frame'), label, run.color.rgba, one.mean);
    if (one.difference)
      writeCurve(context, curveEntity(run, one, 'difference'), `${run.letter} − A`, run.color.rgba, one.difference);
  }
}

function writeCurve(context: WriteContext, entity: string, name: string, color: Rgba, curve: Curve): void {
  const frames = [...curve.keys()];
  if (frames.length === 0) return;
  context.recorder.static(entity, SeriesLines.update({ names: name, colors: color }));
  context.recorder.columns(entity, frames, Scalars.columns({ scalars: Float64Array.from(curve.values()) }));
  context.recorder.clear(entity, gapStarts(frames, context.stride, context.lastFrame));
}
