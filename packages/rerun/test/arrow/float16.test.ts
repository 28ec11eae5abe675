import fc from 'fast-check';
import { expect, it } from 'vitest';
import { toFloat16Bits } from '../../src/arrow/float16.ts';

function fromBits(bits: number): number {
  const exponent = (bits >> 10) & 31;
  const mantissa = bits & 1023;
  const sign = bits & 0x8000 ? -1 : 1;
  if (exponent === 31) return mantissa === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  if (exponent === 0) return sign * mantissa * 2 ** -24;
  return sign * (1 + mantissa / 1024) * 2 ** (exponent - 15);
}

it('every half comes back', () => {
  for (let bits = 0; bits < 0x10000; bits++) {
    const value = fromBits(bits);
    if (Number.isNaN(value)) expect(toFloat16Bits(value) & 0x7fff).toBe(0x7e00);
    else expect(toFloat16Bits(value)).toBe(bits);
  }
});

it('any float goes to a nearest half, ties to the even one', () => {
  const property = fc.property(
    fc.float({ noNaN: true, min: Math.fround(-65519), max: Math.fround(65519) }),
    (value) => {
      const bits = toFloat16Bits(value);
      const error = Math.abs(fromBits(bits) - value);
      for (const other of [bits - 1, bits + 1]) {
        const neighbour = fromBits(other & 0xffff);
        if (!Number.isFinite(neighbour) || neighbour < -65504) continue;
        const otherError = Math.abs(neighbour - value);
        expect(error < otherError || (error === otherError && (bits & 1) === 0)).toBe(true);
      }
    },
  );
  fc.assert(property, { numRuns: 3000 });
});
