import { describe, expect, it } from 'vitest';
import { bestEpoch, type RunMetrics, type Summary, summarise, worstFrames } from '../src/index.ts';
import { family, run } from './family.ts';

const cell = (summary: Summary, label: string, metric = 'psnr', group?: string) => {
  const row = summary.rows.find((one) => one.label === label && (group === undefined || one.group === group));
  return row!.cells[summary.columns.findIndex((column) => column.metric === metric)]!;
};
const found = (summary: Summary) => summary.diagnostics.map(({ name, message }) => `${name}: ${message}`);

describe('a table of metrics', () => {
  it('shows the average that the trainer wrote, without the source camera', () => {
    const one = run('alpha', 'arc', { psnr: 26 });
    const table = one.tasks.nvs!.perFrame!;
    const counted = [...table.values.psnr!].filter((_, i) => table.cameras![i] !== 4);
    const mean = counted.reduce((sum, value) => sum + value, 0) / counted.length;
    const { value, from, samples, scenes } = cell(summarise([one]), 'arc');
    expect([value, from, samples, scenes]).toEqual([Number(mean.toFixed(4)), 'file', 48, { have: 1, of: 1 }]);
    expect(summarise([one]).notes).toEqual([
      'nvs, epoch_0030: over 24 frames × 2 cameras, without the source camera 4.',
    ]);
  });

  it('says when the file of averages is not the mean of its rows', () => {
    const messages = found(summarise([run('alpha', 'arc', { psnr: 26, written: 27.5 })]));
    expect(messages).toEqual([
      expect.stringMatching(
        /^average-disagrees: arc \/ alpha, epoch_0030, nvs: .* PSNR 27\.5, its rows have a mean of 26\.\d{4}\.$/,
      ),
    ]);
  });

  it('lets scenes weigh the same, and ranks on what a reader sees', () => {
    const summary = summarise(family());
    const values = ['arc', 'bow', 'cup', 'dot'].map(
      (scene, s) => run('alpha', scene, { psnr: 26 + s }).tasks.nvs!.overall!.psnr!,
    );
    expect(cell(summary, 'alpha').value).toBeCloseTo(values.reduce((sum, value) => sum + value) / 4, 10);
    expect([cell(summary, 'beta_long').rank, cell(summary, 'alpha').rank]).toEqual(['best', 'second']);
  });

  it('marks equal values alike', () => {
    const same = ['a', 'b'].map((name) => ({ ...run('x', 'arc', { psnr: 26 }), name }));
    const summary = summarise([...same, run('c', 'arc', { psnr: 20 })]);
    expect(['a', 'b', 'c'].map((label) => cell(summary, label).rank)).toEqual(['best', 'best', 'second']);
  });

  it('never averages other scenes, cameras or frames together in silence', () => {
    const summary = summarise(family());
    expect(found(summary)).toEqual([
      'sets-differ: cup, nvs: gamma was not measured on what alpha was: it lacks camera 88.',
      'scenes-differ: gamma has no results on dot, so its mean is over 3 of 4 scenes.',
      'values-missing: bow / beta_long, epoch_0030, nvs: 4 rows have no PSNR.',
    ]);
    expect([cell(summary, 'gamma').scenes, cell(summary, 'gamma').rank]).toEqual([{ have: 3, of: 4 }, undefined]);
  });

  it('restricts itself to what all have', () => {
    const summary = summarise(family(), { common: true });
    expect(found(summary)).toEqual(['values-missing: bow / beta_long, epoch_0030, nvs: 4 rows have no PSNR.']);
    expect(cell(summary, 'gamma').scenes).toEqual({ have: 3, of: 3 });
    // Two scenes with cameras 16 and 88, one with 16 only, 24 frames each.
    expect(cell(summary, 'alpha').samples).toBe(24 * 5);
  });

  it('counts what is missing, and never takes it for 0', () => {
    const summary = summarise([run('alpha', 'arc', { psnr: 26, missing: [1, 2, 3] })]);
    const { missing, samples, value } = cell(summary, 'arc');
    expect([missing, samples, value > 25]).toEqual([6, 42, true]);
  });

  it('says when runs are shown at different epochs, or have other tasks or source cameras', () => {
    const [early, bare] = [run('beta', 'arc', { psnr: 26, epoch: 15 }), run('gamma', 'arc', { psnr: 26 })];
    const runs = [run('alpha', 'arc', { psnr: 26 }), early, { ...bare, tasks: {} }];
    expect(found(summarise(runs))).toEqual([
      'epochs-differ: Most runs are shown at epoch_0030, but arc / beta at epoch_0015.',
      'tasks-differ: arc: gamma has no metrics of nvs, the others do.',
    ]);
    expect(found(summarise(runs, { ownEpochs: true }))).toHaveLength(1);
    const moved = { ...run('delta', 'arc', { psnr: 26 }), sourceCamera: 16 };
    expect(found(summarise([run('alpha', 'arc', { psnr: 26 }), moved]))[0]).toBe(
      'sets-differ: arc, nvs: delta was not measured on what alpha was: its source camera is 16, not 4, it lacks camera 16, it has camera 4 as well.',
    );
  });

  it('has only scenes in which all have a task, with common', () => {
    const runs = family().map((one) => (one.name === 'gamma' && one.scene === 'arc' ? { ...one, tasks: {} } : one));
    const summary = summarise(runs, { common: true });
    expect(['alpha', 'beta_long', 'gamma'].map((label) => cell(summary, label).scenes)).toEqual(
      Array(3).fill({ have: 2, of: 2 }),
    );
    const scenes = summarise(runs, { common: true, rows: 'scene' });
    expect(cell(scenes, 'alpha', 'psnr', 'arc').value).toBeNaN();
  });

  it('tells runs of one name apart', () => {
    const at = (root: string, scene: string, psnr: number) => ({
      ...run('v1', scene, { psnr }),
      path: `${root}/${scene}/v1`,
    });
    const runs = [at('/a', 'arc', 20), at('/a', 'bow', 21), at('/b', 'arc', 22), at('/b', 'bow', 23)];
    const { rows } = summarise(runs);
    expect(rows.map(({ label, cells }) => [label, Math.round(cells[0]!.value), cells[0]!.scenes.have])).toEqual([
      ['v1 (a)', 21, 2],
      ['v1 (b)', 23, 2],
    ]);
    const copies = ['v1', 'v1_copy'].map((folder) => ({ ...at('/a', 'arc', 20), path: `/a/arc/${folder}` }));
    expect(summarise(copies).rows.map(({ label }) => label)).toEqual(['v1 (v1)', 'v1 (v1_copy)']);
  });

  it('keeps a row for an experiment that cannot be read', () => {
    const problem = {
      code: 'OUT2001',
      name: 'manifest-invalid',
      severity: 'error',
      path: 'manifest.json',
      message: 'It is cut.',
    } as const;
    const broken: RunMetrics = { name: 'delta', scene: 'arc', path: 'results/arc/delta', tasks: {}, problem };
    const { rows, diagnostics } = summarise([run('alpha', 'arc', { psnr: 26 }), broken], { rows: 'experiment' });
    expect(rows.at(-1)).toMatchObject({ label: 'arc / delta', kind: 'broken', problem: 'It is cut.' });
    expect(diagnostics).toEqual([{ ...problem, path: 'results/arc/delta' }]);
  });

  it('names a baseline that is not there', () => {
    expect(found(summarise(family(), { baseline: 'alfa' }))[0]).toBe(
      'baseline-absent: No experiment is called alfa: there are alpha, beta_long, gamma.',
    );
  });

  it('has experiments as columns, and a mean row last', () => {
    const summary = summarise(family(), { rows: 'scene', columns: 'experiment', metrics: ['psnr'] });
    expect(summary.columns.map(({ experiment }) => experiment)).toEqual(['alpha', 'beta_long', 'gamma']);
    expect(summary.rows.map(({ label }) => label)).toEqual(['arc', 'bow', 'cup', 'dot', 'mean']);
    expect(summary.rows[3]!.cells[2]!.value).toBeNaN();
  });

  it('has cameras as rows, of novel views only, the source camera named', () => {
    const summary = summarise([run('alpha', 'arc', { psnr: 26 })], { rows: 'camera' });
    expect(summary.rows.map(({ label }) => label)).toEqual(['cam_4 (source)', 'cam_16', 'cam_88']);
    expect(cell(summary, 'cam_16').from).toBe('rows');
  });

  it('is the same for the same runs', () => {
    expect(summarise(family(), { baseline: 'alpha' })).toEqual(summarise(family(), { baseline: 'alpha' }));
  });
});

