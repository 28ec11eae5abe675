import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Series } from '@outlay/schema/port';
import { writeTinyExperiment } from '@outlay-internal/sample';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { because } from '../../../../vitest.shared.ts';
import { type FileSource, MemorySource, openExperiment } from '../../src/index.ts';
import { NodeFileSource } from '../../src/node/index.ts';
import { changed, type Files, tinyFiles } from '../tiny-files.ts';
import { allSeries, collect } from './series-of.ts';

// A busy machine is no failure.
vi.setConfig({ testTimeout: 60_000 });

let files: Files;
beforeAll(async () => {
  files = await tinyFiles();
}, 60_000);

const open = (changes: Parameters<typeof changed>[1] = {}, base = files) =>
  openExperiment(new MemorySource(changed(base, changes)));

describe('a sound experiment', () => {
  it('says how many files it has found while it is opened', async () => {
    const counts: number[] = [];
    await openExperiment(new MemorySource(files), { onFiles: (count) => counts.push(count) });
    expect(counts).toEqual([...counts].sort((a, b) => a - b));
    expect(counts.at(-1)).toBe(files.size);
  });

  it('is opened whole', async () => {
    const experiment = await open();
    expect(experiment.problems).toEqual([]);
    expect(experiment.evaluations.map(({ epoch, listed, tasks }) => ({ epoch, listed, tasks }))).toEqual(
      [0, 15, 30].map((epoch) => ({ epoch, listed: true, tasks: ['nvs', 'pose_smplx', 'pose_smpl'] })),
    );
    expect(experiment.train!.cameras.map(({ camera, kind, maskPersons }) => [camera, kind, maskPersons])).toEqual([
      [4, 'source', [0, 1]],
      [100, 'virtual', []],
      [101, 'virtual', []],
    ]);
    expect(experiment.test!.cameras.map(({ camera, kind }) => [camera, kind])).toEqual([
      [4, 'source'],
      [16, 'evaluation'],
      [28, 'evaluation'],
    ]);
    expect(experiment.nvGeneration.map(({ camera }) => camera)).toEqual([100, 101]);
    expect(experiment.train!.cameras[1]!.images!.frames).toEqual([1, 6]);
    const pose = experiment.evaluations[2]!.pose.pose_smplx!;
    expect(pose.meshes('pred', 'world_aligned').map(({ person }) => person)).toEqual([0, 1]);
    expect(pose.meshes('pred', 'world_aligned')).toBe(pose.meshes('pred', 'world_aligned'));
    expect(pose.sourceView).toMatchObject({ camera: 4 });
    expect(experiment.evaluations[2]!.pose.pose_smpl!.sourceView).toBeUndefined();
  });

  it('gives every value once, in frame order, in any batch size', async () => {
    const experiment = await open();
    const all = allSeries(experiment);
    expect(all.length).toBeGreaterThan(50);
    for (const series of all) {
      expect(series.frames.length).toBeGreaterThan(0);
      for (const options of [{}, { batchBytes: 1 }, { reuse: true, batchBytes: 5_000 }]) {
        const items = await collect(series, options);
        expect(items.map(({ frame }) => frame)).toEqual(series.frames);
        expect(items.filter(({ problem }) => problem)).toEqual([]);
        expect(items.every(({ path }) => files.has(path))).toBe(true);
      }
    }
  });

  it('reads only the frames asked for', async () => {
    const { test } = await open();
    for (const series of [test!.cameras[0]!.images!, test!.cameras[0]!.masks!] as readonly Series<unknown>[])
      expect((await collect(series, { frames: [2, 5, 99] })).map(({ frame }) => frame)).toEqual([2, 5]);
    expect(await collect(test!.cameras[0]!.images!, { frames: [] })).toEqual([]);
  });

  it('passes pictures through as they are', async () => {
    const { test } = await open();
    const pictures = await collect(test!.cameras[0]!.images!);
    expect(pictures.length).toBeGreaterThan(0);
    for (const { value, path } of pictures) {
      expect(Buffer.compare(value!.bytes, files.get(path)!)).toBe(0);
      expect(value).toMatchObject({ mediaType: 'image/jpeg', width: 48, height: 64 });
    }
  });

  it('keeps one array of triangles per person', async () => {
    const { evaluations } = await open();
    const items = await collect(evaluations[0]!.pose.pose_smplx!.meshes('pred', 'root_aligned')[0]!.meshes);
    expect(new Set(items.map(({ value }) => value!.triangles)).size).toBe(1);
    expect(new Set(items.map(({ value }) => value!.positions)).size).toBe(6);
  });

  it('reads the metrics', async () => {
    const { evaluations } = await open();
    const nvs = await evaluations[2]!.nvs!.metrics();
    expect(nvs.problems).toEqual([]);
    expect(Object.keys(nvs.overall!)).toEqual(['psnr', 'ssim', 'lpips']);
    expect(nvs.perFrame!.frames).toHaveLength(18);
    expect(nvs.perCamera!.cameras).toEqual([4, 16, 28]);
    const pose = await evaluations[2]!.pose.pose_smplx!.metrics();
    expect(pose.problems).toEqual([]);
    expect(pose.perFrame!.metrics).toContain('rr_mpjpe_mm');
    expect(pose.perCamera).toBeUndefined();
  });

  it('opens the same from disk, read ahead or not, and from memory', async () => {
    const shape = async (source: FileSource) => {
      const experiment = await openExperiment(source);
      const series = allSeries(experiment).map(({ path, frames }) => ({ path, frames }));
      const prints = experiment.evaluations.map(({ epoch }) => experiment.fingerprint({ evaluation: epoch }));
      return { series, prints, input: experiment.fingerprint('input_data'), problems: experiment.problems };
    };
    const root = mkdtempSync(join(tmpdir(), 'outlay-open-'));
    try {
      const { directory } = await writeTinyExperiment(root);
      const memory = await shape(new MemorySource(files));
      expect(await shape(new NodeFileSource(directory))).toEqual(memory);
      expect(await shape(new NodeFileSource(directory, { readAhead: 4 }))).toEqual(memory);
    } finally {
      rmSync(root, { recursive: true });
    }
  }, 60_000);
});

const SHARED = process.env.OUTLAY_SHARED ?? resolve(import.meta.dirname, '../../../../../shared');
const PYTHON_SAMPLE = join(SHARED, 'samples/demo_pair01_run/v001_python_sample');

const NO_SAMPLE = existsSync(PYTHON_SAMPLE)
  ? undefined
  : 'the sample of the Python writers is not at ../shared: set OUTLAY_SHARED';

describe.skipIf(NO_SAMPLE !== undefined)(`the sample of the Python writers${because(NO_SAMPLE)}`, () => {
  it('is read to the last value', async () => {
    const experiment = await openExperiment(new NodeFileSource(PYTHON_SAMPLE));
    expect(experiment.problems).toEqual([]);
    expect(experiment.evaluations.map(({ epoch }) => epoch)).toEqual([0, 15, 30]);
    const series = allSeries(experiment);
    expect(series.length).toBeGreaterThan(100);
    for (const one of series) {
      const items = await collect(one);
      expect(items.map(({ frame }) => frame)).toEqual(one.frames);
      expect(items.filter(({ problem }) => problem)).toEqual([]);
    }
    for (const { nvs, pose } of experiment.evaluations) {
      expect((await nvs!.metrics()).problems).toEqual([]);
      for (const task of Object.values(pose)) expect((await task.metrics()).problems).toEqual([]);
    }
  });
});
