import fc from 'fast-check';
import { expect, it } from 'vitest';
import { unfilterRows } from '../../src/read/png-rows.ts';

/** PNG 9.2 and 9.4, word for word. */
function byTheBook(raw: Uint8Array, rowBytes: number, rows: number, step: number): Uint8Array {
  const out = new Uint8Array(rowBytes * rows);
  const at = (row: number, i: number) => (row < 0 || i < 0 ? 0 : out[row * rowBytes + i]!);
  for (let row = 0; row < rows; row++)
    for (let i = 0; i < rowBytes; i++) {
      const [a, b, c] = [at(row, i - step), at(row - 1, i), i < step ? 0 : at(row - 1, i - step)];
      const p = a + b - c;
      const [pa, pb, pc] = [Math.abs(p - a), Math.abs(p - b), Math.abs(p - c)];
      const paeth = pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
      const predicted = [0, a, b, Math.floor((a + b) / 2), paeth][raw[row * (rowBytes + 1)]!]!;
      out[row * rowBytes + i] = raw[row * (rowBytes + 1) + 1 + i]! + predicted;
    }
  return out;
}

it('rows of any filters come out as the format says, even areas included', () => {
  const byte = fc.oneof({ weight: 6, arbitrary: fc.constant(0) }, fc.constantFrom(1, 255), fc.nat(255));
  const picture = fc
    .tuple(fc.constantFrom(1, 2, 3, 4), fc.integer({ min: 1, max: 17 }), fc.integer({ min: 1, max: 6 }))
    .chain(([step, width, rows]) =>
      fc.record({
        step: fc.constant(step),
        rowBytes: fc.constant(step * width),
        rows: fc.array(
          fc.tuple(
            fc.nat(4),
            fc.uint8Array({ minLength: step * width, maxLength: step * width }),
            fc.array(byte, { minLength: step * width, maxLength: step * width }),
            fc.boolean(),
          ),
          {
            minLength: rows,
            maxLength: rows,
          },
        ),
      }),
    );
  fc.assert(
    fc.property(picture, ({ step, rowBytes, rows }) => {
      const raw = Uint8Array.from(
        rows.flatMap(([filter, noise, even, isEven]) => [filter, ...(isEven ? even : noise)]),
      );
      const out = new Uint8Array(rowBytes * rows.length);
      expect(unfilterRows(raw, rowBytes, rows.length, step, out)).toBe(-1);
      expect(out).toEqual(byTheBook(raw, rowBytes, rows.length, step));
    }),
    { numRuns: 1000 },
  );
});

it('an unknown filter is told by its row', () => {
  expect(unfilterRows(Uint8Array.of(0, 1, 5, 1), 1, 2, 1, new Uint8Array(2))).toBe(1);
});
