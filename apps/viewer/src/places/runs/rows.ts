/**
 * The table of runs as values: which rows, in which order, with which numbers. Pure.
 * @module
 */
import type { MetricFacts, RunName, RunNumbers, RunState } from '@outlay/view/api';
import { isBetter, metricKey, numberOf, written } from '../../answers/metric.ts';

/** One metric of one run: the value at the epoch that the row shows, and all of them. */
export interface Cell {
  readonly value: number;
  readonly curve: readonly number[];
}

export interface RunRow {
  readonly kind: 'run';
  readonly id: string;
  readonly scene: string;
  readonly name: string;
  /** Absent until it is read. */
  readonly numbers?: RunNumbers;
  /** The epoch whose values are shown. */
  readonly epoch?: number;
  readonly cells: ReadonlyMap<string, Cell>;
}

export interface MeanRow {
  readonly kind: 'mean';
  readonly id: string;
  readonly scene: string;
  readonly count: number;
  /** Means over runs that have the metric, and over how many: they may differ. */
  readonly cells: ReadonlyMap<string, { readonly value: number; readonly of: number }>;
}

export type Row = RunRow | MeanRow;

export interface MetricColumn extends MetricFacts {
  readonly key: string;
}

/** All metrics that any run has, in the order of tasks and files. */
export function metricColumns(numbers: Iterable<RunNumbers>): readonly MetricColumn[] {
  const columns = new Map<string, MetricColumn>();
  for (const { metrics } of numbers)
    for (const { task, name, label, better, unit, digits } of metrics) {
      const key = metricKey({ task, name });
      if (!columns.has(key))
        columns.set(key, { key, task, name, label, digits, ...(better ? { better } : {}), ...(unit ? { unit } : {}) });
    }
  const order = ['nvs', 'pose_smplx', 'pose_smpl'];
  return [...columns.values()].sort((a, b) => order.indexOf(a.task) - order.indexOf(b.task));
}

/** Shown until somebody picks: what papers print. */
const USUAL = [
  'nvs/psnr',
  'nvs/ssim',
  'nvs/lpips',
  'pose_smplx/rr_mpjpe_mm',
  'pose_smplx/rr_mve_mm',
  'pose_smplx/pcdr',
];

export function usualColumns(columns: readonly MetricColumn[]): readonly string[] {
  const usual = columns.filter(({ key }) => USUAL.includes(key));
  return (usual.length > 0 ? usual : columns.slice(0, 6)).map(({ key }) => key);
}

/**
 * A run's row.
 * @param at which epoch: the newest, or the best by the run's first metric that has a direction.
 */
export function runRow({ id, scene, name }: RunName, numbers: RunNumbers | undefined, at: 'newest' | 'best'): RunRow {
  const cells = new Map<string, Cell>();
  if (numbers === undefined) return { kind: 'run', id, scene, name, cells };
  let index = numbers.epochs.length - 1;
  const judge = numbers.metrics.find(({ better }) => better !== undefined);
  if (at === 'best' && judge)
    judge.values.forEach((value, i) => {
      if (isBetter(numberOf(value), numberOf(judge.values[index]), judge)) index = i;
    });
  for (const metric of numbers.metrics) {
    const curve = metric.values.map(numberOf);
    cells.set(metricKey(metric), { value: curve[index] ?? Number.NaN, curve });
  }
  const epoch = numbers.epochs[index];
  return {
    kind: 'run',
    id,
    scene: numbers.scene ?? scene,
    name: numbers.name ?? name,
    numbers,
    cells,
    ...(epoch === undefined ? {} : { epoch }),
  };
}

