import { expect, it } from 'vitest';
import { formatCsv, formatFloat, formatResults } from '../../src/format/text.ts';

it.each([
  [1, '1.0'],
  [0, '0.0'],
  [Math.fround(16.469287), '16.469287872314453'],
  [0.00001, '1e-05'],
  [Number.NaN, ''],
  [undefined, ''],
  [Number.NEGATIVE_INFINITY, '-inf'],
])('a float %s is printed as pandas prints it', (value, expected) => {
  expect(formatFloat(value)).toBe(expected);
});

it('tables end with a line end, results have four decimals', () => {
  expect(formatCsv(['a', 'b'], [['1', '']])).toBe('a,b\n1,\n');
  expect(
    formatResults([
      ['psnr', 18.63532],
      ['cd_mm', Number.NaN],
    ]),
  ).toBe('psnr: 18.6353\ncd_mm: nan\n');
});
