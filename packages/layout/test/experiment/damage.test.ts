import type { Experiment, Series } from '@outlay/schema/port';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { MemorySource, openExperiment } from '../../src/index.ts';
import { changed, type Files, tinyFiles } from '../tiny-files.ts';
import { collect } from './series-of.ts';

// A busy machine is no failure.
vi.setConfig({ testTimeout: 60_000 });

let files: Files;
beforeAll(async () => {
  files = await tinyFiles();
}, 60_000);

const open = (changes: Parameters<typeof changed>[1] = {}, base = files) =>
  openExperiment(new MemorySource(changed(base, changes)));

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