describe('a difference to the baseline', () => {
  it('pairs cameras and frames that both have', () => {
    const summary = summarise(family(), { baseline: 'alpha' });
    const { difference } = cell(summary, 'beta_long');
    // Four scenes, 24 frames, 2 cameras, without two frames of one scene.
    expect(difference).toMatchObject({ pairs: 4 * 48 - 4, frames: 94 });
    expect(difference!.value).toBeCloseTo(0.8, 1);
    expect(difference!.interval![0]).toBeLessThan(difference!.value);
    expect(difference!.interval![0]).toBeGreaterThan(0);
    expect(cell(summary, 'alpha').difference).toBeUndefined();
  });

  it('is not believed with too few frames, nor where its interval includes 0', () => {
    const frames = [1, 2, 3];
    const few = summarise([run('a', 's', { psnr: 20, frames }), run('bb', 's', { psnr: 21, frames })], {
      baseline: 'a',
    });
    expect(cell(few, 'bb').difference!.interval).toBeUndefined();
    const same = summarise([run('a', 's', { psnr: 20 }), run('bb', 's', { psnr: 20 })], { baseline: 'a' });
    const [low, high] = cell(same, 'bb').difference!.interval!;
    expect(low <= 0 && high >= 0).toBe(true);
  });
});

describe('frames and epochs to look at', () => {
  it('finds the worst frames, and the largest losses', () => {
    const [worst] = worstFrames([run('a', 's', { psnr: 20 })], 'nvs', 'psnr', 1);
    const samples = run('a', 's', { psnr: 20 }).tasks.nvs!.perFrame!;
    const values = [...samples.values.psnr!].filter((_, i) => samples.cameras![i] !== 4);
    expect(worst!.value).toBe(Math.min(...values));
    const baseline = [run('a', 's', { psnr: 20 })];
    const lost = worstFrames([run('bb', 's', { psnr: 19 })], 'nvs', 'psnr', 3, baseline);
    expect(lost.map(({ value, baseline: before }) => value < before!)).toEqual([true, true, true]);
    expect(worstFrames([run('bb', 's', { psnr: 30 })], 'nvs', 'psnr', 3, baseline)).toEqual([]);
  });

  it('finds the best epoch by the direction of the metric', () => {
    const epochs = [0, 15, 30].map((epoch) => run('a', 's', { psnr: [20, 25, 24][epoch / 15]!, epoch }));
    expect([bestEpoch(epochs, 'nvs', 'psnr')?.epoch, bestEpoch(epochs, 'nvs', 'lpips')?.epoch]).toEqual([15, 15]);
  });
});
