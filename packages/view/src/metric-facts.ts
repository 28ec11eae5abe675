/**
 * What the metrics of the layout are measured in, and which way is better.
 * @module
 */
import type { Task } from '@outlay/schema/names';
import type { MetricFacts, Value } from './api.ts';

const BETTER: Readonly<Record<string, 'higher' | 'lower'>> = {
  psnr: 'higher',
  ssim: 'higher',
  pcdr: 'higher',
  lpips: 'lower',
};

/** Facts of a metric from its name. */
export function metricFacts(task: Task, name: string): MetricFacts {
  const word = name.toLowerCase();
  const isLength = word.endsWith('_mm');
  const better = BETTER[word] ?? (isLength ? 'lower' : undefined);
  const unit = isLength ? 'mm' : word === 'psnr' ? 'dB' : undefined;
  return { task, name, ...(better && { better }), ...(unit && { unit }), digits: unit === undefined ? 4 : 2 };
}

/** A number as JSON can say it. */
export function toValue(value: number | undefined): Value {
  if (value === undefined || Number.isNaN(value)) return null;
  if (value === Number.POSITIVE_INFINITY) return 'inf';
  return value === Number.NEGATIVE_INFINITY ? '-inf' : value;
}
