import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  formatManifest,
  layoutVersionAdvice,
  listedEpochs,
  ManifestError,
  manifestJsonSchema,
  manifestSchema,
  misspeltKeys,
  parseManifest,
  safeParseManifest,
} from '../src/index.ts';

const minimal = {
  output_layout_version: 'v1',
  exp_name: 'v104',
  scene_name: 'hi4d_pair15_fight',
  tasks: ['nvs', 'pose_smplx'],
  eval_epochs: ['epoch_0000', 'epoch_0015'],
};
const problems = (value: unknown) => {
  const result = safeParseManifest(typeof value === 'string' ? value : JSON.stringify(value));
  return result.ok ? [] : result.problems;
};

it('finds wrong what the Python module finds wrong', () => {
  const { manifests } = JSON.parse(readFileSync(new URL('vectors.json', import.meta.url), 'utf8'));
  expect(manifests.length).toBeGreaterThan(5);
  for (const [manifest, places] of manifests)
    expect([
      manifest,
      problems(manifest)
        .map(({ at }) => at)
        .sort(),
    ]).toEqual([manifest, [...places].sort()]);
});

describe('parseManifest', () => {
  it('keeps unknown keys, through formatting too', () => {
    const manifest = parseManifest(JSON.stringify({ ...minimal, protocol: { seed: 1 } }));
    expect(parseManifest(formatManifest(manifest))).toEqual({ ...minimal, protocol: { seed: 1 } });
  });

  it('formats keys in the order of the trainers, two spaces, final newline', () => {
    const text = formatManifest(manifestSchema().parse({ zzz: 1, nvs_cameras: [4], ...minimal, source_camera_id: 4 }));
    expect(Object.keys(JSON.parse(text))).toEqual([
      'output_layout_version',
      'exp_name',
      'scene_name',
      'tasks',
      'eval_epochs',
      'source_camera_id',
      'nvs_cameras',
      'zzz',
    ]);
    expect(text.startsWith('{\n  "output')).toBe(true);
    expect(text.endsWith('}\n')).toBe(true);
  });

  it('names every problem with its place, what was expected and what was found', () => {
    expect(
      problems({ ...minimal, tasks: ['nvs', 'pose'], eval_epochs: ['30'], exp_name: undefined, source_camera_id: -1 }),
    ).toEqual([
      {
        kind: 'missing-key',
        at: 'exp_name',
        expected: 'a value of type string',
        received: 'nothing (the key is missing)',
      },
      { kind: 'bad-value', at: 'tasks[1]', expected: 'one of "nvs", "pose_smplx", "pose_smpl"', received: '"pose"' },
      { kind: 'bad-value', at: 'eval_epochs[0]', expected: 'a name such as "epoch_0030"', received: '"30"' },
      { kind: 'bad-value', at: 'source_camera_id', expected: 'a number of at least 0', received: '-1' },
    ]);
  });

  it('tells an unknown version from a bad value', () => {
    expect(problems({ ...minimal, output_layout_version: 'v2' })).toEqual([
      { kind: 'version', at: 'output_layout_version', expected: '"v1"', received: '"v2"' },
    ]);
  });

  it('says which release reads another version', () => {
    expect(layoutVersionAdvice('"v2"')).toMatch(/^Layout v2 is read by a newer release .*@outlay\/cli@latest/);
    for (const meant of ['1', '"1"', '"V1"', '"v1.0"', '" v1 "'])
      expect(layoutVersionAdvice(meant)).toBe('Write "v1".');
    for (const other of ['"v0"', '"final"', 'null', '{}'])
      expect(layoutVersionAdvice(other)).toContain('set output_layout_version to "v1"');
    expect(() => parseManifest(JSON.stringify({ ...minimal, output_layout_version: 'v3' }))).toThrow(
      expect.objectContaining({ hint: layoutVersionAdvice('"v3"') }),
    );
  });

  it('names what was probably meant', () => {
    const { exp_name, ...nameless } = minimal;
    expect(problems({ ...nameless, exp_nam: exp_name })).toMatchObject([{ at: 'exp_name', nearMiss: 'exp_nam' }]);
    expect(problems({ ...minimal, tasks: ['nvs', 'pose_smlpx'] })).toMatchObject([{ nearMiss: 'pose_smplx' }]);
    const manifest = parseManifest(JSON.stringify({ ...minimal, nvs_camera: [4], source_camera_id: 4, seed: 1 }));
    expect(misspeltKeys(manifest)).toEqual([{ key: 'nvs_camera', meant: 'nvs_cameras' }]);
  });

  it('refuses what is no JSON object, and deep nesting before parsing it', () => {
    expect(problems('')[0]).toMatchObject({ kind: 'not-json', received: 'an empty file' });
    expect(problems('{"a": ')[0]).toMatchObject({ kind: 'not-json' });
    expect(problems('[]')[0]).toMatchObject({ kind: 'not-an-object', received: '[]' });
    expect(problems('['.repeat(500_000))[0]).toMatchObject({ kind: 'not-json', received: 'deeper nesting' });
    expect(() => parseManifest('x')).toThrow(ManifestError);
  });

  it('reads past a byte order mark and past brackets inside strings', () => {
    expect(parseManifest(`\ufeff${JSON.stringify({ ...minimal, notes: '[[[['.repeat(40) })}`).exp_name).toBe('v104');
  });
});

it('lists epochs as numbers, ascending, once', () => {
  expect(
    listedEpochs(manifestSchema().parse({ ...minimal, eval_epochs: ['epoch_0030', 'epoch_0000', 'epoch_30'] })),
  ).toEqual([0, 30]);
});

it('gives a JSON Schema with the required keys', () => {
  expect(manifestJsonSchema()).toMatchObject({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    required: ['output_layout_version', 'exp_name', 'scene_name', 'tasks', 'eval_epochs'],
  });
});