/** Rows that have all words of the search, and one of the states. */
export function filtered(rows: readonly RunRow[], search: string, states: readonly string[]): readonly RunRow[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter(({ id, scene, name, numbers }) => {
    if (states.length > 0 && !states.includes(numbers?.state ?? 'reading')) return false;
    const text = `${id} ${scene} ${name} ${numbers?.notes ?? ''}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** How a column sorts: `-` in front for descending. Rows without a value come last either way. */
export function sorted(rows: readonly RunRow[], sort: string): readonly RunRow[] {
  const isDown = sort.startsWith('-');
  const key = sort.replace(/^-/, '');
  if (key === '') return rows;
  const value = sortValue(key);
  return rows.toSorted((a, b) => {
    const x = value(a);
    const y = value(b);
    const isXNothing = x === undefined || Number.isNaN(x);
    const isYNothing = y === undefined || Number.isNaN(y);
    if (isXNothing || isYNothing) return Number(isXNothing) - Number(isYNothing) || compare(a.id, b.id);
    return (isDown ? compare(y, x) : compare(x, y)) || compare(a.id, b.id);
  });
}

const STATES: readonly RunState[] = ['running', 'complete', 'broken'];

function sortValue(key: string): (row: RunRow) => number | string | undefined {
  if (key === 'name') return ({ name }) => name;
  if (key === 'scene') return ({ scene }) => scene;
  if (key === 'state') return ({ numbers }) => numbers && STATES.indexOf(numbers.state);
  if (key === 'epoch') return ({ epoch }) => epoch;
  if (key === 'frames') return ({ numbers }) => numbers?.frames ?? undefined;
  if (key === 'cameras') return ({ numbers }) => numbers?.cameras ?? undefined;
  if (key === 'updated') return ({ numbers }) => numbers?.updated ?? undefined;
  if (key === 'findings')
    return ({ numbers }) => (numbers?.findings ? numbers.findings.error * 1e6 + numbers.findings.warning : undefined);
  return ({ cells }) => cells.get(key)?.value;
}

const NATURAL = new Intl.Collator('en', { numeric: true });

function compare(a: number | string, b: number | string): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : NATURAL.compare(String(a), String(b));
}

/** Runs of a scene below each other, each scene ending with its mean; scenes in the order of their first run. */
export function grouped(rows: readonly RunRow[]): readonly Row[] {
  const scenes = new Map<string, RunRow[]>();
  for (const row of rows) {
    const group = scenes.get(row.scene);
    if (group) group.push(row);
    else scenes.set(row.scene, [row]);
  }
  return [...scenes].flatMap(([scene, group]) => (group.length < 2 ? group : [...group, meanRow(scene, group)]));
}

export function meanRow(scene: string, rows: readonly RunRow[]): MeanRow {
  const sums = new Map<string, { sum: number; of: number }>();
  for (const { cells } of rows)
    for (const [key, { value }] of cells) {
      if (!Number.isFinite(value)) continue;
      const { sum, of } = sums.get(key) ?? { sum: 0, of: 0 };
      sums.set(key, { sum: sum + value, of: of + 1 });
    }
  const cells = new Map([...sums].map(([key, { sum, of }]) => [key, { value: sum / of, of }]));
  return { kind: 'mean', id: `mean of ${scene}`, scene, count: rows.length, cells };
}

/**
 * The best value of each column, over rows that are shown, per scene: scenes are not compared with each other. Nothing is
 * best where all are written the same.
 */
export function bests(rows: readonly RunRow[], columns: readonly MetricColumn[]): ReadonlyMap<string, number> {
  const best = new Map<string, number>();
  const texts = new Map<string, Set<string>>();
  for (const { scene, cells } of rows) {
    for (const column of columns) {
      const value = cells.get(column.key)?.value ?? Number.NaN;
      if (column.better === undefined || Number.isNaN(value)) continue;
      const key = `${scene}|${column.key}`;
      if (isBetter(value, best.get(key) ?? Number.NaN, column)) best.set(key, value);
      texts.set(key, (texts.get(key) ?? new Set()).add(written(value, column)));
    }
  }
  for (const [key, different] of texts) if (different.size < 2) best.delete(key);
  return best;
}

const UNITS = [
  ['y', 31_557_600_000],
  ['mo', 2_629_800_000],
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
] as const;

/** `3 h`: how long ago. */
export function age(updated: number, now: number): string {
  for (const [unit, ms] of UNITS) if (now - updated >= ms) return `${Math.floor((now - updated) / ms)} ${unit}`;
  return 'now';
}
