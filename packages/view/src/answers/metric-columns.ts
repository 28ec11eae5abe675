import { metricFacts, type Task } from '@outlay/schema/names';
import type { MetricFacts, Value } from '../api.ts';

/** A metric of a task, as an answer describes it. */
export function metricOf(task: Task, name: string): MetricFacts {
  return { task, name, ...metricFacts(name) };
}

/** A number as JSON can say it. */
export function toValue(value: number | undefined): Value {
  if (value === undefined || Number.isNaN(value)) return null;
  if (value === Number.POSITIVE_INFINITY) return 'inf';
  return value === Number.NEGATIVE_INFINITY ? '-inf' : value;
}
