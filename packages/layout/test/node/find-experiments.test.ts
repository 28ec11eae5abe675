import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FindExperimentsOptions, findExperiments, nearestExperiment } from '../../src/node/find-experiments.ts';

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'outlay-find-'));
  for (const path of ['b/v2', 'b/v10', 'a/v1', 'group/c/v1', 'b/v2/inner', '.hidden/v1', 'a/empty', '1/2/3/4']) {
    mkdirSync(join(root, path), { recursive: true });
    if (path !== 'a/empty') writeFileSync(join(root, path, 'manifest.json'), '{}');
  }
  symlinkSync(join(root, 'b'), join(root, 'linked'));
  symlinkSync(join(root, 'nowhere'), join(root, 'broken'));
  symlinkSync(root, join(root, 'a', 'circle'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

async function found(options: FindExperimentsOptions = {}, from = root): Promise<readonly string[]> {
  const labels: string[] = [];
  for await (const { label } of findExperiments(from, options)) labels.push(label);
  return labels;
}

describe('findExperiments', () => {
  it('gives every experiment, ascending by name, not what is inside one, hidden or too deep', async () => {
    const all = ['a/v1', 'b/v10', 'b/v2', 'group/c/v1', 'linked/v10', 'linked/v2'];
    expect(await found()).toEqual(all);
  });

  it('takes patterns of scenes and experiments', async () => {
    expect(await found({ scene: 'b', exp: 'v?' })).toEqual(['b/v2']);
    expect(await found({ scene: '{b,c}' })).toContain('group/c/v1');
  });

  it('finds the root itself, and its names', async () => {
    const at = join(root, 'b/v2');
    for await (const one of findExperiments(at)) expect(one).toEqual({ path: at, label: '', scene: 'b', name: 'v2' });
    expect(await found({}, at)).toEqual(['']);
  });

  it('says what is wrong', async () => {
    await expect(found({ exp: '{a' })).rejects.toMatchObject({ code: 'PATTERN_INVALID', option: 'exp' });
    await expect(found({}, join(root, 'nowhere'))).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' });
    await expect(found({ signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow('enough');
  });
});

it('the nearest experiment is the folder itself or one above', () => {
  expect(nearestExperiment(join(root, 'b/v2'))).toBe(join(root, 'b/v2'));
  expect(nearestExperiment(join(root, 'a/v1/evaluation/epoch_0030'))).toBe(join(root, 'a/v1'));
  expect(nearestExperiment(root)).toBeUndefined();
});
