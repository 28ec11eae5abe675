/**
 * What the metrics of the layout are called, measured in, and which way is better.
 * @module
 */

/** Metrics for which a larger value is better; for all others a smaller one is. */
const HIGHER_IS_BETTER = new Set(['psnr', 'ssim', 'pcdr']);
const UNITS: Readonly<Record<string, string>> = { psnr: 'dB' };

/** A metric's name as one part of an entity path: letters, digits, `_`, `-` and `.` only. */
export function metricPart(name: string): string {
  return name.replace(/[^A-Za-z0-9_.-]+/g, '_') || '_';
}

/** Is a larger value of this metric better? */
export function isHigherBetter(name: string): boolean {
  return HIGHER_IS_BETTER.has(name.toLowerCase());
}

/** ` [dB]`, or nothing; names that end in `_mm` say it themselves. */
export function metricUnit(name: string): string {
  const unit = UNITS[name.toLowerCase()];
  return unit === undefined ? '' : ` [${unit}]`;
}

/** Decimals that tell values of this metric apart. */
export function metricDigits(name: string): number {
  return name.endsWith('_mm') || name.toLowerCase() === 'psnr' ? 2 : 4;
}
