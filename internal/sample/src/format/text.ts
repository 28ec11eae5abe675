/** A float as pandas and Python's `repr` print it: shortest digits, `.0` on whole numbers, empty for missing. */
export function formatFloat(value: number | undefined): string {
  if (value === undefined || Number.isNaN(value)) return '';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  if (Number.isInteger(value) && Math.abs(value) < 1e16) return `${Object.is(value, -0) ? '-0' : value}.0`;
  const text = value.toString();
  if (Math.abs(value) >= 1e-4) return text;
  return value.toExponential().replace(/e-(\d)$/, 'e-0$1');
}

/** A comma-separated table with a header row and a line end after the last row. */
export function formatCsv(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  return [columns, ...rows].map((cells) => `${cells.join(',')}\n`).join('');
}

/** `key: value` lines with four decimals; NaN is the word `nan`. */
export function formatResults(results: readonly (readonly [string, number])[]): string {
  return results.map(([key, value]) => `${key}: ${Number.isNaN(value) ? 'nan' : value.toFixed(4)}\n`).join('');
}

/** Six digits, as the trainers name frames. */
export const frameName = (frame: number): string => String(frame).padStart(6, '0');
/** `epoch_0030`. */
export const epochName = (epoch: number): string => `epoch_${String(epoch).padStart(4, '0')}`;
/** `00`, `01`. */
export const personName = (person: number): string => String(person).padStart(2, '0');
