/**
 * Metrics: how they are named, written and compared.
 * @module
 */
import type { MetricFacts, Value } from '@outlay/view/api';

export const TASK_WORDS = { nvs: 'Novel views', pose_smplx: 'SMPL-X pose', pose_smpl: 'SMPL pose' } as const;

/** `task/name`, as in URLs. */
export const metricKey = ({ task, name }: Pick<MetricFacts, 'task' | 'name'>): string => `${task}/${name}`;

export const arrow = ({ better }: Pick<MetricFacts, 'better'>): string =>
  better === 'higher' ? '↑' : better === 'lower' ? '↓' : '';

/** A value as a number; `NaN` for what was not measured. */
export const numberOf = (value: Value | undefined): number =>
  value === 'inf' ? Infinity : value === '-inf' ? -Infinity : (value ?? Number.NaN);

/** With as many decimals as tell values apart; `–` for what was not measured. */
export function written(value: number, { digits }: Pick<MetricFacts, 'digits'>): string {
  if (Number.isNaN(value)) return '–';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  return value.toFixed(digits).replace('-', '−');
}

/** With its sign, for differences. */
export function writtenChange(change: number, facts: Pick<MetricFacts, 'digits'>): string {
  const text = written(change, facts);
  return change > 0 && Number.isFinite(change) ? `+${text}` : text;
}

/** Is a change for the better (1), for the worse (-1), or neither that it can be told (0)? Judged as it is written. */
export function judge(change: number, facts: MetricFacts): -1 | 0 | 1 {
  if (facts.better === undefined || Number.isNaN(change) || Number(change.toFixed(facts.digits)) === 0) return 0;
  return change > 0 === (facts.better === 'higher') ? 1 : -1;
}

/** Is `a` better than `b`? What was not measured is never better. */
export const isBetter = (a: number, b: number, { better }: Pick<MetricFacts, 'better'>): boolean =>
  !Number.isNaN(a) && (Number.isNaN(b) || (better === 'lower' ? a < b : a > b));

/** Places of the best values, as they are written: equal ones are all best. Nothing is best among fewer than two. */
export function bestPlaces(values: readonly number[], facts: MetricFacts): ReadonlySet<number> {
  const places = new Set<number>();
  if (facts.better === undefined) return places;
  const measured = values.filter((value) => !Number.isNaN(value));
  if (measured.length < 2) return places;
  const best = facts.better === 'lower' ? Math.min(...measured) : Math.max(...measured);
  const text = written(best, facts);
  values.forEach((value, place) => {
    if (written(value, facts) === text) places.add(place);
  });
  return places.size === values.length ? new Set() : places;
}
