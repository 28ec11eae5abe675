import { parseEntityPath } from '@outlay/schema/names';
import { describe, expect, it } from 'vitest';
import type { FrameStep } from '../../../src/exporters/steps/step.ts';
import { contentLines } from '../../../src/exporters/text/contents.ts';
import { depthRange } from '../../../src/exporters/write/depth-range.ts';

const step = (kind: 'images' | 'meshes', entity: string, frames: readonly number[]) =>
  ({ kind, address: parseEntityPath(entity), entity, frames, series: { path: 'p', frames } }) as unknown as FrameStep;

describe('contentLines', () => {
  it('says each kind of thing once, whose it is, and that some have fewer frames', () => {
    const lines = contentLines([
      step('images', '/input_data/train/all_cameras/cam_4/images', [1, 2, 3]),
      step('images', '/input_data/train/all_cameras/cam_100/images', [1]),
      step('images', '/input_data/test/all_cameras/cam_4/images', [2]),
      step('meshes', '/evaluation/epoch_0030/pose_smpl/pred/root_aligned/person_00', [1, 3]),
      step('meshes', '/evaluation/epoch_0030/pose_smpl/pred/root_aligned/person_01', [1, 3]),
    ]);
    expect(lines).toEqual([
      'pictures `train/all_cameras/cam_*/images` 4, 100: frames 1-3, some 1',
      'pictures `test/all_cameras/cam_*/images` 4: frame 2',
      'meshes `pose_smpl/pred/root_aligned/person_*` 0, 1: frames 1-3 (2 of 3)',
    ]);
  });
});

describe('depthRange', () => {
  const map = (...metres: number[]) => ({ width: metres.length, height: 1, metres: Float32Array.from(metres) });

  it('reaches to the half metre beyond nearly all that is known', () => {
    const wall = map(...Array.from({ length: 10_000 }, (_, i) => (i % 2 ? 4.2 : 0)));
    expect(depthRange(wall)).toEqual([0, 4.5]);
    wall.metres[61] = 60;
    expect(depthRange(wall)).toEqual([0, 4.5]);
  });

  it('is that of a room where nothing is known, and a metre at least', () => {
    expect(depthRange(map(0, 0))).toEqual([0, 8]);
    expect(depthRange(map(0.01))).toEqual([0, 1]);
  });
});
