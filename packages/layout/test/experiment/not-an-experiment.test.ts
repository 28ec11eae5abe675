import { describe, expect, it } from 'vitest';
import { diagnosticsOf, MemorySource, openExperiment } from '../../src/index.ts';

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
