import { tableFromIPC } from 'apache-arrow';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { archetype, archetypeColumns, createRecording } from '../../src/index.ts';
import { decode, verify } from '../../src/read/index.ts';
import { lz4Decompress } from '../../src/rrd/lz4.ts';
import type { DataType } from '../../src/types.ts';
import { typedValues } from '../arrow/arbitrary.ts';
import { valuesOf } from '../arrow/oracle.ts';

/** Cells of component `x`, row by row, as apache-arrow reads them out of the chunks. */
async function cellsByApacheArrow(rrd: Uint8Array, type: DataType): Promise<unknown[]> {
  const cells: unknown[] = [];
  for await (const message of decode(rrd)) {
    if (message.kind !== 'chunk') continue;
    const { compression, payload, uncompressedSize } = message.message;
    const table = tableFromIPC(compression === 'lz4' ? lz4Decompress(payload, uncompressedSize) : payload);
    const list = { kind: 'list', item: { name: 'item', type, nullable: true } } as const;
    cells.push(...valuesOf(list, table.getChild('x')!));
  }
  return cells;
}

/** A type, and rows of instances: cut from one array of values, with rows where nothing was logged. */
const columns = typedValues(20).chain(({ type, values }) =>
  fc.array(fc.option(fc.nat(4)), { minLength: 1, maxLength: 10 }).map((lengths) => {
    let at = 0;
    const rows = lengths.map((length) => {
      if (length === null) return null;
      const row = values.slice(at, at + length);
      at += length;
      return row;
    });
    return { type, rows };
  }),
);

const chunkRows = fc.integer({ min: 1, max: 10 });

it('columns of any type, cut anywhere, hold what was sent', async () => {
  const property = fc.asyncProperty(columns, chunkRows, async ({ type, rows }, limit) => {
    const recording = createRecording({ applicationId: 'a', recordingId: 'r', limits: { chunkRows: limit } });
    const frame = rows.map((_, row) => row * 10);
    recording.sendColumns('e', { frame }, archetypeColumns(null, { x: { type, values: rows } }));
    const rrd = recording.bytes();
    expect(await cellsByApacheArrow(rrd, type)).toEqual(rows);
    expect((await verify(rrd)).ok).toBe(true);
  });
  await fc.assert(property, { numRuns: 60 });
});

it('rows of any type, gathered by log, hold what was logged', async () => {
  const property = fc.asyncProperty(columns, chunkRows, async ({ type, rows }, limit) => {
    const recording = createRecording({ applicationId: 'a', recordingId: 'r', limits: { chunkRows: limit } });
    const logged = rows.filter((row) => row !== null);
    for (const [frame, values] of logged.entries()) {
      recording.log('e', archetype(null, { x: { type: structuredClone(type), values } }), { frame });
    }
    const rrd = recording.bytes();
    expect(await cellsByApacheArrow(rrd, type)).toEqual(logged);
    expect((await verify(rrd)).ok).toBe(true);
  });
  await fc.assert(property, { numRuns: 60 });
});
