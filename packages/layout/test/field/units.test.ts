import { beforeAll, describe, expect, test } from 'vitest';
import { MemorySource, openExperiment, validate } from '../../src/index.ts';
import { collect } from '../experiment/series-of.ts';
import { bytesOf, npy, zip } from '../read/bytes.ts';
import { changed, type Files, tinyFiles } from '../tiny-files.ts';

let files: Files;
beforeAll(async () => {
  files = await tinyFiles();
}, 60_000);

const FRAMES = [1, 2, 3, 4, 5, 6];
const SIZE = 48 * 64;
const folder = (path: string, extension: string, content: (frame: number) => Uint8Array): Files =>
  changed(files, Object.fromEntries(FRAMES.map((frame) => [`${path}/00000${frame}.${extension}`, content(frame)])));
const codes = async (damaged: Files, level: 'default' | 'full' = 'default') =>
  (await validate(new MemorySource(damaged), { level })).diagnostics;

describe('depth that is not in metres', () => {
  const millimetres = (frame: number, i: number): number => 2_000 + frame + (i % 500);
  test.each([
    ["'<u2'", Uint16Array],
    ["'>u2'", Uint16Array],
    ["'|u1'", Uint8Array],
    ["'<i4'", Int32Array],
    ["'<i2'", Int16Array],
  ] as const)('whole numbers (%s) are refused by validation and by export, with what to do', async (type, Numbers) => {
    const depths = 'input_data/train/depths/4';
    const damaged = folder(depths, 'npy', (frame) =>
      npy(type, '(64, 48)', bytesOf(new Numbers(Array.from({ length: SIZE }, (_, i) => millimetres(frame, i))))),
    );
    const found = await codes(damaged, 'full');
    expect(found).toMatchObject([
      {
        code: 'OUT4008',
        severity: 'error',
        message: expect.stringMatching(/whole numbers \(.*\), which usually are millimetres/),
        fix: expect.stringContaining('depth / 1000'),
        affects: { count: 6 },
      },
    ]);
    const { train } = await openExperiment(new MemorySource(damaged));
    const items = await collect(train!.cameras.find(({ camera }) => camera === 4)!.depths!);
    expect(items.map(({ problem }) => problem?.code)).toEqual(FRAMES.map(() => 'OUT4008'));
  });

  test('floats far beyond any room are named by both, and the copy in the evaluation is not blamed', async () => {
    const damaged = folder('input_data/train/depths/4', 'npy', (frame) =>
      npy("'<f4'", '(64, 48)', bytesOf(Float32Array.from({ length: SIZE }, (_, i) => millimetres(frame, i)))),
    );
    expect((await codes(damaged)).map(({ code }) => code)).toEqual(['OUT4408']);
    const full = await codes(damaged, 'full');
    expect(full.map(({ code }) => code)).not.toContain('OUT4406');
    expect(full.find(({ code }) => code === 'OUT4408')!.message).not.toMatch(/e\+/);
    const { train } = await openExperiment(new MemorySource(damaged));
    const items = await collect(train!.cameras.find(({ camera }) => camera === 4)!.depths!);
    expect(items.map(({ notes }) => notes?.[0]?.code)).toEqual(FRAMES.map(() => 'OUT4408'));
  });
});

describe('cameras that place nothing where it is', () => {
  const cameraFile = (k: readonly number[], e: readonly number[]): Uint8Array =>
    zip([
      { name: 'intrinsics.npy', data: npy("'<f4'", '(1, 3, 3)', bytesOf(Float32Array.from(k))) },
      { name: 'extrinsics.npy', data: npy("'<f4'", '(1, 3, 4)', bytesOf(Float32Array.from(e))) },
    ]);
  const E = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 5];
  test.each([
    ['transposed', [50, 0, 0, 0, 50, 0, 24, 32, 1], E, 'OUT4104', /transpose of K: the principal point \(24, 32\)/],
    [
      'divided by the size',
      [1.04, 0, 0.5, 0, 0.78, 0.5, 0, 0, 1],
      E,
      'OUT4104',
      /K divided by the size of the picture/,
    ],
    ['from -1 to 1', [2.1, 0, 0, 0, 2.1, 0, 0, 0, 1], E, 'OUT4104', /K divided by the size of the picture/],
    ['without a focal length', [0, 0, 24, 0, 50, 32, 0, 0, 1], E, 'OUT4104', /fx 0, fy 50/],
    ['not a number', [Number.NaN, 0, 24, 0, 50, 32, 0, 0, 1], E, 'OUT4101', /1 that are not/],
  ])('K %s: an error of validation, said by export, which leaves it out', async (_, k, e, code, message) => {
    const damaged = folder('input_data/test/all_cameras/16', 'npz', () => cameraFile(k, e));
    const found = (await codes(damaged)).find((diagnostic) => diagnostic.code === code);
    expect(found).toMatchObject({ severity: 'error', message: expect.stringMatching(message) });
    const experiment = await openExperiment(new MemorySource(damaged));
    const items = await collect(experiment.test!.cameras.find(({ camera }) => camera === 16)!.cameras!);
    expect(items.map(({ problem }) => problem?.code)).toEqual(FRAMES.map(() => code));
  });

  test.each([
    ['scaled', [2, 0, 0, 0, 0, 2, 0, 0, 0, 0, 2, 5], 'OUT4102'],
    ['mirrored', [-1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 5], 'OUT4103'],
  ])('a rotation that is %s is drawn, and export says so too', async (_, e, code) => {
    const damaged = folder('input_data/test/all_cameras/16', 'npz', () =>
      cameraFile([50, 0, 24, 0, 50, 32, 0, 0, 1], e),
    );
    expect((await codes(damaged)).map((diagnostic) => diagnostic.code)).toContain(code);
    const experiment = await openExperiment(new MemorySource(damaged));
    const items = await collect(experiment.test!.cameras.find(({ camera }) => camera === 16)!.cameras!);
    expect(
      items.map(({ notes, path, value }) => [notes?.[0]?.code, notes?.[0]?.path === path, value !== undefined]),
    ).toEqual(FRAMES.map(() => [code, true, true]));
  });
});
