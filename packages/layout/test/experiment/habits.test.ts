import { beforeAll, describe, expect, it, vi } from 'vitest';
import { inspectExperiment, MemorySource, openExperiment } from '../../src/index.ts';
import { changed, type Files, renamed, tinyFiles } from '../tiny-files.ts';
import { allSeries, collect, names } from './series-of.ts';

// A busy machine is no failure.
vi.setConfig({ testTimeout: 60_000 });

let files: Files;
beforeAll(async () => {
  files = await tinyFiles();
}, 60_000);

const open = (changes: Parameters<typeof changed>[1] = {}, base = files) =>
  openExperiment(new MemorySource(changed(base, changes)));

describe('what trainers leave', () => {
  it('other names for cameras, frames and persons are read the same', async () => {
    const plain = await open();
    let odd = renamed(files, 'evaluation/epoch_0015/', 'evaluation/epoch_15/');
    odd = renamed(odd, 'input_data/test/images/16/', 'input_data/test/images/cam_016/');
    odd = renamed(odd, 'evaluation/epoch_0030/nvs/pred/cam_4/', 'evaluation/epoch_0030/nvs/pred/4/');
    odd = renamed(odd, 'input_data/train/smplx/000001.npz', 'input_data/train/smplx/1.NPZ');
    const path = 'evaluation/epoch_0030/pose_smplx/pred/world_aligned/posed_smplx_meshes_per_frame';
    odd = renamed(odd, `${path}/01/`, `${path}/1/`);
    const experiment = await openExperiment(new MemorySource(odd));
    expect(experiment.problems).toEqual([]);
    expect(allSeries(experiment).map(({ frames }) => frames)).toEqual(allSeries(plain).map(({ frames }) => frames));
    for (const series of allSeries(experiment))
      expect((await collect(series)).filter(({ problem }) => problem)).toEqual([]);
  });

  it('clutter and strangers are passed over', async () => {
    const experiment = await open({
      '.DS_Store': 'x',
      'input_data/test/images/4/.DS_Store': 'x',
      'input_data/test/images/4/Thumbs.db': 'x',
      'input_data/test/images/4/000009.jpg.tmp': 'x',
      'input_data/test/images/4/notes.txt': 'x',
      'input_data/train/depths/4/4/000001.npy': 'x',
      'debug/old.txt': 'x',
    });
    expect(experiment.problems).toEqual([]);
    expect(experiment.test!.cameras[0]!.images!.frames).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('frames in a format that nothing reads are told, once per folder', async () => {
    let odd = renamed(files, 'input_data/test/images/4/000002.jpg', 'input_data/test/images/4/000002.webp');
    odd = renamed(odd, 'input_data/test/images/4/000003.jpg', 'input_data/test/images/4/000003.webp');
    odd = renamed(odd, 'input_data/train/depths/4/000001.npy', 'input_data/train/depths/4/000001.exr');
    const experiment = await openExperiment(new MemorySource(odd));
    expect(experiment.problems).toMatchObject([
      {
        code: 'OUT1021',
        path: 'input_data/test/images/4',
        message: expect.stringContaining('2 .webp files (frames 2-3)'),
      },
      { code: 'OUT1021', path: 'input_data/train/depths/4', message: expect.stringContaining('1 .exr file (frame 1)') },
    ]);
    expect(experiment.test!.cameras[0]!.images!.frames).toEqual([1, 4, 5, 6]);
  });

  it('a manifest that does not name the source camera: the folders tell, to all readers alike', async () => {
    const manifest = JSON.parse(new TextDecoder().decode(files.get('manifest.json')));
    const { source_camera_id: named, ...unnamed } = manifest;
    const without = changed(files, { 'manifest.json': JSON.stringify(unnamed) });
    const noTrain = changed(without, { 'input_data/train/': undefined });
    const nothing = changed(noTrain, { 'evaluation/': undefined });
    for (const [tree, expected] of [
      [files, named],
      [without, named],
      [noTrain, named],
      [nothing, undefined],
    ] as const) {
      const experiment = await openExperiment(new MemorySource(tree));
      const summary = await inspectExperiment(new MemorySource(tree));
      expect(experiment.sourceCamera).toBe(expected);
      expect(summary.cameras.find(({ kind }) => kind === 'source')?.camera).toBe(expected);
    }
  });

  it('frames need not start at 1, nor follow each other', async () => {
    const experiment = await open(
      {},
      renamed(
        changed(files, { 'input_data/test/images/4/000003.jpg': undefined }),
        'input_data/test/images/4/000001.jpg',
        'input_data/test/images/4/000070.jpg',
      ),
    );
    expect(experiment.test!.cameras[0]!.images!.frames).toEqual([2, 4, 5, 6, 70]);
  });

  it('one of two names for a frame is read, JPEG first, and the other reported', async () => {
    const jpeg = files.get('input_data/test/images/4/000002.jpg')!;
    const experiment = await open({
      'input_data/test/images/4/000002.png': files.get('input_data/test/seg/img_seg_mask/4/all/000002.png')!,
      'input_data/test/images/4/2.jpg': jpeg,
    });
    expect(experiment.test!.cameras[0]!.images!.frames).toEqual([1, 2, 3, 4, 5, 6]);
    const items = await collect(experiment.test!.cameras[0]!.images!);
    expect(items[1]).toMatchObject({ path: 'input_data/test/images/4/000002.jpg' });
    expect(experiment.problems).toMatchObject([
      {
        name: 'frame-named-twice',
        path: 'input_data/test/images/4/2.jpg',
        affects: { count: 2, sample: ['input_data/test/images/4/000002.png'] },
      },
    ]);
  });

  it('one of two names for a folder is read', async () => {
    const jpeg = files.get('input_data/test/images/4/000002.jpg')!;
    const experiment = await open({
      'input_data/test/images/cam_4/000099.jpg': jpeg,
      'evaluation/epoch_000030/nvs/pred/cam_4/metrics_input/000099.jpg': jpeg,
      'evaluation/epoch_30/nvs/metrics/novel_view_results.txt': 'psnr: 1',
    });
    expect(names(experiment)).toEqual([
      'epoch-named-twice evaluation/epoch_000030',
      'epoch-named-twice evaluation/epoch_30',
      'folder-named-twice input_data/test/images/cam_4',
    ]);
    expect(experiment.test!.cameras[0]!.images!.frames).not.toContain(99);
    expect(experiment.evaluations).toHaveLength(3);
    expect(experiment.evaluations[2]!.nvs!.cameras[0]!.pred!.frames).not.toContain(99);
    expect((await experiment.evaluations[2]!.nvs!.metrics()).overall!.ssim).toBeDefined();
  });

  it('epochs that the manifest and the disk disagree about', async () => {
    const manifest = JSON.parse(new TextDecoder().decode(files.get('manifest.json')));
    const experiment = await open({
      'manifest.json': JSON.stringify({
        ...manifest,
        eval_epochs: ['epoch_0000', 'epoch_0005', 'epoch_0030', 'epoch_0045'],
      }),
    });
    expect(experiment.problems.map(({ name, severity, path }) => [name, severity, path])).toEqual([
      ['listed-epoch-missing', 'error', 'evaluation/epoch_0005'],
      ['listed-epoch-pending', 'warning', 'evaluation/epoch_0045'],
      ['epoch-not-listed', 'warning', 'evaluation/epoch_0015'],
    ]);
    expect(experiment.evaluations.map(({ epoch, listed }) => [epoch, listed])).toEqual([
      [0, true],
      [15, false],
      [30, true],
    ]);
  });

  it('a job that has only started, or has no ground truth', async () => {
    const started = await open({ 'evaluation/': undefined, 'input_data/': undefined });
    expect(started).toMatchObject({ evaluations: [], nvGeneration: [] });
    expect(started.train).toBeUndefined();
    expect(started.problems.every(({ name }) => name === 'listed-epoch-pending')).toBe(true);
    const half = await open({ 'evaluation/epoch_0030/': undefined, 'evaluation/epoch_0030/pose_smplx/metrics/': '' });
    expect(half.evaluations[2]).toMatchObject({ epoch: 30, tasks: ['pose_smplx'] });
    expect(await half.evaluations[2]!.pose.pose_smplx!.metrics()).toEqual({ problems: [] });
  });

  it('the source camera is found when the manifest does not name it', async () => {
    const manifest = JSON.parse(new TextDecoder().decode(files.get('manifest.json')));
    const { source_camera_id: _, nvs_cameras: __, ...rest } = manifest;
    const experiment = await open({ 'manifest.json': JSON.stringify(rest) });
    expect(experiment.train!.cameras.map(({ kind }) => kind)).toEqual(['source', 'virtual', 'virtual']);
    expect(experiment.test!.cameras.map(({ kind }) => kind)).toEqual(['source', 'evaluation', 'evaluation']);
  });

  it('skip_frames.csv, blanks after commas included', async () => {
    const { train, problems } = await open({ 'input_data/train/skip_frames.csv': '7, 3, 12\n' });
    expect(train!.skipFrames).toEqual([3, 7, 12]);
    expect(problems).toEqual([]);
    const odd = await open({ 'input_data/train/skip_frames.csv': '7, x' });
    expect(odd.train!.skipFrames).toEqual([7]);
    expect(odd.problems).toHaveLength(1);
  });
});
