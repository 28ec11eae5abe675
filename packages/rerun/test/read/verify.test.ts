import { describe, expect, it } from 'vitest';
import { bool, type DataType } from '../../src/arrow/data-type.ts';
import { RECORDING_CODES, verify } from '../../src/read/index.ts';
import { OFFICIAL } from '../official.ts';
import {
  chunkMessage,
  chunkStream,
  end,
  frames,
  join,
  message,
  replaceText,
  rowIds,
  STORE,
  scalars,
  split,
  storeInfo,
  streamHeader,
} from './build.ts';
import { sampleRecording } from './sample.ts';

const id = (digit: string) => ({ 'rerun:id': `chunk_${'0'.repeat(31)}${digit}` });

/** Codes of errors and warnings in a file with the given messages. */
async function codes(...messages: readonly Uint8Array[]): Promise<string[]> {
  const { findings } = await verify(join(streamHeader(), storeInfo(), ...messages, end()));
  return findings.filter(({ severity }) => severity !== 'info').map(({ code }) => code);
}

const good = () => chunkStream([rowIds([1n, 2n]), frames([0n, 1n]), scalars([[1], null])]);

describe('verify', () => {
  it('finds nothing in a good file, and gives every code a name and a hint', async () => {
    const report = await verify(sampleRecording());
    expect(report).toMatchObject({ ok: true, findings: [], stores: 1, counts: { error: 0, warning: 0, info: 0 } });
    expect(await codes(chunkMessage(good()))).toEqual([]);
    for (const code of Object.values(RECORDING_CODES)) expect(code.hint).toMatch(/\.$/);
  });

  it.each([
    ['row ids flagged as sorted that are not', [rowIds([2n, 1n]), frames([0n, 1n]), scalars([[1], [2]])], 'OUT6033'],
    ['a timeline flagged as sorted that is not', [rowIds([1n, 2n]), frames([1n, 0n]), scalars([[1], [2]])], 'OUT6033'],
    ['the time that means static', [rowIds([1n]), frames([-(2n ** 63n)]), scalars([[1]])], 'OUT6032'],
    ['a null time', [rowIds([1n, 2n]), { ...frames([0n]), values: [0n, null] }, scalars([[1], [2]])], 'OUT6032'],
    ['one row id twice', [rowIds([1n, 1n], false), frames([0n, 1n]), scalars([[1], [2]])], 'OUT6041'],
    ['columns out of order', [frames([0n]), rowIds([1n]), scalars([[1]])], 'OUT6031'],
    ['no row ids', [frames([0n]), scalars([[1]])], 'OUT6031'],
    ['a component twice', [rowIds([1n]), scalars([[1]]), scalars([[2]])], 'OUT6031'],
  ] as const)('finds %s', async (_, columns, code) => {
    expect(await codes(chunkMessage(chunkStream(columns)))).toEqual([code]);
  });

  it('takes unsorted rows without a flag', async () => {
    const stream = chunkStream([rowIds([2n, 1n], false), frames([1n, 0n], false), scalars([[1], [2]])]);
    expect(await codes(chunkMessage(stream))).toEqual([]);
  });

  it('finds repeated ids across chunks, but takes a chunk that was split by columns', async () => {
    const at = (path: string, digit: string, component?: string) =>
      chunkMessage(chunkStream([rowIds([1n]), scalars([[1]], component)], { 'rerun:entity_path': path, ...id(digit) }));
    expect(await codes(at('/a', '1'), at('/a', '1'))).toEqual(['OUT6040']);
    expect(await codes(at('/a', '1'), at('/b', '2'))).toEqual(['OUT6041']);
    expect(await codes(at('/a', '1'), at('/a', '2'))).toEqual(['OUT6041']);
    expect(await codes(at('/a', '1', 'A:x'), at('/a', '2', 'A:y'))).toEqual([]);
  });

  it('finds a head that disagrees with its chunk', async () => {
    const wrong = { chunkId: { timeNs: 9n, inc: 9n }, isStatic: true, uncompressedSize: 5 };
    expect((await codes(chunkMessage(good(), wrong))).sort()).toEqual(['OUT6012', 'OUT6034', 'OUT6035']);
  });

  it('finds a timeline with two types, an unusual path, a nullable index name', async () => {
    const duration: DataType = { kind: 'duration' };
    const other = { field: { ...frames([]).field, type: duration }, values: [5n] };
    const second = chunkStream([rowIds([5n]), other, scalars([[1]])], { ...id('2'), 'rerun:entity_path': 'b//c' });
    expect(await codes(chunkMessage(good()), chunkMessage(second))).toEqual(['OUT6036', 'OUT6042']);
  });

  it('finds an Arrow type that is not that of the component, and component types that nobody knows', async () => {
    const typed = (componentType: string) => {
      const { field, values } = scalars([[1]]);
      return { field: { ...field, metadata: { ...field.metadata, 'rerun:component_type': componentType } }, values };
    };
    const of = (componentType: string) => codes(chunkMessage(chunkStream([rowIds([1n]), typed(componentType)])));
    expect(await of('rerun.components.Scalar')).toEqual([]);
    expect(await of('my.own.Type')).toEqual([]);
    expect(await of('rerun.components.Radius')).toEqual(['OUT6038']);
    expect(await of('rerun.components.Scalarr')).toEqual(['OUT6039']);
    // the stamp 0.1.1 of the chunk is older than the new name
    expect(await of('rerun.components.PoseScale3D')).toEqual(['OUT6038']);
  });

  it('notes a component that is not a list', async () => {
    const flag = { field: { name: 'flag', type: bool, nullable: true }, values: [true] };
    const { findings } = await verify(
      join(streamHeader(), storeInfo(), chunkMessage(chunkStream([rowIds([1n]), flag])), end()),
    );
    expect(findings.map(({ code }) => code)).toContain('OUT6037');
  });

  it('names chunks without SetStoreInfo, application ids that readers change, blueprints that are none', async () => {
    const store = { ...STORE, applicationId: 'my/app' };
    const file = join(streamHeader(), chunkMessage(good()), storeInfo(store), end());
    const { findings } = await verify(file);
    const found = findings.filter(({ severity }) => severity !== 'info').map(({ code }) => code);
    expect(found).toEqual(['OUT6043', 'OUT6045']);
  });

  it('says what is wrong with a message, with its place, and goes on', async () => {
    const broken = message('arrow_msg', Uint8Array.of(0xff, 0xff));
    const start = join(streamHeader(), storeInfo());
    const { findings, chunks } = await verify(join(start, broken, chunkMessage(good()), end()));
    expect(findings[0]).toMatchObject({ code: 'OUT6010', byteOffset: start.length });
    expect(chunks).toBe(1);
  });

  it('does not throw for what is no recording', async () => {
    expect((await verify(new Uint8Array(0))).findings).toMatchObject([{ code: 'OUT6001', byteOffset: 0 }]);
    expect((await verify(new TextEncoder().encode('PK\x03\x04 something else'))).findings).toMatchObject([
      { code: 'OUT6001' },
    ]);
    const old = streamHeader({ version: { major: 0, minor: 22, patch: 0 } });
    expect((await verify(old)).findings).toMatchObject([{ code: 'OUT6002' }]);
  });
});

