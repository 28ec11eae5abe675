import { InvalidValueError } from '../errors.ts';
import { checkText, show } from './checks.ts';

/**
 * One end of a span of time, in units of the timeline: a count for sequences, nanoseconds else.
 * Offsets from the cursor may be negative; `'infinite'` is the beginning or the end of the timeline.
 */
export type TimeRangeBoundary =
  | { readonly cursorRelative: number | bigint }
  | { readonly absolute: number | bigint }
  | 'infinite';

/** A span of time, both ends included. */
export interface TimeRange {
  readonly start: TimeRangeBoundary;
  readonly end: TimeRangeBoundary;
}

/** What a view shows of one timeline, instead of only the newest data at the cursor. */
export interface VisibleTimeRange extends TimeRange {
  readonly timeline: string;
}

/** `offset` away from the time cursor. */
export const cursorRelative = (offset: number | bigint = 0): TimeRangeBoundary => ({ cursorRelative: offset });
/** A fixed time. */
export const absolute = (time: number | bigint): TimeRangeBoundary => ({ absolute: time });

/** `{ timeline, start, end }` with both ends defaulting to infinity. Throws {@link InvalidValueError}. */
export function visibleTimeRange(
  timeline: string,
  range: { readonly start?: TimeRangeBoundary; readonly end?: TimeRangeBoundary } = {},
): VisibleTimeRange {
  checkText('visibleTimeRange.timeline', timeline);
  const { start = 'infinite', end = 'infinite' } = range;
  encodeBoundary('visibleTimeRange.start', start);
  encodeBoundary('visibleTimeRange.end', end);
  return { timeline, start, end };
}

/** Variant and value of the union as Rerun writes it (reference: rrd-format 9.6). */
export function encodeBoundary(argument: string, boundary: TimeRangeBoundary): readonly [string, bigint | null] {
  if (boundary === 'infinite') return ['Infinite', null];
  if ('cursorRelative' in boundary) return ['CursorRelative', encodeTime(argument, boundary.cursorRelative)];
  if ('absolute' in boundary) return ['Absolute', encodeTime(argument, boundary.absolute)];
  throw new InvalidValueError({
    argument,
    expected: 'cursorRelative(…), absolute(…) or "infinite"',
    found: show(boundary),
  });
}

/** A time as 64-bit integer. Numbers must be safe integers. */
export function encodeTime(argument: string, value: number | bigint): bigint {
  if (typeof value === 'bigint' && BigInt.asIntN(64, value) === value) return value;
  if (typeof value === 'number' && Number.isSafeInteger(value)) return BigInt(value);
  throw new InvalidValueError({ argument, expected: 'a 64-bit integer', found: show(value) });
}

export function encodeTimeRange(argument: string, range: TimeRange): Readonly<Record<string, unknown>> {
  return {
    start: encodeBoundary(`${argument}.start`, range.start),
    end: encodeBoundary(`${argument}.end`, range.end),
  };
}

export function encodeVisibleTimeRanges(
  argument: string,
  ranges: VisibleTimeRange | readonly VisibleTimeRange[],
): readonly Readonly<Record<string, unknown>>[] {
  return [ranges].flat().map((range, index) => ({
    timeline: range.timeline,
    range: encodeTimeRange(`${argument}[${index}]`, range),
  }));
}
