import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseTimeColumn, parseTimeValue, type TimeColumnValues, type TimeValue } from '../src/timeline.ts';

describe('one time', () => {
  it.each<[TimeValue, string, bigint]>([
    [3, 'sequence', 3n],
    [-(2n ** 63n) + 1n, 'sequence', -(2n ** 63n) + 1n],
    [{ sequence: 7 }, 'sequence', 7n],
    [{ duration: 1.5 }, 'duration', 1_500_000_000n],
    [{ duration: -0.25 }, 'duration', -250_000_000n],
    [{ duration: 12n }, 'duration', 12n],
    [{ timestamp: new Date(1500) }, 'timestamp', 1_500_000_000n],
    [{ timestamp: 1_750_000_000.5 }, 'timestamp', 1_750_000_000_500_000_000n],
  ])('%o', (value, kind, time) => {
    expect(parseTimeValue('t', value)).toEqual([kind, time]);
  });

  it.each<TimeValue>([
    0.5,
    Number.NaN,
    2 ** 53,
    -(2n ** 63n),
    2n ** 63n,
    { duration: Number.POSITIVE_INFINITY },
    { timestamp: new Date(Number.NaN) },
  ])('%o is refused', (value) => {
    expect(() => parseTimeValue('t', value)).toThrow(expect.objectContaining({ code: 'TIME_INVALID' }));
  });
});

it('columns of all forms hold the same times', () => {
  const property = fc.property(fc.array(fc.integer()), (times) => {
    const expected = ['sequence', BigInt64Array.from(times, BigInt)];
    const forms: TimeColumnValues[] = [
      times,
      Int32Array.from(times),
      Float64Array.from(times),
      BigInt64Array.from(times, BigInt),
      times.map(BigInt),
      { sequence: times },
    ];
    for (const form of forms) expect(parseTimeColumn('t', form)).toEqual(expected);
  });
  fc.assert(property);
});

it('a reserved time in a column is refused', () => {
  const times = BigInt64Array.of(0n, -(2n ** 63n));
  expect(() => parseTimeColumn('t', times)).toThrow('reserved');
});
