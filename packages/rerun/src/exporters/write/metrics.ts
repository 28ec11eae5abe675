/**
 * Metrics: curves over `frame`, averages on `epoch`.
 * @module
 */
import { entityPath, type Task, TIMELINES } from '@outlay/schema/names';
import type { MetricTable, TaskMetrics } from '@outlay/schema/port';
import { Scalars, SeriesLines } from '../../archetypes/index.ts';
import { fromPalette, SERIES_COLORS } from '../colors.ts';
import { gapStarts } from '../steps/frame-selection.ts';
import { metricPart } from '../text/metric-names.ts';
import type { WriteContext } from './context.ts';

/** Which rows of a metric file are exported. */
export interface MetricRows {
  readonly epoch: number;
  readonly task: Task;
  readonly isSelectedFrame: (frame: number) => boolean;
  readonly isSelectedCamera: (camera: number) => boolean;
}

/** Writes the metrics of a task. A value that is missing leaves a gap in its curve, never a zero. */
export function writeMetrics(context: WriteContext, rows: MetricRows, metrics: TaskMetrics): void {
  if (metrics.perFrame !== undefined) writePerFrame(context, rows, metrics.perFrame);
  const { epoch, task } = rows;
  const average = (entity: string, name: string, color: number, value: number | undefined) => {
    if (value === undefined || Number.isNaN(value)) return;
    context.recorder.static(entity, SeriesLines.update({ names: name, colors: fromPalette(SERIES_COLORS, color) }));
    context.recorder.row(entity, TIMELINES.epoch, epoch, Scalars(value));
  };
  const { perCamera, overall } = metrics;
  for (const name of perCamera?.metrics ?? [])
    for (const [row, camera] of (perCamera?.cameras ?? []).entries())
      if (rows.isSelectedCamera(camera))
        average(
          entityPath.metric(epoch, task, 'per_camera', metricPart(name), camera),
          `${name} cam ${camera}`,
          row,
          perCamera?.values[name]?.[row],
        );
  for (const [i, [name, value]] of Object.entries(overall ?? {}).entries())
    average(entityPath.metric(epoch, task, 'overall', metricPart(name)), name, i, value);
}

/** Metrics of a table that have a value which can be drawn. */
export function drawnMetrics({ metrics, values }: MetricTable): readonly string[] {
  return metrics.filter((name) => values[name]?.some(Number.isFinite));
}

/** Cameras with curves per metric; a table that names more is no table of a camera rig, and a plot of them shows nothing. */
const MAX_CURVES = 512;

function writePerFrame(context: WriteContext, rows: MetricRows, table: MetricTable): void {
  const { epoch, task } = rows;
  const cameras = [...rowsByCamera(table)].sort(([a], [b]) => (a ?? 0) - (b ?? 0)).slice(0, MAX_CURVES);
  for (const [m, name] of table.metrics.entries())
    for (const [c, [camera, tableRows]] of cameras.entries()) {
      if (camera !== undefined && !rows.isSelectedCamera(camera)) continue;
      const entity = entityPath.metric(epoch, task, 'per_frame', metricPart(name), camera);
      const curve = curveOf(table, name, tableRows, rows.isSelectedFrame);
      const frames = [...curve.keys()];
      if (frames.length === 0) continue;
      context.recorder.static(
        entity,
        SeriesLines.update({
          names: camera === undefined ? name : `cam ${camera}`,
          colors: fromPalette(SERIES_COLORS, camera === undefined ? m : c),
        }),
      );
      context.recorder.columns(entity, frames, Scalars.columns({ scalars: Float64Array.from(curve.values()) }));
      context.recorder.clear(entity, gapStarts(frames, context.stride, context.lastFrame));
    }
}

function rowsByCamera({ frames, cameras }: MetricTable): ReadonlyMap<number | undefined, readonly number[]> {
  const found = new Map<number | undefined, number[]>();
  for (let row = 0; row < (frames?.length ?? 0); row++) {
    const list = found.get(cameras?.[row]);
    if (list === undefined) found.set(cameras?.[row], [row]);
    else list.push(row);
  }
  return found;
}

/** Values by frame, ascending; rows without a value that can be drawn are not there, of two rows for one frame the later one counts. */
function curveOf(
  table: MetricTable,
  name: string,
  rows: readonly number[],
  isSelected: (frame: number) => boolean,
): ReadonlyMap<number, number> {
  const values = table.values[name];
  const found: [number, number][] = [];
  for (const row of rows) {
    const frame = table.frames![row]!;
    const value = values?.[row] ?? Number.NaN;
    if (Number.isFinite(value) && isSelected(frame)) found.push([frame, value]);
  }
  return new Map(found.sort(([a], [b]) => a - b));
}
