import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import {
  ENTITY_PATHS,
  entityPath,
  entityPathOf,
  entityPatternOf,
  GAUSSIAN_FORMS,
  GENERATION_FOLDERS,
  METRIC_LEVELS,
  NVS_VIZ_PARTS,
  parseEntityPath,
  SOURCE_VIEW_PARTS,
  SPACES,
  SPLITS,
  TASKS,
  TRAINING_PARTS,
} from '../src/index.ts';

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

  test.prop([split, fc.constantFrom('smplx' as const, 'smpl' as const), id])(
    'skeletons parse back',
    (s, body, person) => {
      const at = { root: 'input_data', split: s, body, skeleton: true };
      expect(parseEntityPath(entityPath.inputSkeleton(s, body))).toEqual(at);
      expect(parseEntityPath(entityPath.inputSkeleton(s, body, person))).toEqual({ ...at, person });
      expect(parseEntityPath(`${entityPath.inputSkeleton(s, body, person)}/x`)).toBeUndefined();
    },
  );

  test.prop([id, id])('pose states of view generation parse back', (poseState, person) => {
    const at = { root: 'input_data', split: 'train', poseState };
    expect(parseEntityPath(entityPath.poseState(poseState))).toEqual(at);
    expect(parseEntityPath(entityPath.poseState(poseState, person))).toEqual({ ...at, person });
    expect(parseEntityPath(entityPath.poseStateSummary(poseState))).toEqual({ ...at, summary: true });
    expect(parseEntityPath(`${entityPath.poseState(poseState, person)}/x`)).toBeUndefined();
  });

  test.prop([fc.constantFrom(...TRAINING_PARTS), id])('training diagnostics parse back', (part, sample) => {
    const root = 'training_artifacts';
    expect(parseEntityPath(entityPath.training())).toEqual({ root });
    expect(parseEntityPath(entityPath.trainingSummary())).toEqual({ root, summary: true });
    expect(parseEntityPath(entityPath.training(part))).toEqual({ root, part });
    expect(parseEntityPath(entityPath.training(part, sample))).toEqual({ root, part, sample });
    expect(parseEntityPath(`${entityPath.training(part)}/sample_0`)).toBeUndefined();
    expect(parseEntityPath(`${entityPath.training(part, sample)}/x`)).toBeUndefined();
  });

  test.prop([id, id, fc.constantFrom(...NVS_VIZ_PARTS)])(
    'what NVS shows to people parses back',
    (epoch, camera, part) => {
      const at = { root: 'evaluation', epoch, task: 'nvs', role: 'viz', camera };
      expect(parseEntityPath(entityPath.nvsViz(epoch, camera))).toEqual(at);
      expect(parseEntityPath(entityPath.nvsViz(epoch, camera, part))).toEqual({ ...at, part });
      expect(parseEntityPath(`${entityPath.nvsViz(epoch, camera)}/x`)).toBeUndefined();
      expect(parseEntityPath(`${entityPath.nvsCamera(epoch, 'pred', camera)}/${part}`)).toBeUndefined();
    },
  );

  test.prop([id, poseTask])('legends of errors parse back', (epoch, task) => {
    const path = entityPath.errorLegend(epoch, task);
    expect(parseEntityPath(path)).toEqual({ root: 'evaluation', epoch, task, role: 'viz', errorLegend: true });
    expect(parseEntityPath(`${path}/x`)).toBeUndefined();
  });

  test.prop([id, poseTask, fc.constantFrom(...GAUSSIAN_FORMS), id])(
    'Gaussians parse back',
    (epoch, task, gaussians, person) => {
      const at = { root: 'evaluation', epoch, task, role: 'viz', gaussians };
      expect(parseEntityPath(entityPath.gaussians(epoch, task, gaussians))).toEqual(at);
      expect(parseEntityPath(entityPath.gaussians(epoch, task, gaussians, person))).toEqual({ ...at, person });
      expect(parseEntityPath(`${entityPath.gaussians(epoch, task, gaussians, person)}/x`)).toBeUndefined();
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

  test.prop([fc.constantFrom(...GENERATION_FOLDERS), id])('view generation parses back', (generation, camera) => {
    expect(parseEntityPath(entityPath.nvGeneration(generation, camera))).toEqual({
      root: 'input_data',
      split: 'train',
      camera,
      generation,
    });
  });

  test.prop([id, poseTask, id, fc.option(fc.constantFrom(...SOURCE_VIEW_PARTS), { nil: undefined })])(
    'source views parse back',
    (epoch, task, camera, part) => {
      expect(parseEntityPath(entityPath.sourceView(epoch, task, camera, part))).toEqual({
        root: 'evaluation',
        epoch,
        task,
        role: 'viz',
        camera,
        ...(part === undefined ? {} : { part }),
      });
    },
  );

  test.prop([split, id])('trajectories and skipped frames parse back', (s, person) => {
    expect(parseEntityPath(entityPath.inputTrajectory(s, 'smplx', person))).toEqual({
      root: 'input_data',
      split: s,
      body: 'smplx',
      person,
      trajectory: true,
    });
    expect(parseEntityPath(entityPath.skipFrames(s))).toEqual({ root: 'input_data', split: s, skipFrames: true });
  });

  test.prop([id])('summaries parse back', (epoch) => {
    expect(parseEntityPath(entityPath.summary(epoch))).toEqual({ root: 'evaluation', epoch, summary: true });
    expect(parseEntityPath(entityPath.summary())).toEqual({ root: 'input_data', summary: true });
  });

  it('does not claim the paths of others', () => {
    for (const path of [
      '/',
      '/input',
      '/input_data/val',
      '/evaluation/epoch_x',
      '/evaluation/epoch_0030/nvs/pred/4',
      '/world/cam_4',
      '/input_data/summary/more',
      '/input_data/test/misc/nv_generation/est_images_debug/cam_4',
      '/input_data/train/misc/nv_generation/other/cam_4',
      '/input_data/train/smplx/person_00/path',
      '/evaluation/epoch_0030/pose_smplx/viz/all_cameras/cam_4/other',
      '/evaluation/epoch_0030/pose_smplx/viz/cam_4',
    ])
      expect([path, parseEntityPath(path)]).toEqual([path, undefined]);
  });
});