describe('verify of a chunk index', () => {
  const damage = async (edit: (parts: { kind: string; bytes: Uint8Array }[]) => Uint8Array[]): Promise<string[]> => {
    const parts = await split(sampleRecording());
    const { findings } = await verify(join(...edit(parts)));
    return [...new Set(findings.map(({ code }) => code))].sort();
  };

  it('finds a chunk that is gone, and the offsets that shifted', async () => {
    const found = await damage((parts) => {
      const first = parts.findIndex(({ kind }) => kind === 'chunk');
      return parts.filter((_, i) => i !== first).map(({ bytes }) => bytes);
    });
    expect(found).toEqual(expect.arrayContaining(['OUT6053', 'OUT6061', 'OUT6062']));
  });

  it('finds a chunk that the index does not list', async () => {
    const extra = chunkMessage(good(), {
      storeId: { kind: 'recording', recordingId: 'sample', applicationId: 'outlay_test' },
    });
    const found = await damage((parts) =>
      parts.flatMap(({ kind, bytes }) => (kind === 'end' ? [extra, bytes] : [bytes])),
    );
    expect(found).toEqual(expect.arrayContaining(['OUT6060']));
  });

  it('finds a wrong hash, a wrong place, a missing footer', async () => {
    const patched = (at: number) => (parts: { kind: string; bytes: Uint8Array }[]) =>
      parts.map(({ kind, bytes }) => {
        const copy = new Uint8Array(bytes);
        if (kind === 'stream_footer') copy[at]! ^= 1;
        return copy;
      });
    expect(await damage(patched(16))).toEqual(['OUT6052']);
    expect(await damage(patched(0))).toEqual(['OUT6053']);
    expect(await damage(patched(8))).toEqual(['OUT6053']);
    expect(
      await damage((parts) => parts.filter(({ kind }) => kind !== 'stream_footer').map(({ bytes }) => bytes)),
    ).toEqual(['OUT6053']);
  });

  it('finds values that differ from the chunks', async () => {
    const parts = await split(sampleRecording());
    const { findings } = await verify(
      join(
        ...parts.map(({ kind, bytes }) => (kind === 'chunk' ? replaceText(bytes, '/cam/image', '/cam/imagf') : bytes)),
      ),
    );
    const found = new Set(findings.map(({ code }) => code));
    expect([...found].sort()).toEqual(['OUT6057', 'OUT6062']);
    expect(findings.find(({ code }) => code === 'OUT6062')).toMatchObject({
      expected: '/cam/imagf',
      actual: '/cam/image',
    });
  });

  it('names the index of files that were joined', async () => {
    const joined = join(sampleRecording('a'), sampleRecording('b'));
    const { findings } = await verify(joined);
    expect(findings.map(({ code }) => code)).toEqual(['OUT6059']);
  });
});

describe('verify of recordings of the official SDK', () => {
  it.each(OFFICIAL.map(({ name, bytes }) => [name, bytes] as const))('%s', async (name, bytes) => {
    const { findings } = await verify(bytes);
    const errors = findings.filter(({ severity }) => severity === 'error').map(({ code }) => code);
    // SDK 0.31 writes one index for all stores of a file
    const known = name.includes('0.31.4') ? ['OUT6054', 'OUT6055', 'OUT6057', 'OUT6061'] : [];
    expect([...new Set(errors)].sort()).toEqual(known);
  });
});
