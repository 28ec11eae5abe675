/**
 * Metrics of runs as curves over frames: per camera, as the mean over cameras, and as differences to the first run.
 * @module
 */
import type { Task } from '@outlay/schema/names';
import type { MetricTable, TaskMetrics } from '@outlay/schema/port';

/** Value by frame, ascending; what is missing is not there. */
export type Curve = ReadonlyMap<number, number>;

/** A metric of a task in one run. */
export interface RunCurves {
  readonly task: Task;
  readonly metric: string;
  /** Index of the run. */
  readonly run: number;
  /** By camera; one without a camera where the table has none. */
  readonly cameras: ReadonlyMap<number | undefined, Curve>;
  /** Mean over the cameras that all runs have, without source cameras, at frames where each of them has a value. */
  readonly mean: Curve;
  /** {@link mean} minus that of the first run, at frames that both have; absent for the first. */
  readonly difference?: Curve;
}

/** Metrics of a run, and what of them is asked for. */
export interface CurveSource {
  readonly metrics: { readonly [task in Task]?: TaskMetrics };
  readonly sourceCamera: number | undefined;
}

/** Which rows are asked for. */
export interface CurveSelection {
  readonly isSelectedFrame: (frame: number) => boolean;
  readonly isSelectedCamera: (camera: number) => boolean;
}

/** Curves of all runs, task by task, metric by metric, run by run. */
export function curvesOf(runs: readonly CurveSource[], selection: CurveSelection): readonly RunCurves[] {
  return (['nvs', 'pose_smplx', 'pose_smpl'] as const).flatMap((task) => {
    const tables = runs.map(({ metrics }) => metrics[task]?.perFrame);
    const names = new Set(tables.flatMap((table) => table?.metrics ?? []));
    return [...names].flatMap((metric) => {
      const byCamera = tables.map((table) => (table ? curvesByCamera(table, metric, selection) : new Map()));
      const sources = new Set(task === 'nvs' ? runs.map(({ sourceCamera }) => sourceCamera) : []);
      const averaged = commonCameras(byCamera, sources);
      const means = byCamera.map((cameras) => meanOf(cameras, averaged));
      return byCamera.flatMap((cameras, run): RunCurves[] => {
        if (cameras.size === 0) return [];
        const mean = means[run]!;
        const difference = run === 0 || means[0]!.size === 0 ? undefined : minus(mean, means[0]!);
        return [{ task, metric, run, cameras, mean, ...(difference && { difference }) }];
      });
    });
  });
}

/** Cameras that every run with values has, without source cameras unless there are no others. */
function commonCameras(
  runs: readonly ReadonlyMap<number | undefined, Curve>[],
  sources: ReadonlySet<number | undefined>,
): readonly (number | undefined)[] {
  const there = runs.filter(({ size }) => size > 0);
  const common = [...(there[0]?.keys() ?? [])].filter((camera) => there.every((cameras) => cameras.has(camera)));
  const novel = common.filter((camera) => camera === undefined || !sources.has(camera));
  return novel.length > 0 ? novel : common;
}

function curvesByCamera(table: MetricTable, metric: string, selection: CurveSelection): Map<number | undefined, Curve> {
  const found = new Map<number | undefined, [number, number][]>();
  const values = table.values[metric];
  for (const [row, frame] of (table.frames ?? []).entries()) {
    const camera = table.cameras?.[row];
    const value = values?.[row] ?? Number.NaN;
    if (!Number.isFinite(value) || !selection.isSelectedFrame(frame)) continue;
    if (camera !== undefined && !selection.isSelectedCamera(camera)) continue;
    const list = found.get(camera) ?? [];
    found.set(camera, list);
    list.push([frame, value]);
  }
  const ascending = [...found].sort(([a], [b]) => (a ?? 0) - (b ?? 0)).slice(0, MAX_CURVES);
  return new Map(ascending.map(([camera, list]) => [camera, new Map(list.sort(([a], [b]) => a - b))]));
}

/** Cameras with curves per metric; a table that names more is no table of a camera rig. */
const MAX_CURVES = 512;

function meanOf(cameras: ReadonlyMap<number | undefined, Curve>, averaged: readonly (number | undefined)[]): Curve {
  const curves = averaged.map((camera) => cameras.get(camera)).filter((curve) => curve !== undefined);
  const [first] = curves;
  if (first === undefined || curves.length < averaged.length) return new Map();
  const frames = [...first.keys()].filter((frame) => curves.every((curve) => curve.has(frame)));
  return new Map(
    frames.map((frame) => [frame, curves.reduce((sum, curve) => sum + curve.get(frame)!, 0) / curves.length]),
  );
}

function minus(a: Curve, b: Curve): Curve {
  return new Map([...a].flatMap(([frame, value]) => (b.has(frame) ? [[frame, value - b.get(frame)!] as const] : [])));
}
