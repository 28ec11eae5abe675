import { Readable } from 'node:stream';
import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import {
  DECODE_LIMITS,
  decode,
  isRecordingError,
  printRecording,
  type RandomAccess,
  RecordingError,
  type RecordingSource,
  readInfo,
  recover,
  verify,
} from '../../src/read/index.ts';
import { chunkMessage, chunkStream, frames, join, message, rowIds, scalars, storeInfo, streamHeader } from './build.ts';
import { messagesOf, untilError } from './run.ts';
import { sampleRecording } from './sample.ts';

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const randomAccess = (bytes: Uint8Array) => ({
  size: bytes.length,
  read: async (offset: number, length: number) => bytes.slice(offset, offset + length),
});

const summary = async (source: Parameters<typeof messagesOf>[0]) =>
  (await messagesOf(source)).map(({ byteOffset, end, kind, chunk }) => [
    byteOffset,
    end,
    kind,
    chunk?.id,
    chunk?.rowCount,
  ]);

describe('decode', () => {
  test.prop([fc.integer({ min: 1, max: 3_000 })], { numRuns: 20 })(
    'gives the same from pieces of any size',
    async (size) => {
      const bytes = sampleRecording();
      expect(await summary(pieces(bytes, size))).toEqual(await summary(bytes));
    },
  );

  it('gives the same from a random-access reader and from a Node Buffer', async () => {
    const bytes = sampleRecording();
    expect(await summary(randomAccess(bytes))).toEqual(await summary(bytes));
    expect(await summary(Buffer.from(bytes))).toEqual(await summary(bytes));
  });

  it('gives the same from a Node stream, whose read() is not that of a random-access reader', async () => {
    const bytes = sampleRecording();
    expect(await summary(Readable.from(pieces(bytes, 1000)))).toEqual(await summary(bytes));
  });

  it('gives cells as typed views, in place where alignment allows', async () => {
    const all = (await messagesOf(sampleRecording())).flatMap(({ chunk }) => chunk ?? []);
    const points = all.find(({ entityPath }) => entityPath === '/world/points')!;
    const positions = points.components.find(({ component }) => component === 'Points3D:positions')!;
    expect(positions).toMatchObject({ valueType: 'FSL3(f32)', archetype: 'rerun.archetypes.Points3D', isList: true });
    expect(positions.cell(1)).toMatchObject({ length: 2, values: Float32Array.of(1, 0, 0, 0, 1, 1) });
    expect(points.components.find(({ component }) => component === 'Points3D:labels')!.cell(1)!.values).toEqual([
      'a',
      'b1',
    ]);
    expect(points.timelines).toMatchObject([{ name: 'frame', kind: 'sequence', isSorted: true }]);
    expect(positions.cell(99)).toBeNull();
  });

  it('tells a null cell from an empty one', async () => {
    const stream = chunkStream([rowIds([1n, 2n]), frames([0n, 1n]), scalars([null, []])]);
    const [found] = (await messagesOf(join(streamHeader(), storeInfo(), chunkMessage(stream)))).flatMap(
      ({ chunk }) => chunk ?? [],
    );
    expect(found?.components[0]?.cell(0)).toBeNull();
    expect(found?.components[0]?.cell(1)).toMatchObject({ length: 0, values: new Float64Array(0) });
  });

  it('stops a stream that nobody reads any more', async () => {
    let stopped = false;
    async function* watched() {
      try {
        yield* pieces(sampleRecording(), 100);
      } finally {
        stopped = true;
      }
    }
    for await (const { kind } of decode(watched())) if (kind === 'chunk') break;
    expect(stopped).toBe(true);
  });

  it('says where a failing input failed', async () => {
    async function* failing() {
      yield sampleRecording().subarray(0, 50);
      throw new Error('socket hang up');
    }
    const { error } = await untilError(failing());
    expect(error).toMatchObject({
      code: 'OUT6007',
      byteOffset: 50,
      message: expect.stringContaining('socket hang up'),
    });
    const short = { size: 1_000, read: async () => new Uint8Array(3) };
    expect((await untilError(short)).error).toMatchObject({ code: 'OUT6007', byteOffset: 0 });
  });
});

