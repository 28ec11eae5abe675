import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  archetype,
  Clear,
  createRecording,
  EncodedImage,
  encodeRecording,
  MemorySink,
  Points3D,
  type Recording,
  type RecordingOptions,
  Scalars,
  TextDocument,
} from '../src/index.ts';
import { decode, verify } from '../src/read/index.ts';
import { f64 } from '../src/types.ts';
import { toHex } from './hex.ts';
import { cellsOf, chunksOf, messageKinds } from './read-rows.ts';

const IDS = { applicationId: 'app', recordingId: 'rec' } as const;

function write(produce: (recording: Recording) => void, options: Partial<RecordingOptions> = {}): Uint8Array {
  const recording = createRecording({ ...IDS, ...options });
  produce(recording);
  return recording.bytes();
}

const numbersOf = (values: unknown) => Array.from(values as Float64Array);

describe('any log calls', () => {
  const call = fc.record({
    path: fc.constantFrom('a', 'a/b', 'c'),
    time: fc.oneof(
      fc.constant(undefined),
      fc.record({ frame: fc.integer() }),
      fc.record({ frame: fc.integer(), epoch: fc.nat(3) }),
    ),
    values: fc.array(fc.double(), { maxLength: 4 }),
    columns: fc.boolean(),
  });
  const limits = fc.record({ chunkRows: fc.integer({ min: 1, max: 8 }), chunkBytes: fc.integer({ min: 1, max: 400 }) });

  it('come back in order, whatever the chunks, and the file verifies', async () => {
    const property = fc.asyncProperty(
      fc.array(call, { minLength: 1, maxLength: 25 }),
      limits,
      fc.constantFrom('auto', 'none'),
      async (calls, chunkLimits, compression) => {
        const rrd = write(
          (recording) => {
            for (const { path, time, values, columns } of calls) {
              const scalars = Float64Array.from(values);
              if (time === undefined) recording.logStatic(path, Scalars(scalars));
              else if (columns) {
                const times = Object.fromEntries(Object.entries(time).map(([name, value]) => [name, [value]]));
                recording.sendColumns(path, times, Scalars.columns({ scalars }, { lengths: [values.length] }));
              } else recording.log(path, Scalars(scalars), time);
            }
          },
          { limits: chunkLimits, compression },
        );
        const cells = await cellsOf(rrd);
        expect(cells.map((cell) => [cell.entityPath, cell.at, numbersOf(cell.values)])).toEqual(
          calls.map(({ path, time, values }) => [
            `/${path}`,
            Object.fromEntries(Object.entries(time ?? {}).map(([name, value]) => [name, BigInt(value)])),
            values,
          ]),
        );
        expect((await verify(rrd)).findings).toEqual([]);
      },
    );
    await fc.assert(property, { numRuns: 60 });
  });
});

