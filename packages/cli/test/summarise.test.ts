import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FAMILY, writeMetricFamily } from '@outlay-internal/sample';
import { beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from './support/folder.ts';
import { runJson } from './support/report.ts';
import { run } from './support/run.ts';

let root: string;
beforeAll(() => {
  root = temporaryFolder();
  writeMetricFamily(root);
});

const messages = (report: { readonly diagnostics: readonly { readonly name: string; readonly message: string }[] }) =>
  report.diagnostics.map(({ name, message }) => `${name}: ${message}`);

/** Values of the table of a `--json` run, by the labels of rows. */
function tableOf(report: { readonly data: unknown }) {
  const { summary } = report.data as {
    summary: {
      columns: { metric: string }[];
      rows: {
        label: string;
        group?: string;
        cells: { value: number | null; scenes: { have: number; of: number } }[];
      }[];
    };
  };
  return {
    ...summary,
    cell: (label: string, metric: string) =>
      summary.rows.find((row) => row.label === label)!.cells[
        summary.columns.findIndex((column) => column.metric === metric)
      ]!,
  };
}

/** The mean of the averages that trainers wrote, read again without outlay. */
const written = (method: string, scenes: readonly string[]) => {
  const values = scenes.map((scene) => {
    const file = join(root, scene, method, 'evaluation/epoch_0030/nvs/metrics/novel_view_results.txt');
    return Number(/psnr: (.*)/.exec(readFileSync(file, 'utf8'))![1]);
  });
  return values.reduce((sum, value) => sum + value, 0) / values.length;
};

describe('summarise', () => {
  it('answers which is better in one line, and says what is not comparable', async () => {
    const { exitCode, report } = await runJson(['summarise', '--results', root, '--baseline', 'baseline']);
    expect(exitCode).toBe(1);
    const { cell, rows } = tableOf(report);
    expect(rows.map(({ label }) => label)).toEqual(['baseline', 'ours', 'ours_fast', 'dot / ours_fast']);
    expect(cell('ours', 'psnr').value).toBeCloseTo(written('ours', FAMILY.scenes), 10);
    expect(cell('ours_fast', 'psnr')).toMatchObject({ scenes: { have: 2, of: 4 } });
    expect(cell('ours_fast', 'psnr').value).toBeCloseTo(written('ours_fast', ['arc', 'bow']), 10);
    expect(messages(report)).toEqual([
      expect.stringMatching(/^manifest-not-json: manifest.json cannot be parsed/),
      'sets-differ: arc, nvs: ours_fast was not measured on what baseline was: it lacks camera 88, it has camera 89 as well.',
      'sets-differ: bow, nvs: ours was not measured on what baseline was: it lacks frames 5, 6, 7.',
      'sets-differ: bow, pose_smplx: ours was not measured on what baseline was: it lacks frames 5, 6, 7.',
      'tasks-differ: cup: ours_fast has no metrics of nvs, the others do.',
      'scenes-differ: ours_fast has no results on dot, so its mean is over 3 of 4 scenes.',
    ]);
  });

  it('restricts itself to what all have, task by task', async () => {
    const { report } = await runJson(['summarise', '--results', root, '--common']);
    const { cell } = tableOf(report);
    for (const method of FAMILY.methods) {
      expect(cell(method, 'psnr').scenes).toEqual({ have: 2, of: 2 });
      expect(cell(method, 'rr_mpjpe_mm').scenes).toEqual({ have: 3, of: 3 });
    }
    expect(messages(report)).toHaveLength(1);
  });

  it.each(['text', 'markdown', 'latex', 'csv', 'html'])(
    'draws the same %s twice, to stdout and to a file',
    async (format) => {
      const argv = ['summarise', '--results', root, '--baseline', 'baseline', '--format', format];
      const [once, again] = [await run(argv), await run(argv)];
      expect(once.stdout).toBe(again.stdout);
      expect(once.stdout).toMatch(/27\.1[45]/);
      await run([...argv, '-o', 'table'], { cwd: root });
      expect(readFileSync(join(root, 'table'), 'utf8')).toBe(once.stdout);
      rmSync(join(root, 'table'));
    },
  );

  it('shows training, and the best epoch per metric', async () => {
    const { stdout } = await run(['summarise', join(root, 'arc/ours'), '--rows', 'epoch', '--metric', 'psnr,lpips']);
    expect(stdout).toMatch(/ours\n +epoch_0000 .*\n +epoch_0015 .*'.*'\n +epoch_0030 .*\*.*\*\n/);
    const best = await run(['summarise', join(root, 'arc/ours'), '--epoch', 'best', '--metric', 'psnr']);
    expect(best.stdout).toContain('nvs, epoch_0030: over 24 frames × 2 cameras, without the source camera 4.');
  });

  it('warns where runs are shown at other epochs', async () => {
    const folder = temporaryFolder();
    writeMetricFamily(folder, { methods: ['a', 'b', 'c'], scenes: ['s'], flaws: {} });
    rmSync(join(folder, 's/b/evaluation/epoch_0030'), { recursive: true });
    const { report } = await runJson(['summarise', '--results', folder]);
    expect(messages(report)).toEqual(['epochs-differ: Most runs are shown at epoch_0030, but s / b at epoch_0015.']);
  });

  it('finds the source camera in the folders of an experiment whose manifest does not name it', async () => {
    const folder = temporaryFolder();
    writeMetricFamily(folder, { methods: ['a'], scenes: ['s'], flaws: {} });
    const file = join(folder, 's/a/manifest.json');
    const { source_camera_id: source, ...manifest } = JSON.parse(readFileSync(file, 'utf8'));
    writeFileSync(file, JSON.stringify(manifest));
    const unknown = await run(['summarise', join(folder, 's/a'), '--task', 'nvs']);
    expect(unknown.stdout).toContain('nothing tells which camera is the source, so none is left out');
    for (const camera of [source, 116, 16])
      mkdirSync(join(folder, `s/a/input_data/train/images/${camera}`), { recursive: true });
    mkdirSync(join(folder, 's/a/input_data/train/misc/nv_generation/est_images_debug/16'), { recursive: true });
    const { stdout, stderr } = await run(['summarise', join(folder, 's/a'), '--task', 'nvs']);
    expect([stdout, stderr]).toEqual([expect.stringContaining(`without the source camera ${source}.`), '']);
  });

  it('names the frames to look at', async () => {
    const { stdout } = await run(['summarise', join(root, 'arc/ours'), '--worst', '2', '--metric', 'psnr']);
    expect(stdout).toMatch(/worst frames.*\nnvs PSNR .* cam_\d+ +\d+ .*arc\/ours epoch_0030\n/);
  });

  it('takes names from the command line', async () => {
    const named = [`new=${join(root, 'arc/ours/manifest.json')}`, `old=${join(root, 'arc/baseline')}`];
    const { stdout } = await run(['summarise', ...named, '--baseline', 'old', '--metric', 'psnr']);
    expect(stdout).toMatch(/^new +28\.\d\d\* \(\+0\.\d\d( ~)?\)\nold +28\.\d\d'\n/m);
    const folder = temporaryFolder();
    writeMetricFamily(folder, { methods: ['lr=0.1'], scenes: ['s'], flaws: {} });
    const inside = await run(['summarise', 'lr=0.1'], { cwd: join(folder, 's') });
    expect(inside.exitCode).toBe(0);
  });

  it('tells experiments of one name apart', async () => {
    const folder = temporaryFolder();
    for (const sweep of ['first', 'second']) writeMetricFamily(join(folder, sweep), { methods: ['v1'], flaws: {} });
    const { stdout } = await run(['summarise', '--results', folder]);
    expect(stdout).toMatch(/\nv1 \(first\) .*\nv1 \(second\) /);
  });

  it.each([
    [
      '--metric',
      'pnsr',
      "--metric: expected one of psnr, ssim, lpips, rr_mpjpe_mm, rr_mve_mm, cd_mm, pcdr; found 'pnsr'",
    ],
    ['--sort', 'foo', '--sort: expected one of name, psnr'],
    ['--baseline', 'basline', "--baseline: expected one of baseline, ours, ours_fast; found 'basline'"],
    ['--precision', '99', 'expected at most 15 decimals'],
    ['--worst', '0', 'expected a whole number of at least 1'],
    ['--rows', 'person', 'allowed choices are experiment, scene, epoch, camera'],
  ])('%s %s is wrong usage', async (option, value, message) => {
    const { exitCode, stdout, stderr } = await run(['summarise', '--results', root, option, value]);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr.replaceAll(/\s+/g, ' ')).toContain(message);
  });

  it('has a row for what is broken, and the exit code of what is not there', async () => {
    const one = await run(['summarise', join(root, 'dot/ours_fast'), join(root, 'dot/ours')]);
    expect(one.exitCode).toBe(1);
    expect(one.stdout).toMatch(/dot \/ ours_fast +✗ manifest\.json cannot be parsed/);
    const absent = await run(['summarise', join(root, 'dot/ours'), join(root, 'nowhere')]);
    expect(absent.exitCode).toBe(3);
    expect(absent.stdout).toContain('✗ The folder does not exist');
    const epoch = await run(['summarise', join(root, 'dot/ours'), '--epoch', '7']);
    expect([epoch.exitCode, epoch.stdout]).toEqual([
      1,
      expect.stringContaining('✗ Epoch 7 has no metric files; epochs 0, 15, 30 are on disk.'),
    ]);
  });

  it('reads names and metric files only', async () => {
    const folder = temporaryFolder();
    writeMetricFamily(folder, { methods: ['a'], scenes: ['s'], flaws: {} });
    const before = await run(['summarise', join(folder, 's/a')]);
    // A walk would meet these.
    mkdirSync(join(folder, 's/a/input_data/train/images/cam_4'), { recursive: true });
    writeFileSync(join(folder, 's/a/evaluation/epoch_0030/nvs/stray'), '');
    renameSync(join(folder, 's/a'), join(folder, 's/b'));
    const after = await run(['summarise', join(folder, 's/b')]);
    expect(after).toEqual(before);
  });
});
