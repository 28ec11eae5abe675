import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fc, test } from '@fast-check/vitest';
import { afterAll, describe, expect, it } from 'vitest';
import { FILE_ALIGNMENT, type FileSource, MemorySource } from '../../src/index.ts';
import { NodeFileSource } from '../../src/node/index.ts';

const SIZES = [0, 1, 63, 64, 65, 1000, 4096, 70_000, 600_000, 3];
const CONTENT: Readonly<Record<string, Uint8Array>> = Object.fromEntries(
  SIZES.map((size, i) => [`a/b${i % 3}/${i}.bin`, Uint8Array.from({ length: size }, (_, k) => (k * 31 + i) & 255)]),
);
/** Byte by byte in the runner takes seconds. */
const same = (a: Uint8Array | undefined, b: Uint8Array | undefined): boolean => Buffer.compare(a!, b!) === 0;
const root = mkdtempSync(join(tmpdir(), 'outlay-source-'));
for (const [path, bytes] of Object.entries(CONTENT)) {
  mkdirSync(join(root, dirname(path)), { recursive: true });
  writeFileSync(join(root, path), bytes);
}
mkdirSync(join(root, 'empty'));
afterAll(() => rmSync(root, { recursive: true }));

const SOURCES: readonly (readonly [string, () => FileSource])[] = [
  ['memory', () => new MemorySource({ ...CONTENT, 'empty/': '' })],
  ['disk', () => new NodeFileSource(root)],
  ['disk, read ahead', () => new NodeFileSource(root, { readAhead: 3 })],
];

describe.each(SOURCES)('%s', (_, open) => {
  it('lists folders and files', async () => {
    const names = async (folder: string) =>
      (await open().list(folder)).map(({ name, kind }) => `${kind} ${name}`).sort();
    expect(await names('')).toEqual(['folder a', 'folder empty']);
    expect(await names('a')).toEqual(['folder b0', 'folder b1', 'folder b2']);
    expect(await names('a/b1')).toEqual(['file 1.bin', 'file 4.bin', 'file 7.bin']);
    expect(await names('empty')).toEqual([]);
  });

  it.each(['nothing', 'a/b0/0.bin/x', 'a/nothing'])('has no folder %s', async (folder) => {
    await expect(async () => open().list(folder)).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' });
  });

  it('reads a file, a part and an end', async () => {
    const source = open();
    const whole = CONTENT['a/b1/7.bin']!;
    expect(same(await source.read('a/b1/7.bin'), whole)).toBe(true);
    expect(await source.read('a/b1/7.bin', { range: { start: 10, end: 20 } })).toEqual(whole.slice(10, 20));
    expect(await source.read('a/b1/7.bin', { range: { start: -12 } })).toEqual(whole.slice(-12));
    expect(await source.read('a/b1/1.bin', { range: { start: -12 } })).toEqual(CONTENT['a/b1/1.bin']);
    expect(await source.read('a/b1/1.bin', { range: { start: 5, end: 9 } })).toEqual(new Uint8Array(0));
    expect(source.size('a/b1/7.bin')).toBe(70_000);
    expect(source.size('a/nothing')).toBeUndefined();
  });

  it('refuses what is too large, absent or outside', async () => {
    const source = open();
    await expect(source.read('a/b1/7.bin', { maxBytes: 69_999 })).rejects.toMatchObject({ code: 'FILE_TOO_LARGE' });
    expect(await source.read('a/b1/7.bin', { maxBytes: 70_000 })).toHaveLength(70_000);
    await expect(source.read('a/b1/8.bin')).rejects.toMatchObject({ code: 'FILE_NOT_FOUND', path: 'a/b1/8.bin' });
    for (const path of ['../x', 'a/../../x', '/etc/passwd', 'a//x', './a', 'a/..', 'a/b\0c/x', 'C:\\x/y'])
      await expect(source.read(path)).rejects.toMatchObject({ code: 'PATH_REFUSED' });
  });

  test.prop([fc.shuffledSubarray(Object.keys(CONTENT)), fc.integer({ min: 1, max: 200_000 }), fc.boolean()], {
    numRuns: 30,
  })('reads many in the order asked for', async (paths, batchBytes, reuse) => {
    const seen: string[] = [];
    for await (const batch of open().readMany(paths, { batchBytes, reuse })) {
      expect(batch.length).toBeGreaterThan(0);
      for (const { path, bytes } of batch) {
        expect(same(bytes, CONTENT[path])).toBe(true);
        expect(bytes!.byteOffset % FILE_ALIGNMENT).toBe(0);
        seen.push(path);
      }
      const all = batch.map(({ bytes }) => bytes!.length);
      expect(all.slice(0, -1).reduce((sum, size) => sum + size, 0)).toBeLessThan(batchBytes);
    }
    expect(seen).toEqual(paths);
  });

  it('keeps batches apart unless their memory may be reused', async () => {
    const paths = Object.keys(CONTENT);
    const kept: Uint8Array[] = [];
    for await (const batch of open().readMany(paths, { batchBytes: 1 })) kept.push(...batch.map(({ bytes }) => bytes!));
    kept.forEach((bytes, i) => {
      expect(same(bytes, CONTENT[paths[i]!])).toBe(true);
    });
  });

  it('keeps readings side by side apart, reused memory or not', async () => {
    const source = open();
    const paths = Object.keys(CONTENT);
    for (let round = 0; round < 3; round++) {
      const readings = [paths, [...paths].reverse(), paths.slice(3)].map((some) => ({
        some: [...some],
        reading: source.readMany(some, { batchBytes: 50_000, reuse: true })[Symbol.asyncIterator](),
      }));
      for (let open = readings.length; open > 0; ) {
        const steps = await Promise.all(readings.map(({ reading }) => reading.next()));
        open = steps.filter(({ done }) => !done).length;
        steps.forEach((step, i) => {
          for (const { path, bytes } of step.done ? [] : step.value) {
            expect(path).toBe(readings[i]!.some.shift());
            expect(same(bytes, CONTENT[path])).toBe(true);
          }
        });
      }
      expect(readings.map(({ some }) => some)).toEqual([[], [], []]);
    }
  });

  it('goes on after a file that cannot be read', async () => {
    const paths = ['a/b1/1.bin', 'a/b1/nothing', 'a/b1/7.bin', '../x', 'a/b2/8.bin', 'a/b0/3.bin'];
    const results: (number | string)[] = [];
    for await (const batch of open().readMany(paths, { maxBytes: 70_000 }))
      results.push(...batch.map((result) => (result.error ? result.error.code : result.bytes.length)));
    expect(results).toEqual([1, 'FILE_NOT_FOUND', 70_000, 'PATH_REFUSED', 'FILE_TOO_LARGE', 64]);
  });

  it('stops when asked to', async () => {
    const controller = new AbortController();
    const reading = async () => {
      for await (const _ of open().readMany(Object.keys(CONTENT), { batchBytes: 1, signal: controller.signal }))
        controller.abort(new Error('enough'));
    };
    await expect(reading()).rejects.toThrow('enough');
  });

  it('may be left in the middle', async () => {
    let batches = 0;
    for await (const _ of open().readMany(Object.keys(CONTENT), { batchBytes: 1 })) {
      batches++;
      break;
    }
    expect(batches).toBe(1);
  });
});
