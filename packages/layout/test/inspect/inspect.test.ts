import { beforeAll, describe, expect, test, vi } from 'vitest';
import { inspectExperiment, MemorySource, summariseFrames } from '../../src/index.ts';
import { changed, type Files, tinyFiles } from '../tiny-files.ts';

vi.setConfig({ hookTimeout: 120_000 });

let files: Files;
beforeAll(async () => {
  files = await tinyFiles();
});
const E30 = 'evaluation/epoch_0030';

describe('inspectExperiment', () => {
  test('tells epochs, cameras, persons, frames, bytes and metrics', async () => {
    const summary = await inspectExperiment(new MemorySource(files));
    expect(JSON.parse(JSON.stringify(summary))).toEqual(summary);
    expect(summary).toMatchObject({
      manifestState: 'valid',
      files: files.size,
      bytes: [...files.values()].reduce((sum, { length }) => sum + length, 0),
      persons: [0, 1],
      frames: { train: { count: 6, first: 1, last: 6, step: 1, missing: [] }, evaluation: { count: 6 } },
      recordings: [],
    });
    expect(summary.epochs.map(({ name, state, missing }) => [name, state, missing])).toEqual([
      ['epoch_0000', 'complete', []],
      ['epoch_0015', 'complete', []],
      ['epoch_0030', 'complete', []],
    ]);
    expect(Object.keys(summary.epochs[0]!.metrics.nvs!)).toEqual(['psnr', 'ssim', 'lpips']);
    expect(summary.cameras.map(({ camera, kind }) => [camera, kind])).toEqual([
      [4, 'source'],
      [16, 'evaluation'],
      [28, 'evaluation'],
      [100, 'virtual'],
      [101, 'virtual'],
    ]);
    expect(summary.cameras[3]!.train).toMatchObject({ count: 2, step: 5 });
    expect(summary.parts.reduce((sum, part) => sum + part.files, 0)).toBe(summary.files);
  });

  test('a job that was killed leaves its last epoch in progress', async () => {
    const killed = changed(files, {
      [`${E30}/pose_smplx/`]: undefined,
      [`${E30}/pose_smpl/`]: undefined,
      [`${E30}/nvs/metrics/novel_view_results.txt`]: undefined,
    });
    const { epochs } = await inspectExperiment(new MemorySource(killed));
    expect(epochs[2]).toMatchObject({ state: 'in-progress', tasks: ['nvs'] });
    expect(epochs[2]!.missing).toEqual([
      `${E30}/nvs/metrics/novel_view_results.txt`,
      `${E30}/pose_smplx`,
      `${E30}/pose_smpl`,
    ]);
  });

  test('an epoch that was lost is missing, one to come is pending', async () => {
    const lost = await inspectExperiment(new MemorySource(changed(files, { 'evaluation/epoch_0015/': undefined })));
    expect(lost.epochs.map(({ state }) => state)).toEqual(['complete', 'missing', 'complete']);
    const pending = await inspectExperiment(new MemorySource(changed(files, { [`${E30}/`]: undefined })));
    expect(pending.epochs.map(({ state }) => state)).toEqual(['complete', 'complete', 'pending']);
  });

  test('works without a manifest, and with a broken one', async () => {
    const absent = await inspectExperiment(new MemorySource(changed(files, { 'manifest.json': undefined })));
    expect(absent).toMatchObject({ manifest: null, manifestState: 'absent' });
    expect(absent.epochs.map(({ listed, tasks }) => [listed, tasks.length])).toEqual([
      [false, 3],
      [false, 3],
      [false, 3],
    ]);
    const broken = await inspectExperiment(new MemorySource(changed(files, { 'manifest.json': '{' })));
    expect(broken.manifestState).toBe('invalid');
  });

  test('names gaps, recordings, and averages that are no numbers', async () => {
    const odd = changed(files, {
      'input_data/train/images/4/000003.jpg': undefined,
      'rerun/evaluation_epoch_0030.rrd': 'RRF2',
      'rerun/other.rrd': 'RRF2',
      [`${E30}/nvs/metrics/novel_view_results.txt`]: 'psnr: nan\n',
    });
    const summary = await inspectExperiment(new MemorySource(odd));
    expect(summary.cameras[0]!.train).toMatchObject({ count: 5, missing: [3] });
    expect(summary.recordings).toEqual([
      { path: 'rerun/evaluation_epoch_0030.rrd', recording: { kind: 'evaluation', epoch: 30 }, bytes: 4 },
      { path: 'rerun/other.rrd', recording: null, bytes: 4 },
    ]);
    expect(summary.epochs[2]!.metrics.nvs).toEqual({ psnr: null });
  });
});

describe('summariseFrames', () => {
  test.each([
    [[], undefined],
    [[7], { count: 1, first: 7, last: 7, step: 1, missing: [] }],
    [[1, 2, 4, 5], { count: 4, first: 1, last: 5, step: 1, missing: [3] }],
    [[1, 6, 16, 21], { count: 4, first: 1, last: 21, step: 5, missing: [11] }],
  ])('%j', (frames, expected) => {
    expect(summariseFrames(frames)).toEqual(expected);
  });
  test('a stray frame number does not make an endless list', () => {
    expect(summariseFrames([1, 2, 999_999_999])!.missing).toEqual([]);
  });
});
