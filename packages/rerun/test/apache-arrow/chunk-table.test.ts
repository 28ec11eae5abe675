import { type Table, tableFromIPC, tableToIPC, type Vector } from 'apache-arrow';
import { describe, expect, it } from 'vitest';
import { chunkTable, recordingTables } from '../../src/apache-arrow/index.ts';
import { decode, decompress } from '../../src/read/decode.ts';
import { DECODE_LIMITS } from '../../src/read/limits.ts';
import { OFFICIAL, officialFile } from '../official.ts';

/** Schema and values in plain form; structs and lists print themselves. */
function contents(table: Table): unknown {
  return table.schema.fields.map((field, index) => [
    field.name,
    String(field.type),
    field.nullable,
    Object.fromEntries(field.metadata),
    Array.from({ length: table.numRows }, (_, row) => String(JSON.stringify(plain(at(table, index, row))))),
  ]);
}

const at = (table: Table, index: number, row: number): unknown => (table.getChildAt(index) as Vector).get(row);
const plain = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (_, item: unknown) => (typeof item === 'bigint' ? String(item) : item)) ?? 'null');

describe('tables of recordings of the official SDK', () => {
  it.each(OFFICIAL.map((golden) => [golden.name, golden] as const))('%s', async (_, { bytes }) => {
    for await (const message of decode(bytes)) {
      if (message.kind !== 'chunk') continue;
      const table = chunkTable(message.chunk());
      const official = tableFromIPC(decompress(message.message, DECODE_LIMITS));
      expect(Object.fromEntries(table.schema.metadata)).toEqual(Object.fromEntries(official.schema.metadata));
      expect(contents(table)).toEqual(contents(official));
      // and it is a table like any other: it can be written and read again
      expect(contents(tableFromIPC(tableToIPC(table)))).toEqual(contents(official));
    }
  });

  it('say whose chunk they are', async () => {
    const found = [];
    for await (const { store, entityPath, isStatic, table } of recordingTables(officialFile('two_recordings.rrd'))) {
      found.push([store.kind, store.recordingId, entityPath, isStatic, table.numRows]);
    }
    const ids = new Set(found.map((entry) => entry[1]));
    expect([...ids]).toEqual(expect.arrayContaining(['two_recordings_0', 'two_recordings_1']));
    expect(found.map((entry) => entry[0])).toContain('recording');
  });
});