describe('a recording', () => {
  const frames = (recording: Recording) => {
    for (let frame = 0; frame < 50; frame++) {
      recording.log('cam', EncodedImage({ blob: new Uint8Array(3000).fill(frame), mediaType: 'image/png' }), { frame });
      recording.log('loss', Scalars(frame / 7), { frame });
    }
  };

  it('is the same bytes for the same calls', () => {
    expect(toHex(write(frames))).toBe(toHex(write(frames)));
  });

  it('has other ids under another seed, and nothing else', async () => {
    const ids = async (rrd: Uint8Array) => (await chunksOf(rrd)).map((chunk) => chunk.id);
    const one = write(frames);
    const other = write(frames, { idSeed: 'two' });
    expect(await cellsOf(other)).toEqual(await cellsOf(one));
    const known = new Set(await ids(one));
    expect((await ids(other)).filter((id) => known.has(id))).toEqual([]);
  });

  it('keeps blobs apart from thin components and cuts by bytes and rows', async () => {
    const chunks = await chunksOf(write(frames, { limits: { chunkBytes: 30_000, chunkRows: 20 } }));
    const shape = chunks.map((chunk) => [chunk.components.map((column) => column.component).join(), chunk.rowCount]);
    expect(shape.filter(([names]) => names === 'EncodedImage:blob')).toEqual(
      Array.from({ length: 5 }, () => ['EncodedImage:blob', 10]),
    );
    for (const names of ['EncodedImage:media_type', 'Scalars:scalars']) {
      expect(shape.filter(([other]) => other === names).map(([, rows]) => rows)).toEqual([20, 20, 10]);
    }
  });

  it('writes static chunks before temporal ones', async () => {
    const chunks = await chunksOf(
      write((recording) => {
        recording.log('a', Scalars(1), { frame: 0 });
        recording.logStatic('b', Scalars(1));
      }),
    );
    expect(chunks.map((chunk) => chunk.isStatic)).toEqual([true, false]);
  });

  it('orders a value and a Clear of one frame by their calls', async () => {
    const cells = await cellsOf(
      write((recording) => {
        recording.log('a', Scalars(1), { frame: 0 });
        recording.log('a', Clear({ recursive: false }), { frame: 0 });
        recording.log('a', Scalars(2), { frame: 0 });
      }),
    );
    expect(cells.map((cell) => cell.component)).toEqual(['Scalars:scalars', 'Clear:is_recursive', 'Scalars:scalars']);
  });

  it('carries a blueprint in front, activated', async () => {
    const blueprint = {
      recordingId: 'bp',
      log: (target: Pick<Recording, 'log'>) => target.log('viewport', archetype('x.Y', {}), { blueprint: 0 }),
    };
    expect(await messageKinds(write((recording) => recording.logStatic('a', Scalars(1)), { blueprint }))).toEqual([
      'stream_header',
      'store_info',
      'blueprint_activation',
      'store_info',
      'chunk',
      'end',
      'stream_footer',
    ]);
  });

  it('leaves the footer out for readers of 0.24', async () => {
    const rrd = write((recording) => recording.logStatic('a', Scalars(1)), { target: '0.24' });
    expect(await messageKinds(rrd)).toEqual(['stream_header', 'store_info', 'chunk', 'end']);
  });

  it('has no index when names differ in punctuation only: a wrong one would hide chunks', async () => {
    const rrd = write((recording) => {
      recording.log('x', Scalars(1), { 'a b': 0 });
      recording.log('x', Scalars(1), { a_b: 0 });
    });
    expect(await messageKinds(rrd)).toEqual(['stream_header', 'store_info', 'chunk', 'chunk', 'end']);
  });

  it('without data is a header, a store and an end', async () => {
    expect(await messageKinds(write(() => {}))).toEqual(['stream_header', 'store_info', 'end']);
  });

  it('has name, start and properties where viewers look for them', async () => {
    const rrd = write((recording) => recording.setProperty('run', TextDocument({ text: 'x' })), {
      name: 'hello',
      startTime: new Date(1000),
    });
    const cells = (await cellsOf(rrd)).map((cell) => [cell.entityPath, cell.component, [...(cell.values as string[])]]);
    expect(cells).toEqual([
      ['/__properties', 'RecordingInfo:start_time', [1_000_000_000n]],
      ['/__properties', 'RecordingInfo:name', ['hello']],
      ['/__properties/run', 'TextDocument:text', ['x']],
    ]);
  });

  it('stamps what every reader from 0.24 on takes silently', async () => {
    const rrd = write((recording) => recording.logStatic('a', Scalars(1)));
    for await (const message of decode(rrd)) {
      if (message.kind === 'stream_header') expect(message.header.version).toEqual({ major: 0, minor: 24, patch: 0 });
      if (message.kind === 'store_info') {
        expect(message.info).toMatchObject({
          storeId: { kind: 'recording', recordingId: 'rec', applicationId: 'app' },
          legacyApplicationId: 'app',
          source: { kind: 6 },
        });
      }
    }
    expect(new TextDecoder('latin1').decode(rrd)).toContain('sorbet:version');
  });
});

describe('bytes go out', () => {
  const produce = function* (recording: Recording) {
    for (let frame = 0; frame < 30; frame++) {
      recording.log('cam', EncodedImage({ blob: new Uint8Array(1 << 17).fill(frame) }), { frame });
      yield;
    }
  };
  const whole = () => write((recording) => [...produce(recording)]);

  it('to a sink, the same as in one piece', async () => {
    const sink = new MemorySink();
    const recording = createRecording({ ...IDS, sink });
    for (const _ of produce(recording)) await recording.drain();
    await recording.close();
    expect(Buffer.compare(sink.bytes(), whole())).toBe(0);
    expect(recording.byteLength).toBe(sink.byteLength);
  });

  it('as an async iterable, waiting for its consumer', async () => {
    let frames = 0;
    const iterable = encodeRecording(IDS, async function* (recording) {
      for (const _ of produce(recording)) {
        frames++;
        yield;
      }
    });
    const pieces: Uint8Array[] = [];
    for await (const piece of iterable) {
      pieces.push(piece);
      // 16 frames fill a chunk; nothing further is logged while its pieces are being consumed.
      if (pieces.length === 10) expect(frames).toBe(16);
    }
    expect(Buffer.compare(Buffer.concat(pieces), whole())).toBe(0);
  });

  it('by reference: big values are not copied', () => {
    const blob = new Uint8Array(3 << 20);
    const recording = createRecording(IDS);
    recording.log('cam', EncodedImage({ blob, mediaType: 'image/png' }), { frame: 0 });
    expect(recording.take().some((piece) => piece.buffer === blob.buffer)).toBe(true);
  });

  it('with bounded memory, however many entities', () => {
    const recording = createRecording(IDS);
    const entities = 100;
    let ready = 0;
    for (let index = 0; index < entities; index++) {
      recording.log(`e${index}`, Points3D({ positions: new Float32Array(120_000) }), { frame: 0 });
      ready += recording.take().length;
    }
    // None of the 480 kB chunks is full; the oldest had to go all the same.
    expect(ready).toBeGreaterThan(0);
    recording.finish();
    const chunksLeft = recording.take().filter((piece) => piece.length === 480_000).length;
    expect(chunksLeft * 480_000).toBeLessThan(32 << 20);
  });

  it('not at all after abort', async () => {
    const sink = new MemorySink();
    const recording = createRecording({ ...IDS, sink });
    recording.logStatic('a', Scalars(1));
    await recording.drain();
    await recording.abort(new Error('enough'));
    expect(sink.byteLength).toBe(0);
    await expect(recording.close()).rejects.toMatchObject({ code: 'RECORDING_FINISHED' });
  });
});

