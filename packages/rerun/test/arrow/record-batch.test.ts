import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concatArrays } from '../../src/arrow/array-data.ts';
import * as arrow from '../../src/arrow/data-type.ts';
import { arrayFromValues } from '../../src/arrow/from-values.ts';
import { typedValues } from './arbitrary.ts';
import { readBack, valuesOf } from './oracle.ts';

describe('apache-arrow reads what we write', () => {
  it('any type, any values', () => {
    const property = fc.property(typedValues(12), ({ type, values }) => {
      expect(valuesOf(type, readBack(arrayFromValues(type, values)))).toEqual(values);
    });
    fc.assert(property, { numRuns: 400 });
  });

  it('arrays joined from any parts', () => {
    const property = fc.property(typedValues(12), fc.array(fc.nat(12)), ({ type, values }, cuts) => {
      const edges = [0, ...cuts.map((cut) => Math.min(cut, values.length)).sort((a, b) => a - b), values.length];
      const parts = edges.slice(1).map((end, index) => arrayFromValues(type, values.slice(edges[index], end)));
      expect(valuesOf(type, readBack(concatArrays(type, parts)))).toEqual(values);
    });
    fc.assert(property, { numRuns: 400 });
  });

  it('pieces far above the size that is joined by copying', () => {
    const parts = [5000, 3, 0, 10_000, 4095, 4096].map((length, seed) =>
      Float64Array.from({ length }, (_, index) => seed * 1e6 + index),
    );
    const joined = concatArrays(
      arrow.f64,
      parts.map((part) => arrayFromValues(arrow.f64, part)),
    );
    expect(joined.pieces.length).toBeLessThan(parts.length);
    expect(joined.pieces[0]!.buffer).toBe(parts[0]!.buffer);
    expect(Array.from(readBack(joined))).toEqual(parts.flatMap((part) => [...part]));
  });

  it('types that carry parameters', () => {
    const names = [
      arrow.timestamp,
      arrow.duration,
      arrow.f16,
      arrow.nothing,
      arrow.fixedBinary(16),
      arrow.fixedList(3, arrow.f32),
    ].map((type) => readBack(arrayFromValues(type, [])).type.toString());
    expect(names).toEqual([
      'Timestamp<NANOSECOND>',
      'Duration<NANOSECOND>',
      'Float16',
      'Null',
      'FixedSizeBinary[16]',
      'FixedSizeList[3]<Float32>',
    ]);
  });
});