describe('a signal', () => {
  const readers: readonly (readonly [string, (source: RecordingSource, signal: AbortSignal) => Promise<unknown>])[] = [
    ['decode', (source, signal) => drain(decode(source, { signal }))],
    ['verify', (source, signal) => verify(source, { signal })],
    ['readInfo', (source, signal) => readInfo(source, { signal })],
    ['printRecording', (source, signal) => drain(printRecording(source, { signal }))],
    ['recover', (source, signal) => drain(recover(source, { signal }))],
  ];

  it.each(readers)('ends %s before it begins', async (_, read) => {
    for (const source of [sampleRecording(), pieces(sampleRecording(), 100), randomAccess(sampleRecording())])
      await expect(read(source, AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough');
  });

  it.each(readers)('ends %s while it waits for a stream', async (_, read) => {
    const stop = new AbortController();
    async function* stuck() {
      yield sampleRecording().subarray(0, 200);
      stop.abort(new Error('enough'));
      await new Promise(() => {});
    }
    await expect(read(stuck(), stop.signal)).rejects.toThrow('enough');
  });

  it.each(readers)('ends %s while it waits for a range, and the range hears of it', async (_, read) => {
    const stop = new AbortController();
    const heard: (AbortSignal | undefined)[] = [];
    const stuck: RandomAccess = {
      size: 1000,
      read: (_offset, _length, options) => {
        heard.push(options?.signal);
        stop.abort(new Error('enough'));
        return new Promise(() => {});
      },
    };
    await expect(read(stuck, stop.signal)).rejects.toThrow('enough');
    expect(heard).toEqual([stop.signal]);
  });
});

describe('hostile input', () => {
  const start = join(streamHeader(), storeInfo());

  it('a length beyond the limit is refused before it is read, whatever the source', async () => {
    const header = new Uint8Array(16);
    new DataView(header.buffer).setBigUint64(0, 2n, true);
    for (const length of [BigInt(DECODE_LIMITS.maxMessageBytes) + 1n, 2n ** 63n]) {
      new DataView(header.buffer).setBigUint64(8, length, true);
      const { error } = await untilError(pieces(join(start, header), 7));
      expect(error).toMatchObject({ code: 'OUT6005', byteOffset: start.length });
    }
  });

  it('a limit can be lowered', async () => {
    const run = decode(sampleRecording(), { limits: { maxMessageBytes: 100 } });
    await expect(drain(run)).rejects.toMatchObject({ code: 'OUT6005' });
  });

  it.each([
    ['more than LZ4 can give', 2 ** 29, 'OUT6012'],
    ['more than the limit', 2 ** 40, 'OUT6005'],
  ])('LZ4 data that claims %s is refused before anything is allocated', async (_, uncompressedSize, code) => {
    const bomb = chunkMessage(new Uint8Array(100), { compression: 'lz4', uncompressedSize });
    await expect(messagesOf(join(start, bomb))).rejects.toMatchObject({ code, byteOffset: start.length });
  });

  it('every flip of a bit in an Arrow stream decodes or gives a coded error', async () => {
    const stream = chunkStream([rowIds([1n, 2n]), frames([0n, 1n]), scalars([[1], null])]);
    for (let bit = 0; bit < stream.length * 8; bit += 3) {
      const flipped = new Uint8Array(stream);
      flipped[bit >> 3]! ^= 1 << (bit & 7);
      try {
        const [found] = (await messagesOf(join(start, chunkMessage(flipped)))).flatMap(({ chunk }) => chunk ?? []);
        expect(found!.rowCount).toBeLessThanOrEqual(2);
        for (const column of found!.components) for (let row = 0; row < 2; row++) column.cell(row)?.values;
      } catch (error) {
        expect(isRecordingError(error), `bit ${bit}: ${String(error)}`).toBe(true);
      }
    }
  });

  it('text from the file cannot steer a terminal', async () => {
    const error = new RecordingError('OUT6031', 'Chunk at /\x1b[2Ja: bad.');
    expect(error.message).toBe('Chunk at /\\x1b[2Ja: bad.');
  });

  it('an unknown message kind and bytes behind the end are junk with a place', async () => {
    const bytes = sampleRecording();
    const { error } = await untilError(join(bytes, Uint8Array.of(1, 2, 3, 4)));
    expect(error).toMatchObject({ code: 'OUT6004', byteOffset: bytes.length });
    const kind9 = new Uint8Array(16).fill(9);
    expect((await untilError(join(start, kind9))).error).toMatchObject({ code: 'OUT6004', byteOffset: start.length });
    expect((await untilError(join(start, message('set_store_info', new Uint8Array(0))))).error).toMatchObject({
      code: 'OUT6010',
    });
  });
});

async function drain(run: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of run) {
    // only the errors matter
  }
}
