import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { parseRows, readCsvRows, splitRows } from '../../src/read/csv-rows.ts';

const MAX = 1 << 20;

describe('rows of a table', () => {
  const pieces = ['a', '1.5', ',', ',', '\n', '\n', '\r\n', '\r', ' ', '\t', '#', "'", 'é', '\ufeff', '\u2028', ''];
  test.prop([fc.array(fc.constantFrom(...pieces), { maxLength: 40 })])(
    'are the same whether they are split or parsed',
    (parts) => {
      const text = parts.join('');
      const split = splitRows(text, MAX);
      if (!text.startsWith('\ufeff')) expect(split).toBeDefined();
      if (split !== undefined) expect(split).toEqual(parseRows(text, MAX));
    },
  );

  it('are parsed where there are quotes, or a row is long', () => {
    expect(splitRows('a,"b,c"\n', MAX)).toBeUndefined();
    expect(readCsvRows('a,"b,c"\n', MAX)).toEqual([{ cells: ['a', 'b,c'], line: 1 }]);
    expect(splitRows('a'.repeat(10), 20)).toBeUndefined();
    expect(() => readCsvRows('a'.repeat(30), 20)).toThrow(/Max Record Size/);
  });
});
