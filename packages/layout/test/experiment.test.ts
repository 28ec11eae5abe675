import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Experiment, Item, ReadOptions, Series } from '@outlay/schema/port';
import { writeTinyExperiment } from '@outlay-internal/sample';
import { beforeAll, describe, expect, it } from 'vitest';
import { diagnosticsOf, type FileSource, MemorySource, openExperiment } from '../src/index.ts';
import { NodeFileSource } from '../src/node/index.ts';
import { changed, type Files, renamed, tinyFiles } from './tiny-files.ts';

let files: Files;
beforeAll(async () => {
  files = await tinyFiles();
}, 60_000);

const open = (changes: Parameters<typeof changed>[1] = {}, base = files) =>
  openExperiment(new MemorySource(changed(base, changes)));

async function collect<T>(series: Series<T> | undefined, options?: ReadOptions): Promise<readonly Item<T>[]> {
  const items: Item<T>[] = [];
  for await (const batch of series!.read(options)) items.push(...batch);
  return items;
}

const names = (experiment: Experiment): readonly string[] =>
  experiment.problems.map(({ name, path }) => `${name} ${path}`);
const allSeries = (experiment: Experiment): readonly Series<unknown>[] =>
  [
    ...[experiment.train, experiment.test].flatMap((split) => [
      ...(split?.cameras ?? []).flatMap(({ images, masks, depths, cameras }) => [images, masks, depths, cameras]),
      ...Object.values(split?.bodies ?? {}),
    ]),
    ...experiment.nvGeneration.flatMap(({ triplets, masks, depths }) => [triplets, masks, depths]),
    ...experiment.evaluations.flatMap(({ nvs, pose }) => [
      ...(nvs?.cameras ?? []).flatMap((camera) => Object.values(camera).filter((value) => typeof value === 'object')),
      ...Object.values(pose).flatMap((task) => [
        ...(['pred', 'gt_inputs'] as const).flatMap((role) =>
          (['world_aligned', 'root_aligned'] as const).flatMap((space) =>
            task.meshes(role, space).map(({ meshes }) => meshes),
          ),
        ),
        ...Object.values(task.parameters),
        task.sourceView?.images,
        task.sourceView?.cameras,
        task.sourceView?.backgroundDepths,
        task.splats,
      ]),
    ]),
  ].filter((series): series is Series<unknown> => series !== undefined) as readonly Series<unknown>[];

