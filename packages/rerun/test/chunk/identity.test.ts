import fc from 'fast-check';
import { expect, it } from 'vitest';
import { IdSource } from '../../src/chunk/identity.ts';
import { decodeTuid } from '../../src/rrd/tuid.ts';

it('row ids are those of their numbers, ascending, for any origin', () => {
  const property = fc.property(
    fc.bigInt({ min: 0n, max: 2n ** 61n }),
    fc.array(fc.integer({ min: 1, max: 2 ** 40 }), { maxLength: 20 }),
    (origin, numbers) => {
      const ids = new IdSource('seed', origin);
      const bytes = ids.encodeRowIds(numbers, 0x7fff_ffff_0000_0001n);
      const decoded = numbers.map((_, row) => decodeTuid(bytes.subarray(16 * row, 16 * row + 16)));
      expect(decoded).toEqual(numbers.map((number) => ids.tuid(number, 0x7fff_ffff_0000_0001n)));
    },
  );
  fc.assert(property);
});

it('rows are numbered once, from one on', () => {
  const ids = new IdSource('seed');
  expect([ids.takeRows(3), ids.takeRows(1), ids.takeRows(2)]).toEqual([1, 4, 5]);
});

it('lower halves are positive and differ by seed and key', () => {
  const halves = ['a', 'b'].flatMap((seed) => ['x', 'y'].map((key) => new IdSource(seed).lowerHalf(key)));
  expect(new Set(halves).size).toBe(4);
  for (const half of halves) expect(half >= 0n && half < 2n ** 63n).toBe(true);
});
