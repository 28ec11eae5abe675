/**
 * What the metrics of the layout are measured in, and which way is better.
 * @module
 */
import { metricFacts as factsOf, type Task } from '@outlay/schema/names';
import type { MetricFacts, Value } from './api.ts';

/** Facts of a metric from its name. */
export function metricFacts(task: Task, name: string): MetricFacts {
  const { label: _, ...facts } = factsOf(name);
  return { task, name, ...facts };
}

/** A number as JSON can say it. */
export function toValue(value: number | undefined): Value {
  if (value === undefined || Number.isNaN(value)) return null;
  if (value === Number.POSITIVE_INFINITY) return 'inf';
  return value === Number.NEGATIVE_INFINITY ? '-inf' : value;
}