describe('a sound experiment', () => {
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
    for (const series of allSeries(experiment)) {
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
    for (const { value, path } of await collect(test!.cameras[0]!.images!)) {
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
    expect(names(experiment)).toEqual([
      'frame-named-twice input_data/test/images/4/2.jpg',
      'frame-named-twice input_data/test/images/4/000002.png',
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

describe('damaged files', () => {
  const cut = (path: string, share = 0.6): Record<string, Uint8Array> => {
    const bytes = files.get(path)!;
    return { [path]: bytes.subarray(0, Math.floor(bytes.length * share)) };
  };
  const MESHES = 'evaluation/epoch_0030/pose_smplx/pred/world_aligned/posed_smplx_meshes_per_frame/00';
  const CASES: readonly (readonly [string, (experiment: Experiment) => Series<unknown> | undefined])[] = [
    ['input_data/test/images/4/000003.jpg', ({ test }) => test!.cameras[0]!.images],
    ['input_data/test/seg/img_seg_mask/4/1/000003.png', ({ test }) => test!.cameras[0]!.masks],
    ['input_data/test/all_cameras/4/000003.npz', ({ test }) => test!.cameras[0]!.cameras],
    ['input_data/test/smplx/000003.npz', ({ test }) => test!.bodies.smplx],
    ['input_data/train/depths/4/000003.npy', ({ train }) => train!.cameras[0]!.depths],
    [
      `${MESHES}/000003.obj`,
      ({ evaluations }) => evaluations[2]!.pose.pose_smplx!.meshes('pred', 'world_aligned')[0]!.meshes,
    ],
    [
      'evaluation/epoch_0030/pose_smplx/viz/posed_3dgs_per_frame/000003.pt',
      ({ evaluations }) => evaluations[2]!.pose.pose_smplx!.splats,
    ],
  ];

  it.each(CASES)('%s cut off: that frame only', async (path, series) => {
    const items = await collect(series(await open(cut(path))));
    expect(items.map(({ frame }) => frame)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(items.filter(({ problem }) => problem)).toMatchObject([
      {
        frame: 3,
        path,
        problem: { path, severity: 'error', code: expect.stringMatching(/^OUT400\d$/), fix: expect.any(String) },
      },
    ]);
  });

  it.each(CASES)('%s empty', async (path, series) => {
    const items = await collect(series(await open({ [path]: new Uint8Array(0) })));
    const name = path.endsWith('.obj') ? 'person-has-no-mesh' : 'file-empty';
    const severity = path.endsWith('.obj') ? 'info' : 'error';
    expect(items.filter(({ problem }) => problem)).toMatchObject([{ frame: 3, problem: { name, severity } }]);
  });

  it('a mask of another size is told with both sizes', async () => {
    const { test } = await open({
      'input_data/test/seg/img_seg_mask/4/1/000003.png': files.get(
        'input_data/train/misc/nv_generation/est_images_debug/100/000001.png',
      )!,
    });
    const [item] = (await collect(test!.cameras[0]!.masks)).filter(({ problem }) => problem);
    expect(item!.problem).toMatchObject({ name: 'content-unexpected', expected: expect.stringContaining('48×64') });
  });

  it('metric files: what can be read is read', async () => {
    const at = 'evaluation/epoch_0030/nvs/metrics';
    const { evaluations } = await open({
      [`${at}/novel_view_results.txt`]: 'psnr: 18.5\nssim: nan\nnonsense\n',
      [`${at}/metrics_all_cams_per_frame.csv`]: 'camera_id,frame_id,psnr,ssim,lpips\n4,1,20,,0.1\n4,2,x',
      [`${at}/metrics_avg_per_camera.csv`]: '',
    });
    const metrics = await evaluations[2]!.nvs!.metrics();
    expect(metrics.overall).toEqual({ psnr: 18.5, ssim: Number.NaN });
    expect(metrics.perFrame).toMatchObject({ frames: [1, 2], cameras: [4, 4] });
    expect([...metrics.perFrame!.values.psnr!]).toEqual([20, Number.NaN]);
    expect(metrics.perCamera).toBeUndefined();
    expect(new Set(metrics.problems.map(({ path }) => path)).size).toBe(3);
  });

  it('depth that is none becomes unknown', async () => {
    const path = 'input_data/train/depths/4/000003.npy';
    const bytes = files.get(path)!.slice();
    const values = new Float32Array(bytes.buffer, bytes.length - 48 * 64 * 4);
    values.set([Number.NaN, Number.POSITIVE_INFINITY, -1, 2.5]);
    const { train } = await open({ [path]: bytes });
    const { value } = (await collect(train!.cameras[0]!.depths))[2]!;
    expect([...value!.metres.subarray(0, 4)]).toEqual([0, 0, 0, 2.5]);
  });
});

describe('splats', () => {
  it('of persons are joined where there is no file of all', async () => {
    const at = 'evaluation/epoch_0030/pose_smplx/viz/posed_3dgs_per_frame';
    const whole = (await collect((await open()).evaluations[2]!.pose.pose_smplx!.splats))[2]!.value!;
    const { evaluations } = await open({ [`${at}/000003.pt`]: undefined });
    const items = await collect(evaluations[2]!.pose.pose_smplx!.splats);
    expect(items.map(({ frame }) => frame)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(items[2]!.value).toEqual(whole);
  });
});

describe('what is no experiment', () => {
  const codeOf = (tree: Record<string, string>) => openExperiment(new MemorySource(tree)).catch((error) => error);
  it('says what it looks like', async () => {
    expect(await codeOf({})).toMatchObject({ code: 'NOT_AN_EXPERIMENT', message: expect.stringContaining('empty') });
    expect(await codeOf({ 'notes.txt': '' })).toMatchObject({ code: 'NOT_AN_EXPERIMENT' });
    expect(await codeOf({ 'debug/x.png': '' })).toMatchObject({ message: expect.stringContaining('from before v1') });
    for (const flat of [
      'evaluation/epoch_0030/4/render_vs_gt/000001.png',
      'evaluation/epoch_0030/posed_3dgs_per_frame/1.pt',
    ])
      expect(await codeOf({ [flat]: '' })).toMatchObject({ message: expect.stringContaining('from before v1') });
    expect(await codeOf({ 'epoch_0030/smplx/000001.npz': '' })).toMatchObject({
      message: expect.stringContaining('from before v1'),
    });
    expect(await codeOf({ 'evaluation/epoch_0030/nvs/metrics/novel_view_results.txt': '' })).toMatchObject({
      message: expect.stringContaining('manifest.json is missing'),
    });
    expect(await codeOf({ 'scene_b/v1/manifest.json': '{}', 'scene_a/v1/manifest.json': '{}' })).toMatchObject({
      code: 'NOT_AN_EXPERIMENT',
      looks: { like: 'results', experiments: ['scene_a/v1', 'scene_b/v1'] },
      message: expect.stringContaining('2 experiments'),
    });
  });

  it('names everything wrong with a manifest', async () => {
    expect(await codeOf({ 'manifest.json': '' })).toMatchObject({ code: 'MANIFEST_INVALID' });
    expect(await codeOf({ 'manifest.json': '{"output_layout_version":"v1","tasks":["nvx"]}' })).toMatchObject({
      code: 'MANIFEST_INVALID',
      path: 'manifest.json',
      problems: expect.arrayContaining([
        expect.objectContaining({ at: 'exp_name', kind: 'missing-key' }),
        expect.objectContaining({ at: 'tasks[0]', received: '"nvx"' }),
      ]),
    });
    expect(await codeOf({ 'manifest.json': '{"output_layout_version":"v2"}' })).toMatchObject({
      code: 'VERSION_UNSUPPORTED',
      version: '"v2"',
    });
  });

  it('tells the same as findings', async () => {
    const told = async (tree: Record<string, string>) =>
      diagnosticsOf(await codeOf(tree)).map(({ code, severity, path, fix }) => {
        expect([severity, typeof fix]).toEqual(['error', 'string']);
        return `${code} ${path}`;
      });
    expect(await told({ 'notes.txt': '' })).toEqual(['OUT1001 ']);
    expect(await told({ 'a/b/manifest.json': '' })).toEqual(['OUT1001 ']);
    expect(await told({ 'debug/x.png': '' })).toEqual(['OUT1002 debug']);
    expect(await told({ 'epoch_0030/smplx/1.npz': '' })).toEqual(['OUT1002 ']);
    expect(await told({ 'evaluation/epoch_0030/nvs/pred/': '' })).toEqual(['OUT2001 manifest.json']);
    expect(await told({ 'manifest.json': '{' })).toEqual(['OUT2002 manifest.json']);
    expect(await told({ 'manifest.json': '{"output_layout_version":"v2"}' })).toEqual(['OUT2003 manifest.json']);
    const keys = { output_layout_version: 'v1', exp_nam: 'x', scene_name: 's', tasks: ['nvx'], eval_epochs: [] };
    expect((await told({ 'manifest.json': JSON.stringify(keys) })).sort()).toEqual([
      'OUT2004 manifest.json',
      'OUT2005 manifest.json',
    ]);
    expect(diagnosticsOf(await codeOf({ 'manifest.json': JSON.stringify(keys) }))[0]).toMatchObject({
      fix: expect.stringContaining('exp_nam'),
    });
  });
});

describe('fingerprint', () => {
  it('follows names and sizes of its own part', async () => {
    const plain = await open();
    const input = plain.fingerprint('input_data');
    const evaluation = plain.fingerprint({ evaluation: 30 });
    expect(input).toMatch(/^[0-9a-f]{32}$/);
    expect(new Set([input, evaluation, plain.fingerprint({ evaluation: 15 })]).size).toBe(3);
    const picture = 'input_data/test/images/4/000003.jpg';
    const longer = await open({ [picture]: new Uint8Array(files.get(picture)!.length + 1) });
    expect([longer.fingerprint('input_data') === input, longer.fingerprint({ evaluation: 30 }) === evaluation]).toEqual(
      [false, true],
    );
    const fewer = await open({ 'input_data/test/all_cameras/16/000003.npz': undefined });
    expect([fewer.fingerprint('input_data') === input, fewer.fingerprint({ evaluation: 30 }) === evaluation]).toEqual([
      false,
      false,
    ]);
    const manifest = JSON.parse(new TextDecoder().decode(files.get('manifest.json')));
    const later = await open({
      'manifest.json': JSON.stringify({ ...manifest, eval_epochs: [...manifest.eval_epochs, 'epoch_0045'] }),
    });
    expect([later.fingerprint('input_data'), later.fingerprint({ evaluation: 30 })]).toEqual([input, evaluation]);
  });
});

const SHARED = process.env.OUTLAY_SHARED ?? resolve(import.meta.dirname, '../../../../shared');
const PYTHON_SAMPLE = join(SHARED, 'samples/demo_pair01_run/v001_python_sample');

describe.skipIf(!existsSync(PYTHON_SAMPLE))(`the sample of the Python writers (${PYTHON_SAMPLE})`, () => {
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