describe('the table of paths', () => {
  const ids: Record<string, string> = {
    run: 'v104-b.2',
    cam: 'cam_4',
    person: 'person_01',
    sample: 'sample_07',
    epoch: 'epoch_0030',
  };
  const words: Record<string, string> = {
    split: 'train',
    body: 'smpl',
    task: 'pose_smpl',
    posetask: 'pose_smplx',
    role: 'viz',
    shown: 'pred',
    pictured: 'viz',
    space: 'root_aligned',
    level: 'overall',
    metric: 'psnr',
    modality: 'seg',
    viewpart: 'masked_depth_maps',
    vizpart: 'video',
    trainingpart: 'label',
    generation: 'est_masks_debug',
    form: 'splats',
    posestate: 'epoch_0016',
  };

  it.each(ENTITY_PATHS.map(({ pattern }) => pattern))('%s is parsed and built again', (pattern) => {
    const path = pattern.replace(/\{(\w+)\}/g, (_, name: string) => (ids[name] ?? words[name])!);
    const address = parseEntityPath(path);
    expect(address).toBeDefined();
    expect(entityPathOf(address!)).toBe(path);
  });

  it('leaves open whose a pattern is', () => {
    const address = parseEntityPath('/evaluation/epoch_0030/nvs/pred/cam_4')!;
    expect(entityPatternOf(address)).toBe('/evaluation/epoch_0030/nvs/pred/cam_*');
  });

  it('puts the paths of an evaluation below each run of a comparison', () => {
    const address = { root: 'evaluation', run: 'v104', epoch: 30, task: 'nvs', role: 'pred', camera: 4 } as const;
    expect(entityPathOf(address)).toBe('/runs/v104/evaluation/epoch_0030/nvs/pred/cam_4');
    expect(parseEntityPath('/runs/v104/evaluation/epoch_0030/nvs/pred/cam_4')).toEqual(address);
    expect(parseEntityPath('/runs/v 104/evaluation/epoch_0030')).toBeUndefined();
    expect(parseEntityPath('/runs/v104/input_data')).toBeUndefined();
    expect(() => entityPathOf({ ...address, run: 'a/b' })).toThrow(RangeError);
  });

  it('refuses parts that make no path', () => {
    const address = { root: 'evaluation', epoch: 30, task: 'nvs', role: 'pred', space: 'world_aligned' } as const;
    expect(() => entityPathOf(address)).toThrow('No entity path of the contract has the parts');
    expect(() => entityPathOf({ root: 'input_data', split: 'train', camera: -1 })).toThrow(RangeError);
  });
});
