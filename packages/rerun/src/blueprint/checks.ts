import { InvalidValueError } from '../errors.ts';
import { type Color, packColor } from '../values/colors.ts';

/** A finite number, `undefined` passes. Bounds are inclusive unless `above` is given. */
export function checkNumber(
  argument: string,
  value: number | undefined,
  bounds: { readonly above?: number; readonly min?: number; readonly max?: number } = {},
): void {
  if (value === undefined) return;
  const { above = Number.NEGATIVE_INFINITY, min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = bounds;
  if (typeof value === 'number' && Number.isFinite(value) && value > above && value >= min && value <= max) return;
  const range = [
    ...(bounds.above === undefined ? [] : [`above ${above}`]),
    ...(bounds.min === undefined ? [] : [`at least ${min}`]),
    ...(bounds.max === undefined ? [] : [`at most ${max}`]),
  ].join(' and ');
  throw new InvalidValueError({ argument, expected: `a finite number${range && ` ${range}`}`, found: show(value) });
}

/** `length` finite numbers; `undefined` passes. */
export function checkVector(argument: string, value: ArrayLike<number> | undefined, length: number): void {
  if (value === undefined) return;
  const numbers = Array.from(value);
  if (numbers.length === length && numbers.every((number) => Number.isFinite(number))) return;
  throw new InvalidValueError({ argument, expected: `${length} finite numbers`, found: show(numbers) });
}

/** Smallest first, both finite; `undefined` passes. */
export function checkRange(argument: string, value: readonly [number, number] | undefined): void {
  checkVector(argument, value, 2);
  if (value !== undefined && value[0] > value[1]) {
    throw new InvalidValueError({ argument, expected: 'a range that starts before it ends', found: show(value) });
  }
}

/** Relative sizes: finite, not negative, not all zero, as many as there are places. */
export function checkShares(argument: string, shares: readonly number[] | undefined, places: number | undefined): void {
  if (shares === undefined) return;
  const fits = places === undefined || shares.length === places;
  if (fits && shares.every((share) => Number.isFinite(share) && share >= 0) && shares.some((share) => share > 0))
    return;
  const count = places === undefined ? '' : `${places} `;
  throw new InvalidValueError({ argument, expected: `${count}relative sizes, not all zero`, found: show(shares) });
}

/** Text that is not empty; `undefined` passes. */
export function checkText(argument: string, value: string | undefined): void {
  if (value === undefined || (typeof value === 'string' && value.length > 0)) return;
  throw new InvalidValueError({ argument, expected: 'a text that is not empty', found: show(value) });
}

/** A color as `0xRRGGBBAA`. */
export function packedColor(argument: string, color: Color): number {
  const isByte = (channel: number) => Number.isInteger(channel) && channel >= 0 && channel <= 255;
  if (typeof color === 'number') {
    if (Number.isInteger(color) && color >= 0 && color <= 0xffffffff) return color;
  } else if ((color.length === 3 || color.length === 4) && color.every(isByte)) {
    const [red, green, blue, alpha] = color;
    return packColor(red, green, blue, alpha);
  }
  throw new InvalidValueError({ argument, expected: '0xRRGGBBAA or [r, g, b(, a)] from 0 to 255', found: show(color) });
}

/** Short text of any value, for messages. */
export function show(value: unknown): string {
  if (typeof value === 'number') return String(value);
  const text = JSON.stringify(value, (_, inner) => (typeof inner === 'bigint' ? `${inner}n` : inner)) ?? String(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