describe('broken calls are refused where they are made', () => {
  const recording = () => createRecording(IDS);
  const position = [[0, 0, 0]];

  it.each<[string, (target: Recording) => void, object]>([
    [
      'NaN radius',
      (target) => target.log('a/b', Points3D({ positions: position, radii: [1, Number.NaN] }), { frame: 0 }),
      { code: 'VALUE_INVALID', entityPath: '/a/b', argument: 'Points3D.radii', found: 'NaN at index 1' },
    ],
    [
      'length that is no multiple of three',
      (target) => target.logStatic('a', Points3D({ positions: new Float32Array(4) })),
      { code: 'VALUE_INVALID', argument: 'Points3D.positions', found: 'Float32Array of length 4' },
    ],
    [
      'unknown media type',
      (target) => target.logStatic('a', TextDocument({ text: '', mediaType: 'markdown' })),
      { code: 'VALUE_INVALID', argument: 'TextDocument.mediaType' },
    ],
    [
      'missing required field',
      (target) => target.logStatic('a', Points3D({} as never)),
      { code: 'VALUE_INVALID', argument: 'Points3D.positions', found: 'nothing' },
    ],
    [
      'unknown field',
      (target) => target.logStatic('a', Points3D({ positions: position, color: 1 } as never)),
      { code: 'VALUE_INVALID', argument: 'Points3D.color' },
    ],
    [
      'rows of different number',
      (target) => target.sendColumns('a', { frame: [0, 1] }, Scalars.columns({ scalars: [1, 2, 3] })),
      { code: 'VALUE_INVALID', expected: '2 rows', found: '3 rows' },
    ],
    [
      'lengths that do not add up',
      (target) =>
        target.sendColumns(
          'a',
          { frame: [0, 1] },
          Scalars.columns({ scalars: new Float64Array(3) }, { lengths: [1, 1] }),
        ),
      { code: 'VALUE_INVALID', argument: 'Scalars.scalars' },
    ],
    ['path', (target) => target.logStatic('a\\', Scalars(1)), { code: 'ENTITY_PATH_INVALID' }],
    ['no time', (target) => target.log('a', Scalars(1), {}), { code: 'TIME_INVALID', hint: expect.any(String) }],
    ['broken time', (target) => target.log('a', Scalars(1), { frame: 0.5 }), { code: 'TIME_INVALID' }],
    [
      'component twice',
      (target) => target.logStatic('a', [Scalars(1), Scalars(2)]),
      { code: 'VALUE_INVALID', argument: 'Scalars:scalars' },
    ],
  ])('%s', (_name, call, facts) => {
    const target = recording();
    expect(() => call(target)).toThrow(expect.objectContaining(facts));
    // Nothing of the refused call is in the file.
    expect(target.bytes().length).toBe(recording().bytes().length);
  });

  it('one timeline with two kinds of time', () => {
    const target = recording();
    target.log('a', Scalars(1), { t: 0 });
    expect(() => target.log('a', Scalars(1), { t: { duration: 1 } })).toThrow('it is a sequence timeline');
  });

  it('ids that readers would change', () => {
    expect(() => createRecording({ applicationId: 'my/app', recordingId: 'r' })).toThrow('applicationId "my/app"');
    expect(() => createRecording({ applicationId: 'app', recordingId: '' })).toThrow('recordingId');
  });

  it('calls after the end', () => {
    const target = recording();
    target.finish();
    expect(() => target.logStatic('a', Scalars(1))).toThrow('logStatic was called after');
  });

  it('own types are checked against their Arrow type', () => {
    const wrong = archetype('my.T', { x: { type: f64, values: ['text'] } });
    expect(() => recording().logStatic('a', wrong)).toThrow('my.T.x at /a: expected a number (f64), found "text".');
  });
});
