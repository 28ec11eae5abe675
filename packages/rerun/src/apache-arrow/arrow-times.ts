import { DataType as ArrowJs, TimeUnit, type Vector } from 'apache-arrow';
import { InvalidTimeError } from '../errors.ts';
import type { TimeColumnValues } from '../timeline.ts';

const NANOSECONDS: Readonly<Record<number, bigint>> = {
  [TimeUnit.SECOND]: 1_000_000_000n,
  [TimeUnit.MILLISECOND]: 1_000_000n,
  [TimeUnit.MICROSECOND]: 1000n,
  [TimeUnit.NANOSECOND]: 1n,
};

/**
 * A vector of integers as a sequence, of `Timestamp` or `Duration` (any unit) as times, for `sendColumns`.
 * @throws InvalidTimeError for other types and for nulls: every row has a time.
 */
export function arrowTimes(vector: Vector): TimeColumnValues {
  const { type } = vector;
  if (vector.nullCount > 0) throw new InvalidTimeError('', `${vector.nullCount} of ${vector.length} times are null`);
  if (ArrowJs.isInt(type)) return BigInt64Array.from(rawValues(vector), BigInt);
  if (ArrowJs.isTimestamp(type)) return { timestamp: scaled(vector, type.unit) };
  if (ArrowJs.isDuration(type)) return { duration: scaled(vector, type.unit) };
  throw new InvalidTimeError('', `expected integers, Timestamp or Duration, found the Arrow type ${String(type)}`);
}

function scaled(vector: Vector, unit: TimeUnit): BigInt64Array {
  return BigInt64Array.from(rawValues(vector), (value) => BigInt(value) * NANOSECONDS[unit]!);
}

/** As stored: apache-arrow itself hands times out as milliseconds in doubles. */
function rawValues(vector: Vector): (number | bigint)[] {
  return vector.data.flatMap((data) => Array.from((data.values as BigInt64Array).subarray(0, data.length)));
}
