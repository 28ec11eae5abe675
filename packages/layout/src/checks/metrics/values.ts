import type { Task } from '@outlay/schema';
import type { MetricTable } from '@outlay/schema/port';
import type { Issue } from '../../issues/issue.ts';

/** Rounding of the overall results (four decimals) and a little for the order of summation. */
const TXT_TOLERANCE = 5e-5 + 1e-6;
/** Averages per camera are written with full precision; float32 sums differ in the last digits. */
const CSV_TOLERANCE = 1e-4;

/** What a metric can be. `psnr` is clamped to 120 by the trainer. */
const RANGES: ReadonlyMap<string, readonly [number, number]> = new Map([
  ['psnr', [0, 120]],
  ['ssim', [-1, 1]],
  ['lpips', [0, Number.POSITIVE_INFINITY]],
  ['rr_mpjpe_mm', [0, Number.POSITIVE_INFINITY]],
  ['rr_mve_mm', [0, Number.POSITIVE_INFINITY]],
  ['cd_mm', [0, Number.POSITIVE_INFINITY]],
  ['pcdr', [0, 1]],
]);

/** Are values finite and possible? `cd_mm` is empty where nobody touches. */
export function* valuesSane(table: MetricTable, path: string): Generator<Issue> {
  for (const metric of table.metrics) {
    const values = [...(table.values[metric] ?? [])];
    const bad = values.flatMap((value, row) => (Number.isFinite(value) ? [] : [row]));
    const rows = metric === 'cd_mm' ? bad.filter((row) => !Number.isNaN(values[row])) : bad;
    if (rows.length > 0)
      yield {
        name: 'metric-value-missing',
        path,
        metric,
        rows: rows.length,
        of: values.length,
        frames: rows.flatMap((row) => table.frames?.[row] ?? []),
      };
    const [low, high] = RANGES.get(metric) ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
    // Sums of floats may pass a bound by their last digit.
    const outside = values.filter((value) => Number.isFinite(value) && (value < low - 1e-6 || value > high + 1e-6));
    if (outside.length > 0)
      yield {
        name: 'metric-out-of-range',
        path,
        metric,
        value: outside[0] as number,
        range: `${low} to ${high}`,
        rows: outside.length,
      };
  }
}

/** The two files of averages and rows of one task. */
export interface Averages {
  readonly task: Task;
  readonly rows: MetricTable;
  readonly rowsPath: string;
  readonly overall: Readonly<Record<string, number>>;
  readonly overallPath: string;
}

/** Do the overall results follow from the rows? Of nvs they leave the source camera out, of `cd_mm` zeros and missing values. */
export function* averagesAgree(averages: Averages, sourceCamera: number | undefined): Generator<Issue> {
  const { task, rows, rowsPath, overall, overallPath } = averages;
  if (task === 'nvs' && (sourceCamera === undefined || !rows.cameras)) return;
  for (const metric of rows.metrics) {
    const written = Object.hasOwn(overall, metric) ? overall[metric] : undefined;
    const all = rows.values[metric] ?? new Float64Array(0);
    if (all.length === 0) continue;
    if (written === undefined) {
      const isNeeded = metric === 'cd_mm' && all.some((value) => Number.isFinite(value) && value !== 0);
      const facts = { line: 1, expected: `the key ${metric}`, actual: `none, though ${rowsPath} has values` };
      if (isNeeded) yield { name: 'metric-missing-key', path: overallPath, found: { kind: 'missing-key', ...facts } };
      continue;
    }
    const counted = [...all].filter((value, row) => {
      if (task === 'nvs') return rows.cameras?.[row] !== sourceCamera;
      return metric !== 'cd_mm' || (!Number.isNaN(value) && value !== 0);
    });
    // A scene with the source camera alone has nothing to average but that.
    const used = counted.length === 0 && task === 'nvs' ? [...all] : counted;
    const computed = used.length === 0 ? 0 : mean(used);
    // An average that is not finite has a finding of its own.
    if (Number.isFinite(written) && !(Math.abs(written - computed) <= TXT_TOLERANCE) && Number.isFinite(computed))
      yield {
        name: 'average-differs',
        path: overallPath,
        metric,
        written,
        computed,
        rows: used.length,
        source: rowsPath,
      };
  }
}

/** Do the averages per camera follow from the rows? */
export function* cameraAveragesAgree(rows: MetricTable, perCamera: MetricTable, path: string): Generator<Issue> {
  const averaged = new Set(perCamera.cameras);
  const cameras = [...new Set(rows.cameras)].filter((camera) => !averaged.has(camera));
  if (averaged.size > 0 && cameras.length > 0)
    yield { name: 'metric-cameras-differ', path, cameras, absentFrom: 'metrics' };
  const measured = new Set(rows.cameras);
  const strange = [...averaged].filter((camera) => !measured.has(camera));
  if (measured.size > 0 && strange.length > 0)
    yield { name: 'metric-cameras-differ', path, cameras: strange, absentFrom: 'rows' };
  for (const metric of perCamera.metrics) {
    // Columns may be called anything, `constructor` too.
    const values = Object.hasOwn(rows.values, metric) ? rows.values[metric] : undefined;
    if (!values || !rows.cameras) continue;
    for (const [i, camera] of (perCamera.cameras ?? []).entries()) {
      const own = [...values].filter((_, row) => rows.cameras?.[row] === camera);
      const written = perCamera.values[metric]?.[i] as number;
      const computed = mean(own);
      if (
        own.length > 0 &&
        Number.isFinite(written) &&
        Math.abs(written - computed) > CSV_TOLERANCE * Math.max(1, Math.abs(computed))
      )
        yield { name: 'camera-average-differs', path, metric, camera, written, computed };
    }
  }
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
