import { describe, expect, it } from 'vitest';
import { addEpoch, ManifestError, manifestSchema, mergeManifest } from '../src/index.ts';

const base = manifestSchema().parse({
  output_layout_version: 'v1',
  exp_name: 'a',
  scene_name: 's',
  tasks: ['pose_smplx'],
  eval_epochs: ['epoch_0000', 'epoch_0030'],
  notes: 'by hand',
  protocol: 7,
});

describe('addEpoch', () => {
  it('keeps order by number and everything else', () => {
    expect(addEpoch(base, 15)).toEqual({ ...base, eval_epochs: ['epoch_0000', 'epoch_0015', 'epoch_0030'] });
    expect(addEpoch(base, 30)).toEqual(base);
  });
});

describe('mergeManifest', () => {
  const next = manifestSchema().parse({
    output_layout_version: 'v1',
    exp_name: 'a',
    scene_name: 's',
    tasks: ['nvs'],
    eval_epochs: ['epoch_0045'],
    source_camera_id: 4,
  });
  it('loses no key, task or epoch of either', () => {
    expect(mergeManifest(base, next)).toEqual({
      ...base,
      source_camera_id: 4,
      tasks: ['nvs', 'pose_smplx'],
      eval_epochs: ['epoch_0000', 'epoch_0030', 'epoch_0045'],
    });
  });
  it('refuses to mix two experiments', () => {
    expect(() => mergeManifest(base, { ...next, scene_name: 'other' })).toThrow(ManifestError);
  });
});
