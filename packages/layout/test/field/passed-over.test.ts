import { beforeAll, describe, expect, test } from 'vitest';
import { MemorySource, openExperiment, validate } from '../../src/index.ts';
import { type Files, renamed, tinyFiles } from '../tiny-files.ts';

let files: Files;
beforeAll(async () => {
  files = await tinyFiles();
}, 60_000);

const TRAIN = 'input_data/train/images/4/';
const TEST = 'input_data/test/images/16/';
const RENDERS = 'evaluation/epoch_0030/nvs/pred/cam_16/metrics_input/';
const DEPTHS = 'input_data/train/depths/4/';
/** The files of a folder under other names. */
const named = (folder: string, name: (stem: string, extension: string) => string) => (): Files =>
  new Map(
    [...files].map(([path, bytes]) => {
      const match = /([^/.]+)\.([^/]+)$/.exec(path);
      return [path.startsWith(folder) && match ? folder + name(match[1]!, match[2]!) : path, bytes];
    }),
  );

describe('files that were meant as frames', () => {
  test.each<[string, () => Files, string, RegExp, RegExp]>([
    [
      'frame_000001.jpg',
      named(TRAIN, (stem, ext) => `frame_${stem}.${ext}`),
      TRAIN,
      /6 \.jpg files whose names are not frame numbers \(frame_000001\.jpg\)/,
      /Rename frame_000001\.jpg to 000001\.jpg/,
    ],
    [
      'img-000001.JPG',
      named(TRAIN, (stem) => `img-${stem}.JPG`),
      TRAIN,
      /names are not frame numbers/,
      /to 000001\.jpg/,
    ],
    [
      '13 digits',
      named(TEST, (stem, ext) => `${1_700_000_000_000 + Number(stem) * 40}.${ext}`),
      TEST,
      /longer than a frame number \(1700000000040\.jpg\)/,
      /at most 9 digits/,
    ],
    [
      '.webp',
      named(RENDERS, (stem) => `${stem}.webp`),
      RENDERS,
      /holds 6 \.webp files \(frames 1-6\), which are not read/,
      /Save the pictures as JPEG or PNG/,
    ],
    ['frame_000001.avif', named(TEST, (stem) => `frame_${stem}.avif`), TEST, /6 \.avif files/, /JPEG or PNG/],
    [
      '.npz for .npy',
      named(DEPTHS, (stem) => `${stem}.npz`),
      DEPTHS,
      /6 \.npz files \(frames 1-6\)/,
      /numpy\.save as \.npy/,
    ],
  ])(
    '%s: told once by validation and by opening, and nothing is to be run again',
    async (_, damage, folder, message, fix) => {
      const source = new MemorySource(damage());
      const report = await validate(source, { level: 'structure' });
      const path = folder.slice(0, -1);
      expect(report.diagnostics).toMatchObject([
        { code: 'OUT1021', path, message: expect.stringMatching(message), fix: expect.stringMatching(fix) },
      ]);
      const [found] = report.diagnostics;
      expect(found!.consequences?.length).toBeGreaterThan(0);
      const { problems } = await openExperiment(source);
      expect(problems).toMatchObject([{ code: 'OUT1021', path, message: found!.message }]);
    },
  );

  test('files of nobody are not meant', async () => {
    const more = new Map([
      ...files,
      [`${TRAIN}README.md`, new Uint8Array(1)],
      [`${TRAIN}contact_sheet.png`, new Uint8Array(1)],
    ]);
    const { diagnostics } = await validate(new MemorySource(more), { level: 'structure' });
    expect(diagnostics.map(({ code }) => code)).toEqual(['OUT1007', 'OUT1007']);
  });
});

test('a cause is as grave as what follows from it, which is in no count', async () => {
  const damaged = renamed(files, RENDERS, `${RENDERS}frame_`);
  const { counts, ok, diagnostics } = await validate(new MemorySource(damaged), { level: 'structure' });
  expect(counts).toEqual({ error: 1, warning: 0, info: 0 });
  expect(ok).toBe(false);
  expect(diagnostics[0]!.consequences!.map(({ code }) => code)).toContain('OUT2011');
});

test('what follows from a cause that is ignored stands for itself', async () => {
  const damaged = renamed(files, TRAIN, `${TRAIN}frame_`);
  const folder = TRAIN.slice(0, -1);
  const { diagnostics } = await validate(new MemorySource(damaged), {
    level: 'structure',
    isIgnored: (path, isFolder) => isFolder && path === folder,
  });
  expect(diagnostics.map(({ code }) => code)).not.toContain('OUT1021');
  expect(diagnostics.length).toBeGreaterThan(0);
});
