import {
  Binary,
  DurationMillisecond,
  Field,
  FixedSizeList,
  Float32,
  Float64,
  Int16,
  Int32,
  List,
  makeData,
  Struct,
  Table,
  TimestampMicrosecond,
  Uint8,
  Utf8,
  Vector,
  vectorFromArray,
} from 'apache-arrow';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arrowColumns, arrowTimes, chunkTable } from '../../src/apache-arrow/index.ts';
import { type ArchetypeColumns, createRecording, Points3D, Scalars } from '../../src/index.ts';
import { type Chunk, decode, verify } from '../../src/read/index.ts';
import { OFFICIAL } from '../official.ts';

const IDS = { applicationId: 'arrow', recordingId: 'rec' } as const;

/** What arrives when columns are sent, written and read. */
async function send(columns: ArchetypeColumns, rows: number, limits = {}): Promise<Chunk[]> {
  const recording = createRecording({ ...IDS, limits });
  recording.sendColumns('a', { frame: Array.from({ length: rows }, (_, row) => row) }, columns);
  const rrd = recording.bytes();
  const chunks: Chunk[] = [];
  for await (const message of decode(rrd)) if (message.kind === 'chunk') chunks.push(message.chunk());
  return chunks;
}

/** All cells of one component, rows of all chunks behind each other. */
const cellsOf = (chunks: readonly Chunk[], component: string): unknown[] =>
  chunks.flatMap((chunk) => {
    const column = chunk.components.find((candidate) => candidate.component === component)!;
    return Array.from({ length: chunk.rowCount }, (_, row) => {
      const values = column.cell(row)?.values;
      return values === undefined ? null : plain(values);
    });
  });
const plain = (value: unknown): unknown =>
  ArrayBuffer.isView(value) ? Array.from(value as Uint8Array) : Array.isArray(value) ? value.map(plain) : value;

const points = new FixedSizeList(3, new Field('item', new Float32()));

