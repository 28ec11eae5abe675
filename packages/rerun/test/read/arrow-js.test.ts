import { tableFromIPC, type Vector } from 'apache-arrow';
import { describe, expect, it } from 'vitest';
import { decodeArrowStream } from '../../src/read/arrow/ipc.ts';
import { readValue } from '../../src/read/arrow/values.ts';
import { decompress } from '../../src/read/decode.ts';
import { DECODE_LIMITS, decode, formatArrowType } from '../../src/read/index.ts';
import { OFFICIAL } from '../official.ts';

/** Both decoders' values in one plain form; numbers as text, so that bigint and number compare. */
function plain(value: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number' || typeof value === 'bigint') return Number.isNaN(value) ? 'NaN' : String(value);
  if (typeof value !== 'object') return value;
  if (ArrayBuffer.isView(value)) return Array.from(value as unknown as Iterable<number | bigint>, plain);
  if (Symbol.iterator in value && !('toJSON' in value && !Array.isArray(value) && !('length' in value))) {
    return Array.from(value as Iterable<unknown>, plain);
  }
  const entries = 'toJSON' in value ? (value as { toJSON(): object }).toJSON() : value;
  return Object.fromEntries(Object.entries(entries).map(([key, member]) => [key, plain(member)]));
}

describe('Arrow values are those of apache-arrow', () => {
  it.each(OFFICIAL.map((vector) => [vector.name, vector] as const))('%s', async (_, { bytes }) => {
    for await (const message of decode(bytes)) {
      if (message.kind !== 'chunk') continue;
      const stream = decompress(message.message, DECODE_LIMITS);
      const table = tableFromIPC(stream);
      const batch = decodeArrowStream(stream, DECODE_LIMITS);
      expect(batch.rows).toBe(table.numRows);
      expect(batch.schema.fields.map(({ name }) => name)).toEqual(table.schema.fields.map(({ name }) => name));
      expect(Object.fromEntries(batch.schema.metadata)).toEqual(Object.fromEntries(table.schema.metadata));
      for (const [i, field] of batch.schema.fields.entries()) {
        if (/Union|f16/.test(formatArrowType(field.type))) continue;
        const other = table.getChildAt(i) as Vector;
        expect(field.nullable).toBe(table.schema.fields[i]!.nullable);
        expect(Object.fromEntries(field.metadata)).toEqual(Object.fromEntries(table.schema.fields[i]!.metadata));
        if (field.type.kind === 'timestamp' || field.type.kind === 'duration') {
          // apache-arrow turns these into milliseconds as doubles; the raw values are exact
          const values = Array.from({ length: batch.rows }, (_, row) => readValue(batch.columns[i]!, row));
          expect(values, field.name).toEqual([...(other.data[0]!.values as BigInt64Array)]);
          continue;
        }
        for (let row = 0; row < Math.min(batch.rows, 20); row++) {
          expect(flat(plain(readValue(batch.columns[i]!, row))), field.name).toEqual(flat(plain(other.get(row))));
        }
      }
    }
  });
});

/** Fixed-size lists of numbers come flat here and nested there. */
function flat(value: unknown): unknown {
  return Array.isArray(value) ? value.flat(4) : value;
}
