import { describe, expect, it } from 'vitest';
import { printRecording, readInfo } from '../../src/read/index.ts';
import { OFFICIAL, officialFile } from '../official.ts';
import { messagesOf } from './run.ts';
import { sampleRecording } from './sample.ts';

async function lines(source: Uint8Array, options = {}): Promise<string[]> {
  const all: string[] = [];
  for await (const line of printRecording(source, options)) all.push(line);
  return all;
}

describe('readInfo', () => {
  it('says what is in a recording, as plain JSON', async () => {
    const bytes = sampleRecording();
    const info = await readInfo(bytes);
    expect(JSON.parse(JSON.stringify(info))).toEqual(info);
    expect(info).toMatchObject({ byteLength: bytes.length, complete: true, problems: [], indexedStores: 1 });
    const [store] = info.stores;
    expect(store).toMatchObject({
      kind: 'recording',
      applicationId: 'outlay_test',
      recordingId: 'sample',
      properties: { 'RecordingInfo:name': 'a sample' },
    });
    expect(store!.timelines).toEqual(
      expect.arrayContaining([
        { name: 'frame', kind: 'sequence', min: 0, max: 11, rows: 48 },
        { name: 'epoch', kind: 'sequence', min: 0, max: 2, rows: 12 },
      ]),
    );
    expect(store!.entities.map(({ path }) => path)).toEqual([
      '/__properties',
      '/cam/image',
      '/notes',
      '/plot/loss',
      '/world/points',
    ]);
    const loss = store!.entities.find(({ path }) => path === '/plot/loss')!;
    expect(loss.rows).toBe(12);
    expect(loss.components).toMatchObject([
      { component: 'Scalars:scalars', valueType: 'f64', isStatic: false, cells: 12 },
    ]);
    expect(store!.bytes).toBe(store!.entities.reduce((sum, entity) => sum + entity.bytes, 0));
  });

  it('names damage with code and place instead of failing', async () => {
    const bytes = sampleRecording();
    const [, , first, second] = await messagesOf(bytes);
    bytes.fill(0xee, first!.byteOffset + 60, first!.byteOffset + 90);
    const info = await readInfo(bytes.subarray(0, second!.end + 20));
    expect(info.complete).toBe(false);
    expect(info.problems).toMatchObject([
      { byteOffset: first!.byteOffset, stopped: false },
      { code: 'OUT6003', byteOffset: second!.end, stopped: true },
    ]);
    expect(info.stores[0]!.chunks).toBe(1);
  });

  it('refuses what is no recording', async () => {
    await expect(readInfo(new TextEncoder().encode('{"exp_name": "a"}'))).rejects.toMatchObject({
      code: 'OUT6001',
      byteOffset: 0,
    });
  });
});

describe('printRecording', () => {
  it('gives one line per message and, on request, the cells', async () => {
    const all = await lines(sampleRecording());
    expect(all[0]).toBe('           0  stream of Rerun 0.24.0, compression lz4');
    expect(all[1]).toBe("          12  store info: recording 'sample' of 'outlay_test', source: other: @outlay/rerun");
    expect(all.join('\n')).toMatch(/component Points3D:positions: FSL3\(f32\), 4 cells/);
    expect(all.join('\n')).toContain('timeline epoch (sequence): 0 … 2');
    expect(all.at(-1)).toMatch(/end of input$/);
    const detailed = await lines(sampleRecording(), { maxRows: 1 });
    expect(detailed.join('\n')).toContain(
      'row 0 at frame 0: Points3D:positions = [0,0,0,0,0,1]; Points3D:labels = ["a","b0"]',
    );
  });

  it('goes on behind a broken chunk and ends with a cut', async () => {
    const bytes = sampleRecording();
    const all = await lines(bytes.subarray(0, bytes.length - 40));
    expect(all.at(-1)).toContain('stopped: OUT6003');
  });
});

describe('info and print of recordings of the official SDK', () => {
  it.each(OFFICIAL.map(({ name, bytes }) => [name, bytes] as const))('%s', async (_, bytes) => {
    const info = await readInfo(bytes);
    expect(info).toMatchObject({ complete: true, problems: [] });
    expect((await lines(bytes, { maxRows: 3 })).filter((line) => /unreadable|stopped/.test(line))).toEqual([]);
  });

  it('reads stores, versions, sources and ranges', async () => {
    const { stores, streams } = await readInfo(officialFile('timelines.rrd'));
    expect(streams).toMatchObject([{ version: '0.41.0', compression: 'lz4' }]);
    expect(stores[0]).toMatchObject({ applicationId: 'outlay-vectors', recordingId: 'timelines' });
    expect(stores[0]!.source).toMatch(/^Python SDK 3\./);
    expect(stores[0]!.timelines).toContainEqual({
      name: 'frame',
      kind: 'sequence',
      min: -5,
      max: '9007199254740993',
      rows: 8,
    });
    const two = await readInfo(officialFile('two_recordings.rrd'));
    expect(two.stores.map(({ kind }) => kind).sort()).toEqual(['blueprint', 'recording', 'recording']);
    expect(two.stores.find(({ kind }) => kind === 'blueprint')!.activation).toEqual({
      makeActive: true,
      makeDefault: true,
    });
  });
});