describe('vectors as columns', () => {
  it('give the bytes of the same call without apache-arrow', async () => {
    const scalars = Float64Array.from({ length: 5000 }, (_, row) => row / 7);
    const positions = Float32Array.from({ length: 30 }, (_, at) => at);
    const bytes = (loss: ArchetypeColumns, cloud: ArchetypeColumns) => {
      const recording = createRecording(IDS);
      recording.sendColumns('loss', { frame: Int32Array.from(scalars.keys()) }, loss);
      recording.sendColumns('cloud', { frame: Int32Array.from({ length: 10 }, (_, row) => row) }, cloud);
      return Buffer.from(recording.bytes());
    };
    const child = makeData({ type: new Float32(), data: positions });
    const vector = new Vector([makeData({ type: points, length: 10, nullCount: 0, child })]);
    const ours = bytes(Scalars.columns({ scalars }), Points3D.columns({ positions }));
    const arrows = bytes(
      arrowColumns('rerun.archetypes.Scalars', {
        scalars: new Vector([makeData({ type: new Float64(), data: scalars })]),
      }),
      arrowColumns('Points3D', { positions: vector }),
    );
    expect(arrows.compare(ours)).toBe(0);
    expect((await verify(arrows)).findings).toEqual([]);
  });

  it('take lists as the instances of a row, and nulls as rows without the component', async () => {
    const radii = vectorFromArray([[1, 2], null, [], [3]], new List(new Field('x', new Float32())));
    const chunks = await send(arrowColumns('Points3D', { radii }), 4);
    expect(cellsOf(chunks, 'Points3D:radii')).toEqual([[1, 2], null, [], [3]]);
    const scalars = vectorFromArray([1.5, null, 2.5], new Float64());
    expect(cellsOf(await send(arrowColumns('Scalars', { scalars }), 3), 'Scalars:scalars')).toEqual([
      [1.5],
      null,
      [2.5],
    ]);
  });

  it('know a blob by its archetype: bytes of a row, not a row of bytes', async () => {
    const files = [Uint8Array.of(1, 2, 3), Uint8Array.of(), Uint8Array.of(4)];
    const expected = [[[1, 2, 3]], [[]], [[4]]];
    const binary = vectorFromArray(files, new Binary());
    const list = vectorFromArray(files, new List(new Field('item', new Uint8())));
    for (const blob of [binary, list]) {
      const chunks = await send(arrowColumns('EncodedImage', { blob }), 3);
      expect(cellsOf(chunks, 'EncodedImage:blob')).toEqual(expected);
    }
    expect(cellsOf(await send(arrowColumns(null, { raw: list }), 3), 'raw')).toEqual([[1, 2, 3], [], [4]]);
  });

  it('take names in snake_case, texts with dictionaries, and tables', async () => {
    const texts = vectorFromArray(['a', 'b', null, 'a']);
    const table = new Table({ text: texts, media_type: vectorFromArray(['x', 'x', 'x', 'x'], new Utf8()) });
    const chunks = await send(arrowColumns('TextDocument', table), 4);
    expect(cellsOf(chunks, 'TextDocument:text')).toEqual([['a'], ['b'], null, ['a']]);
    expect(chunks[0]!.components.map(({ archetype }) => archetype)).toEqual(
      Array(2).fill('rerun.archetypes.TextDocument'),
    );
  });

  it('take structs under names of their own', async () => {
    const type = new Struct([new Field('n', new Int16(), true), new Field('t', new Utf8(), true)]);
    const fit = vectorFromArray([{ n: 1, t: 'a' }, { n: null, t: 'bc' }, null], type);
    const chunks = await send(arrowColumns('outlay.Fit', { fit }), 3);
    expect(cellsOf(chunks, 'outlay.Fit:fit')).toEqual([[{ n: 1, t: 'a' }], [{ n: null, t: 'bc' }], null]);
  });

  it.each([
    [
      'an unknown field',
      { position: vectorFromArray([1], new Float32()) },
      /Points3D\.position at \/a: expected one of positions/,
    ],
    [
      'a type that would need a cast',
      { radii: vectorFromArray([1], new Float64()) },
      /radii at \/a: expected f32, or lists of it, found f64/,
    ],
    [
      'a null in an instance',
      { positions: vectorFromArray([[1, null, 3]], points) },
      /positions at \/a: expected no nulls/,
    ],
    [
      'a null among instances',
      { radii: vectorFromArray([[1, null]], new List(new Field('x', new Float32(), true))) },
      /no nulls/,
    ],
    [
      'a type without use',
      { radii: vectorFromArray([1], new TimestampMicrosecond()) },
      /expected numbers, .* found the Arrow type/,
    ],
  ])('refuse %s', (_, fields, message) => {
    const recording = createRecording(IDS);
    const call = () => recording.sendColumns('a', { frame: [0] }, arrowColumns('Points3D', fields as never));
    expect(call).toThrow(message);
    expect(call).toThrow(expect.objectContaining({ code: 'VALUE_INVALID' }));
  });

  it('keep their values however they are sliced, joined and cut into chunks', async () => {
    const cell = fc.option(fc.array(fc.string({ maxLength: 4 }), { maxLength: 3 }));
    const type = new List(new Field('item', new Utf8()));
    const property = fc.asyncProperty(
      fc.array(cell, { minLength: 1, maxLength: 20 }),
      fc.nat(),
      fc.integer({ min: 1, max: 5 }),
      async (cells, cut, chunkRows) => {
        const whole = vectorFromArray([['before'], ...cells, null], type).slice(1, cells.length + 1);
        const at = cut % cells.length;
        const joined = whole.slice(0, at).concat(whole.slice(at));
        const chunks = await send(arrowColumns(null, { texts: joined }), cells.length, { chunkRows });
        expect(cellsOf(chunks, 'texts')).toEqual(cells);
      },
    );
    await fc.assert(property, { numRuns: 50 });
  });
});

describe('vectors as times', () => {
  it('are counts, spans and points in time', () => {
    expect(arrowTimes(vectorFromArray([3, 4], new Int32()))).toEqual(BigInt64Array.of(3n, 4n));
    const duration = new Vector([makeData({ type: new DurationMillisecond(), data: BigInt64Array.of(1500n) })]);
    expect(arrowTimes(duration)).toEqual({ duration: BigInt64Array.of(1_500_000_000n) });
    const timestamp = new Vector([makeData({ type: new TimestampMicrosecond(), data: BigInt64Array.of(7n) })]);
    expect(arrowTimes(timestamp)).toEqual({ timestamp: BigInt64Array.of(7000n) });
    expect(() => arrowTimes(vectorFromArray([1, null], new Int32()))).toThrow(/1 of 2 times are null/);
    expect(() => arrowTimes(vectorFromArray([1.5], new Float64()))).toThrow(/expected integers/);
  });
});

describe('recordings of the official SDK through tables and back', () => {
  it.each(OFFICIAL.map((golden) => [golden.name, golden] as const))('%s', async (_, { bytes }) => {
    for await (const message of decode(bytes)) {
      if (message.kind !== 'chunk') continue;
      const chunk = message.chunk();
      const table = chunkTable(chunk);
      for (const column of chunk.components) {
        if (/f16/.test(column.valueType)) continue;
        const vector = table.getChild(column.field.name)!;
        const back = await send(arrowColumns(null, { back: vector }), chunk.rowCount);
        expect(back[0]!.components[0]!.valueType).toBe(column.valueType);
        expect(cellsOf(back, 'back'), column.component).toEqual(cellsOf([chunk], column.component));
      }
    }
  });
});
