import { describe, expect, it } from 'vitest';
import { verify } from '../../src/read/index.ts';
import { OFFICIAL } from '../official.ts';
import {
  chunkMessage,
  chunkStream,
  end,
  frames,
  join,
  rowIds,
  scalars,
  split,
  storeInfo,
  streamHeader,
} from './build.ts';
import { isTrouble, messagesOf, recoverAll } from './run.ts';
import { sampleRecording } from './sample.ts';

const ids = async (bytes: Uint8Array) =>
  (await messagesOf(bytes)).flatMap(({ chunk }) => (chunk === undefined ? [] : [chunk.id]));

/** A sample whose bytes `edit` changes in place; with the ids of its chunks and the places of its messages. */
async function damaged(edit: (bytes: Uint8Array, chunkOffsets: readonly number[]) => void) {
  const bytes = sampleRecording();
  const messages = await messagesOf(bytes);
  const chunkOffsets = messages.filter(({ kind }) => kind === 'chunk').map(({ byteOffset }) => byteOffset);
  const before = await ids(bytes);
  edit(bytes, chunkOffsets);
  return { bytes, before, chunkOffsets };
}

describe('recover', () => {
  it('gives a sound file back as it was, chunk by chunk', async () => {
    const bytes = sampleRecording();
    const saved = await recoverAll(bytes);
    expect(saved.report).toMatchObject({ lost: [], lostChunks: [], notes: [], hasIndex: true });
    expect(saved.bytes).toEqual(bytes);
  });

  it('leaves out a chunk whose content is damaged, and names it from the old index', async () => {
    const { bytes, before, chunkOffsets } = await damaged((all, offsets) =>
      all.fill(0xee, offsets[2]! + 60, offsets[2]! + 90),
    );
    const saved = await recoverAll(bytes);
    expect(await ids(saved.bytes)).toEqual(before.filter((_, i) => i !== 2));
    expect(saved.report.lost).toMatchObject([{ byteOffset: chunkOffsets[2] }]);
    expect(saved.report.lostChunks).toMatchObject([{ chunkId: before[2] }]);
    expect(saved.report.lostChunks[0]?.entityPath).toMatch(/^\//);
    expect((await verify(saved.bytes)).ok).toBe(true);
  });

  it.each([
    ['too long', 200_000n],
    ['beyond all bounds', 2n ** 62n],
    ['too short', 40n],
    ['longer by one message', undefined],
  ] as const)('finds the next message behind a length that is %s', async (_, length) => {
    const { bytes, before } = await damaged((all, offsets) => {
      const view = new DataView(all.buffer, all.byteOffset);
      view.setBigUint64(offsets[1]! + 8, length ?? BigInt(offsets[3]! - offsets[1]! - 16), true);
    });
    const saved = await recoverAll(bytes);
    const kept = await ids(saved.bytes);
    expect(kept).toEqual(before.filter((_id, i) => i !== 1 && (length !== undefined || i !== 2)));
    expect((await verify(saved.bytes)).ok).toBe(true);
  });

  it('finds the next message behind a broken header and behind junk', async () => {
    const { bytes, before } = await damaged((all, offsets) => all.fill(0xff, offsets[1]!, offsets[1]! + 3));
    expect(await ids((await recoverAll(bytes)).bytes)).toEqual(before.filter((_, i) => i !== 1));
    const parts = await split(sampleRecording());
    const junk = new TextEncoder().encode('RRF2 is not what starts here, nor does \x02\0\0\0\0\0\0\0');
    const withJunk = join(...parts.flatMap(({ bytes: part }, i) => (i === 3 ? [junk, part] : [part])));
    const saved = await recoverAll(withJunk);
    expect(await ids(saved.bytes)).toEqual(before);
    expect(saved.report.lost).toMatchObject([{ byteLength: junk.length, code: 'OUT6004' }]);
  });

  it('writes SetStoreInfo and stream header anew when they are gone', async () => {
    const parts = await split(sampleRecording());
    const bare = join(...parts.filter(({ kind }) => kind === 'chunk').map(({ bytes }) => bytes));
    const saved = await recoverAll(bare);
    expect(saved.report.kept.chunks).toBe(parts.filter(({ kind }) => kind === 'chunk').length);
    expect(saved.report.notes).toEqual([
      "SetStoreInfo of recording 'sample' of 'outlay_test' was missing and is rewritten.",
    ]);
    expect((await verify(saved.bytes)).findings).toEqual([]);
  });

  it('joins streams into one with one index, and keeps a chunk that comes twice once', async () => {
    const saved = await recoverAll(join(sampleRecording('a'), sampleRecording('b'), sampleRecording('a')));
    expect(saved.report.kept.stores).toBe(2);
    expect(new Set(saved.report.lost.map(({ code }) => code))).toEqual(new Set(['OUT6040']));
    expect((await verify(saved.bytes)).findings).toEqual([]);
  });

  it('takes back a claim to be sorted that is false', async () => {
    const stream = chunkStream([rowIds([2n, 1n]), frames([1n, 0n]), scalars([[1], [2]])]);
    const saved = await recoverAll(join(streamHeader(), storeInfo(), chunkMessage(stream), end()));
    expect(saved.report.kept.rows).toBe(2);
    expect(saved.report.notes[0]).toContain('flagged as sorted');
    expect((await verify(saved.bytes)).findings).toEqual([]);
  });

  it('refuses input in which nothing can be saved, before it yields anything', async () => {
    await expect(recoverAll(new TextEncoder().encode('no recording at all'))).rejects.toMatchObject({
      code: 'OUT6001',
    });
    await expect(recoverAll(new Uint8Array(0))).rejects.toMatchObject({ code: 'OUT6001' });
    await expect(recoverAll(join(streamHeader(), storeInfo().subarray(0, 30)))).rejects.toMatchObject({
      code: 'OUT6003',
    });
  });

  it('does not search for ever in bytes that look like messages everywhere', async () => {
    const header = storeInfo().subarray(0, 17);
    const hostile = join(streamHeader(), storeInfo(), ...Array.from({ length: 5_000 }, () => header));
    const saved = await recoverAll(hostile);
    expect(saved.report.kept).toMatchObject({ stores: 1, chunks: 0 });
    expect(saved.report.lost).toHaveLength(1);
  });
});

describe('recover of recordings of the official SDK', () => {
  it.each(OFFICIAL.map(({ name, bytes }) => [name, bytes] as const))('%s', async (_, bytes) => {
    const saved = await recoverAll(bytes);
    expect(await ids(saved.bytes)).toEqual(await ids(bytes));
    expect(saved.report).toMatchObject({ lost: [], lostChunks: [] });
    expect((await verify(saved.bytes)).findings.filter(isTrouble)).toEqual([]);
  });
});
