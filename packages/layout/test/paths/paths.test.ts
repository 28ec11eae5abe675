import { readFileSync } from 'node:fs';
import { fc, test } from '@fast-check/vitest';
import { type ContractId, FILE_CONTRACTS, type Placeholder, placeholdersOf } from '@outlay/schema';
import { describe, expect, it } from 'vitest';
import { formatPath, type PathIds, parseFolder, parsePath } from '../../src/index.ts';

const id = fc.integer({ min: 0, max: 999_999_999 });
const VALUES: { readonly [key in keyof PathIds]-?: fc.Arbitrary<NonNullable<PathIds[key]>> } = {
  split: fc.constantFrom('train', 'test'),
  epoch: id,
  camera: id,
  frame: id,
  person: id,
  recording: fc.constantFrom('input_data.rrd', 'evaluation_epoch_0030.rrd', '.hidden', 'a b', 'ü.rrd'),
  image: fc.constantFrom('jpg', 'png'),
};
const KEY_OF: { readonly [name in Placeholder]?: keyof PathIds } = {
  split: 'split',
  epoch: 'epoch',
  camera: 'camera',
  cam: 'camera',
  frame: 'frame',
  person: 'person',
  pp: 'person',
  recording: 'recording',
  image: 'image',
};
const anyFile = fc.constantFrom(...FILE_CONTRACTS).chain((contract) => {
  const keys = [...new Set(placeholdersOf(contract.pattern).map((name) => KEY_OF[name]!))];
  const ids = fc.record(Object.fromEntries(keys.map((key) => [key, VALUES[key]]))) as fc.Arbitrary<PathIds>;
  return ids.map((values) => ({ contract, ids: values }));
});

// The Python package is tested with them too.
const vectors = JSON.parse(readFileSync(new URL('../../../schema/test/vectors.json', import.meta.url), 'utf8'));

describe('vectors shared with Python', () => {
  it.each(vectors.canonical as [ContractId, PathIds, string][])('%s %j', (contract, ids, path) => {
    expect(formatPath(contract, ids)).toBe(path);
    expect(parsePath(path)).toMatchObject({ contract: { id: contract }, ids, canonical: true });
  });

  it.each(vectors.lenient as [string, string, PathIds][])('reads %s', (path, contract, ids) => {
    expect(parsePath(path)).toMatchObject({ contract: { id: contract }, ids, canonical: false });
  });

  it.each(vectors.strangers as string[])('does not read %j', (path) => {
    expect(parsePath(path)).toBeUndefined();
  });

  it.each(vectors.refused as [ContractId, PathIds][])('refuses %s %j', (contract, ids) => {
    expect(() => formatPath(contract, ids)).toThrow(RangeError);
  });
});

describe('formatPath and parsePath', () => {
  test.prop([anyFile], { numRuns: 2_000 })('are inverse over the whole contract', ({ contract, ids }) => {
    const path = formatPath(contract.id, ids);
    const parsed = parsePath(path);
    expect(parsed?.contract.id).toBe(contract.id);
    expect(parsed?.ids).toMatchObject(ids);
    expect(parsed).toMatchObject({ canonical: true, canonicalPath: path });
    expect(formatPath(parsed!.contract.id, parsed!.ids)).toBe(path);
  });

  test.prop([fc.string({ unit: 'binary', maxLength: 60 })])('take any text', (path) => {
    const parsed = parsePath(path);
    if (parsed) expect(parsePath(parsed.canonicalPath)).toMatchObject({ canonical: true, ids: parsed.ids });
  });

  it('knows every contract', () => {
    const covered = new Set(FILE_CONTRACTS.flatMap(({ pattern }) => placeholdersOf(pattern)));
    expect([...covered].filter((name) => KEY_OF[name] === undefined)).toEqual([]);
  });

  it.each([
    ['input_data/train/images/cam_4/000001.jpg', 'input_data/train/images/4/000001.jpg'],
    ['input_data/train/images/004/12.JPEG', 'input_data/train/images/4/000012.jpg'],
    ['input_data/test/all_cameras/4/00000012.NPZ', 'input_data/test/all_cameras/4/000012.npz'],
    ['input_data/test/seg/img_seg_mask/4/00/000001.PNG', 'input_data/test/seg/img_seg_mask/4/0/000001.png'],
    [
      'evaluation/epoch_30/nvs/pred/16/metrics_input/7.png',
      'evaluation/epoch_0030/nvs/pred/cam_16/metrics_input/000007.png',
    ],
    [
      'evaluation/epoch_00030/pose_smplx/pred/world_aligned/posed_smplx_meshes_per_frame/1/000001.obj',
      'evaluation/epoch_0030/pose_smplx/pred/world_aligned/posed_smplx_meshes_per_frame/01/000001.obj',
    ],
    [
      'evaluation/epoch_0000/pose_smplx/viz/posed_3dgs_per_frame/person_01/12.pt',
      'evaluation/epoch_0000/pose_smplx/viz/posed_3dgs_per_frame/01/000012.pt',
    ],
    [
      'evaluation/epoch_0030/nvs/viz/cam_4/4_nvs_epoch_30.MP4',
      'evaluation/epoch_0030/nvs/viz/cam_4/cam_4_nvs_epoch_0030.mp4',
    ],
  ])('read %s as what it is', (path, canonicalPath) => {
    expect(parsePath(path)).toMatchObject({ canonical: false, canonicalPath });
  });

  it.each([
    '',
    'evaluation',
    'manifest.JSON2',
    'input_data/train/images/4/notes.txt',
    'input_data/train/images/4/cam_000001.jpg',
    'input_data/valid/images/4/000001.jpg',
    'input_data/train/images/4/1234567890.jpg',
    'evaluation/epoch_0030/nvs/viz/cam_4/cam_16_nvs_epoch_0030.mp4',
    'evaluation/epoch_0030/nvs/viz/cam_4/cam_4_nvs_epoch_0015.mp4',
    'evaluation/epoch_0030/../epoch_0030/nvs/metrics/novel_view_results.txt',
    '/manifest.json',
    'rerun/..',
    'input_data/train/depths/4/4/000001.npy',
  ])('know nothing about %j', (path) => {
    expect(parsePath(path)).toBeUndefined();
  });

  it('say which id is missing or wrong', () => {
    expect(() => formatPath('nvs.pred.image', { epoch: 30, camera: 4, image: 'jpg' })).toThrow(/'frame'/);
    expect(() => formatPath('nvs.pred.image', { epoch: -1, camera: 4, frame: 1, image: 'jpg' })).toThrow(RangeError);
    expect(() => formatPath('rerun', { recording: '../x' })).toThrow(RangeError);
    expect(() => formatPath('no.such' as ContractId, {})).toThrow(RangeError);
  });
});

describe('parseFolder', () => {
  it('knows folders of the layout and those on the way to a file', () => {
    expect(parseFolder('')).toMatchObject({ canonicalPath: '' });
    expect(parseFolder('evaluation/epoch_30')).toMatchObject({
      ids: { epoch: 30 },
      canonicalPath: 'evaluation/epoch_0030',
      contract: { pattern: 'evaluation/{epoch}' },
    });
    expect(parseFolder('input_data/test/seg')).toMatchObject({ ids: { split: 'test' } });
    expect(parseFolder('input_data/train/misc')).toBeDefined();
    expect(parseFolder('input_data/test/misc')).toBeUndefined();
    expect(parseFolder('debug')).toBeUndefined();
  });
});
