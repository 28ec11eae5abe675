import { type DataType, duration, i64, timestamp } from './arrow/data-type.ts';
import { InvalidTimeError } from './errors.ts';

/** What the numbers of a timeline mean: a count, nanoseconds of a span, or nanoseconds since 1970 UTC. */
export type TimeKind = 'sequence' | 'duration' | 'timestamp';

export interface Timeline {
  readonly name: string;
  readonly kind: TimeKind;
}

/**
 * One time. A bare number or bigint is a sequence (a count such as a frame). `duration` and `timestamp` take seconds
 * as a number, or nanoseconds as a bigint; `timestamp` also takes a `Date`.
 */
export type TimeValue =
  | number
  | bigint
  | { readonly sequence: number | bigint }
  | { readonly duration: number | bigint }
  | { readonly timestamp: number | bigint | Date };

/** Times of one row, by timeline name: `{ frame: 3 }`. */
export type TimePoint = Readonly<Record<string, TimeValue>>;

/** Numbers for many rows; typed arrays are fastest. bigints of durations and timestamps are nanoseconds. */
export type TimeNumbers = readonly number[] | readonly bigint[] | Int32Array | Float64Array | BigInt64Array;

/** Times of many rows of one timeline; bare numbers are a sequence. */
export type TimeColumnValues =
  | TimeNumbers
  | { readonly sequence: TimeNumbers }
  | { readonly duration: TimeNumbers }
  | { readonly timestamp: TimeNumbers | readonly Date[] };

/** Times of many rows, by timeline name: `{ frame: [0, 1, 2] }`. All columns have the same length. */
export type TimeColumns = Readonly<Record<string, TimeColumnValues>>;

const ARROW_TYPE = { sequence: i64, duration, timestamp } as const satisfies Record<TimeKind, DataType>;
/** Rerun keeps it for "static". */
const STATIC_TIME = -(2n ** 63n);
const MAX_TIME = 2n ** 63n - 1n;

/** Arrow type of an index column. */
export function timelineType(timeline: Timeline): DataType {
  return ARROW_TYPE[timeline.kind];
}

/** Kind of time and 64-bit value. Throws {@link InvalidTimeError}. */
export function parseTimeValue(name: string, value: TimeValue, entityPath?: string): [TimeKind, bigint] {
  const [kind, raw] = split(value);
  return [kind, toNanosOrCount(name, kind, raw, entityPath)];
}

/** The same for many rows. */
export function parseTimeColumn(
  name: string,
  values: TimeColumnValues,
  entityPath?: string,
): [TimeKind, BigInt64Array] {
  const [kind, raw] = splitColumn(values);
  if (raw instanceof BigInt64Array) {
    if (raw.includes(STATIC_TIME)) throw new InvalidTimeError(name, 'the value -2^63 is reserved', entityPath);
    return [kind, raw];
  }
  const out = new BigInt64Array(raw.length);
  if (raw instanceof Int32Array && kind === 'sequence') {
    const halves = new Int32Array(out.buffer);
    for (let row = 0; row < raw.length; row++) {
      halves[2 * row] = raw[row]!;
      halves[2 * row + 1] = raw[row]! >> 31;
    }
    return [kind, out];
  }
  for (let row = 0; row < raw.length; row++) out[row] = toNanosOrCount(name, kind, raw[row]!, entityPath);
  return [kind, out];
}

/** Refuses the empty name, which readers from 0.35 on refuse. */
export function checkTimelineName(name: string, entityPath?: string): void {
  if (name.length === 0) throw new InvalidTimeError(name, 'the name is empty', entityPath);
}

type RawTime = number | bigint | Date;

function split(value: TimeValue): [TimeKind, RawTime] {
  if (typeof value === 'number' || typeof value === 'bigint') return ['sequence', value];
  if ('sequence' in value) return ['sequence', value.sequence];
  if ('duration' in value) return ['duration', value.duration];
  return ['timestamp', value.timestamp];
}

function splitColumn(values: TimeColumnValues): [TimeKind, TimeNumbers | readonly Date[]] {
  if (Array.isArray(values) || ArrayBuffer.isView(values)) return ['sequence', values as TimeNumbers];
  const named = values as Exclude<TimeColumnValues, TimeNumbers>;
  if ('sequence' in named) return ['sequence', named.sequence];
  if ('duration' in named) return ['duration', named.duration];
  return ['timestamp', named.timestamp];
}

function toNanosOrCount(name: string, kind: TimeKind, raw: RawTime, entityPath: string | undefined): bigint {
  let value: bigint;
  if (typeof raw === 'bigint') value = raw;
  else if (raw instanceof Date && !Number.isNaN(raw.getTime())) value = BigInt(raw.getTime()) * 1_000_000n;
  else if (kind === 'sequence' && Number.isSafeInteger(raw)) value = BigInt(raw as number);
  else if (kind !== 'sequence' && typeof raw === 'number' && Number.isFinite(raw)) value = secondsToNanos(raw);
  else {
    const expected = kind === 'sequence' ? 'an integer' : 'finite seconds or bigint nanoseconds';
    throw new InvalidTimeError(name, `expected ${expected}, found ${String(raw)}`, entityPath);
  }
  if (value <= STATIC_TIME || value > MAX_TIME) {
    throw new InvalidTimeError(name, `${value} is outside of -2^63 + 1 … 2^63 - 1`, entityPath);
  }
  return value;
}

function secondsToNanos(seconds: number): bigint {
  const whole = Math.trunc(seconds);
  return BigInt(whole) * 1_000_000_000n + BigInt(Math.round((seconds - whole) * 1e9));
}
