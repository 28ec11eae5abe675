import type { ArrowValue } from './arrow/values.ts';

/** A value as JSON holds it. Integers beyond 2^53 - 1 become text, NaN and infinities too, bytes `{ bytes: n }`. */
export type PlainValue =
  | string
  | number
  | boolean
  | null
  | readonly PlainValue[]
  | { readonly [key: string]: PlainValue };

/** Turns a decoded value into JSON, with at most `most` entries per list (the rest is counted in a last text). */
export function toPlain(value: ArrowValue, most = 16): PlainValue {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (typeof value === 'bigint') return plainInteger(value);
  if (value instanceof Uint8Array && value.length > most) return { bytes: value.length };
  if (ArrayBuffer.isView(value) || Array.isArray(value)) {
    const list = value as ArrayLike<ArrowValue>;
    const shown = Array.from({ length: Math.min(list.length, most) }, (_, i) => toPlain(list[i] ?? null, most));
    return list.length > most ? [...shown, `… ${list.length - most} more`] : shown;
  }
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, toPlain(inner as ArrowValue, most)]));
}

/** A 64-bit integer as number where that is exact, else as text. */
export function plainInteger(value: bigint): number | string {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : String(value);
}
