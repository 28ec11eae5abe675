/** A measured number for a sentence: three digits that count, never in powers of ten. `1300`, `0.026`. */
export function spelled(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  return Math.abs(value) >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));
}
