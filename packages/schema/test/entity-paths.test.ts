import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { entityPath, METRIC_LEVELS, parseEntityPath, SPACES, SPLITS, TASKS } from '../src/index.ts';

const id = fc.integer({ min: 0, max: 99_999 });
const split = fc.constantFrom(...SPLITS);
const poseTask = fc.constantFrom('pose_smplx' as const, 'pose_smpl' as const);
const role = fc.constantFrom('pred' as const, 'gt_inputs' as const);
const space = fc.constantFrom(...SPACES);

describe('entityPath', () => {
  it('keeps the roots of the specification', () => {
    expect(entityPath.inputData('train')).toBe('/input_data/train');
    expect(entityPath.task(30, 'nvs', 'gt_inputs')).toBe('/evaluation/epoch_0030/nvs/gt_inputs');
    expect(entityPath.metric(30, 'pose_smplx', 'per_frame', 'rr_mpjpe_mm')).toBe(
      '/evaluation/epoch_0030/pose_smplx/metrics/per_frame/rr_mpjpe_mm',
    );
  });

  test.prop([split, id, fc.constantFrom('images' as const, 'seg' as const, 'depths' as const)])(
    'input cameras parse back',
    (s, camera, part) => {
      expect(parseEntityPath(entityPath.inputCamera(s, camera, part))).toEqual({
        root: 'input_data',
        split: s,
        camera,
        part,
      });
    },
  );

  test.prop([split, fc.constantFrom('smplx' as const, 'smpl' as const), id])(
    'input bodies parse back',
    (s, body, person) => {
      expect(parseEntityPath(entityPath.inputBody(s, body, person))).toEqual({
        root: 'input_data',
        split: s,
        body,
        person,
      });
    },
  );

  test.prop([id, poseTask, role, space, id])('posed bodies parse back', (epoch, task, r, sp, person) => {
    expect(parseEntityPath(entityPath.posedBody(epoch, task, r, sp, person))).toEqual({
      root: 'evaluation',
      epoch,
      task,
      role: r,
      space: sp,
      person,
    });
  });

  test.prop([id, fc.constantFrom(...TASKS), fc.constantFrom(...METRIC_LEVELS), fc.option(id, { nil: undefined })])(
    'metrics parse back',
    (epoch, task, level, camera) => {
      const parsed = parseEntityPath(entityPath.metric(epoch, task, level, 'psnr', camera));
      expect(parsed).toEqual({
        root: 'evaluation',
        epoch,
        task,
        role: 'metrics',
        level,
        metric: 'psnr',
        ...(camera === undefined ? {} : { camera }),
      });
    },
  );

  it('does not claim the paths of others', () => {
    for (const path of [
      '/',
      '/input',
      '/input_data/val',
      '/evaluation/epoch_x',
      '/evaluation/epoch_0030/nvs/pred/4',
      '/world/cam_4',
    ])
      expect([path, parseEntityPath(path)]).toEqual([path, undefined]);
  });
});
