import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { because } from '../../../vitest.shared.ts';
import { SampleOptionError, TINY_SAMPLE, writeTinyExperiment } from '../src/index.ts';
import { resolveOptions } from '../src/options.ts';
import { planSample } from '../src/world/plan.ts';
import { filesBelow, NO_PYTHON_SAMPLE, pythonSample } from './shared.ts';

// A busy machine is no failure.
vi.setConfig({ testTimeout: 60_000 });

const root = mkdtempSync(join(tmpdir(), 'outlay-sample-'));
let experiment = '';
beforeAll(async () => {
  experiment = (await writeTinyExperiment(join(root, 'a'))).directory;
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const digest = (folder: string) =>
  filesBelow(folder).map(
    (path) =>
      `${path} ${createHash('sha1')
        .update(readFileSync(join(folder, path)))
        .digest('hex')}`,
  );
const text = (folder: string, path: string) => readFileSync(join(folder, path), 'utf8');
const results = (epoch: string, path: string) =>
  Object.fromEntries(
    text(experiment, `evaluation/${epoch}/${path}`)
      .trim()
      .split('\n')
      .map((line) => [line.split(': ')[0], Number(line.split(': ')[1])] as const),
  );

/** A path with its numbers taken out: the pattern the trainers follow. */
const pattern = (path: string) =>
  path
    .replace(/\d{6}/g, 'FRAME')
    .replace(/epoch_\d{4}/g, 'EPOCH')
    .replace(/cam_?\d+/g, (name) => (name.includes('_') ? 'cam_ID' : 'camID'))
    .replace(/(images|all_cameras|depths|img_seg_mask|est_\w+_debug)\/\d+/g, '$1/ID');

describe('a tiny experiment', () => {
  it('is the same twice, byte for byte', async () => {
    const again = await writeTinyExperiment(join(root, 'b'));
    expect(digest(again.directory)).toEqual(digest(experiment));
    expect(again.files).toBe(filesBelow(experiment).length);
  });

  it('is another one with another seed', async () => {
    const other = await writeTinyExperiment(join(root, 'c'), { seed: 2, only: ['input'], frames: 1 });
    const path = 'input_data/test/smplx/000001.npz';
    expect(readFileSync(join(other.directory, path))).not.toEqual(readFileSync(join(experiment, path)));
  });

  it.skipIf(!pythonSample)(
    `has every kind of path of the Python sample but the videos, and no other${because(NO_PYTHON_SAMPLE)}`,
    () => {
      const theirs = new Set(
        filesBelow(pythonSample!)
          .map(pattern)
          .filter((path) => !path.endsWith('.mp4')),
      );
      expect([...new Set(filesBelow(experiment).map(pattern))].sort()).toEqual([...theirs].sort());
    },
  );

  it('gets better from epoch to epoch', () => {
    const epochs = ['epoch_0000', 'epoch_0015', 'epoch_0030'];
    const series = (path: string, key: string) => epochs.map((epoch) => results(epoch, path)[key]!);
    const falling = (values: number[]) => values.every((v, i) => i === 0 || v < values[i - 1]!);
    expect(falling(series('nvs/metrics/novel_view_results.txt', 'psnr').map((v) => -v))).toBe(true);
    expect(falling(series('nvs/metrics/novel_view_results.txt', 'ssim').map((v) => -v))).toBe(true);
    expect(falling(series('nvs/metrics/novel_view_results.txt', 'lpips'))).toBe(true);
    for (const kind of ['smplx', 'smpl'])
      for (const key of ['rr_mpjpe_mm', 'rr_mve_mm'])
        expect(falling(series(`pose_${kind}/metrics/${kind}_pose_estimation_overall_results.txt`, key))).toBe(true);
  });

  it('averages the novel views without the source camera', () => {
    const rows = text(experiment, 'evaluation/epoch_0030/nvs/metrics/metrics_all_cams_per_frame.csv')
      .trim()
      .split('\n')
      .slice(1);
    const others = rows.map((row) => row.split(',').map(Number)).filter(([camera]) => camera !== 4);
    expect(others).toHaveLength(12);
    const mean = others.reduce((sum, row) => sum + row[2]!, 0) / others.length;
    expect(results('epoch_0030', 'nvs/metrics/novel_view_results.txt').psnr).toBeCloseTo(mean, 3);
  });

  it('has renders of half the size, as wide as their tiles', async () => {
    const size = async (path: string) => {
      const { width, height } = await sharp(join(experiment, path)).metadata();
      return [width, height];
    };
    const nvs = 'evaluation/epoch_0000/nvs';
    expect(await size('input_data/test/images/16/000001.jpg')).toEqual([48, 64]);
    expect(await size(`${nvs}/pred/cam_16/metrics_input/000001.jpg`)).toEqual([24, 32]);
    expect(await size(`${nvs}/inputs/cam_16/metrics_debug_inputs/000001.jpg`)).toEqual([72, 32]);
    expect(await size(`${nvs}/viz/cam_16/render_vs_gt/000001.jpg`)).toEqual([96, 64]);
    expect(await size('input_data/train/misc/nv_generation/est_images_debug/100/000006.png')).toEqual([144, 64]);
  });

  it('shows the people where the cameras say they are', async () => {
    const plan = planSample(resolveOptions(TINY_SAMPLE));
    for (const camera of plan.cameras) {
      const mask = await sharp(join(experiment, `input_data/test/seg/img_seg_mask/${camera.id}/all/000003.png`))
        .extractChannel(0)
        .raw()
        .toBuffer();
      const { rotation: r, translation: t } = camera.pose;
      for (const posture of plan.truth.get(3)!) {
        // Half a metre up from the root joint's rest offset is the chest.
        const [x, y, z] = [posture.trans[0], posture.trans[1] + 0.05, posture.trans[2]];
        const depth = r[6]! * x + r[7]! * y + r[8]! * z + t[2];
        const column = Math.floor((camera.fx * (r[0]! * x + r[1]! * y + r[2]! * z + t[0])) / depth + camera.cx);
        const row = Math.floor((camera.fy * (r[3]! * x + r[4]! * y + r[5]! * z + t[1])) / depth + camera.cy);
        expect(mask[row * 48 + column], `camera ${camera.id}`).toBe(255);
      }
    }
  });
});

describe('options', () => {
  it('leaves frames without persons out of the evaluation only', async () => {
    const { directory } = await writeTinyExperiment(join(root, 'gaps'), { gaps: [2, 5] });
    const files = new Set(filesBelow(directory));
    expect(text(directory, 'input_data/train/skip_frames.csv')).toBe('2, 5');
    expect(files.has('input_data/train/images/4/000002.jpg')).toBe(true);
    expect(files.has('evaluation/epoch_0000/pose_smplx/inputs/smplx/000002.npz')).toBe(false);
    expect(files.has('evaluation/epoch_0000/nvs/pred/cam_4/metrics_input/000002.jpg')).toBe(false);
    expect(readFileSync(join(directory, 'input_data/train/smplx/000002.npz'), 'latin1')).toContain("'shape': (0, 10)");
  });

  it('without ground truth has no nvs and no metrics', async () => {
    const { directory } = await writeTinyExperiment(join(root, 'wild'), { groundTruth: false, persons: 3 });
    const files = filesBelow(directory);
    expect(JSON.parse(text(directory, 'manifest.json')).tasks).toEqual(['pose_smplx']);
    expect(
      files.some((path) => path.includes('/nvs/') || path.includes('metrics/') || path.includes('gt_inputs/')),
    ).toBe(false);
    expect(files).toContain('evaluation/epoch_0030/pose_smplx/viz/posed_3dgs_per_frame/02/000001.pt');
  });

  it('refuses what makes no experiment', () => {
    expect(() => resolveOptions({ cameras: 0 })).toThrow(SampleOptionError);
    expect(() => resolveOptions({ epochs: [15, 0] })).toThrow(/ascending/);
    expect(() => resolveOptions({ only: ['video' as 'nvs'] })).toThrow(/received 'video'/);
  });
});
