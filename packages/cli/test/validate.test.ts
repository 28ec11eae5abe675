import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { INIT_DEFAULTS, ISSUE_CODES } from '@outlay/layout';
import { beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from './support/folder.ts';
import { runJson } from './support/report.ts';
import { run } from './support/run.ts';
import { copySample, type SampleFolder, stable, writeSample } from './support/sample.ts';

let sample: SampleFolder;
let damaged: SampleFolder;
beforeAll(async () => {
  sample = await writeSample();
  damaged = copySample(sample);
  rmSync(join(damaged.experiment, 'evaluation/epoch_0030/nvs/metrics/novel_view_results.txt'));
  rmSync(join(damaged.experiment, 'evaluation/epoch_0000/nvs/pred/cam_4/metrics_input/000002.jpg'));
  writeFileSync(join(damaged.experiment, 'evaluation/epoch_0030/notes, 100%.txt'), 'x');
});

const codes = (report: { readonly diagnostics: readonly { readonly code: string }[] }) =>
  report.diagnostics.map(({ code }) => code);

describe('validate', () => {
  it('finds no error in a sound experiment', async () => {
    const { exitCode, stdout, stderr } = await run(['validate', sample.experiment]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stable(stdout, sample.root)).toMatchSnapshot();
  });

  it('finds what is wrong', async () => {
    const { exitCode, stdout, stderr } = await run(['validate', damaged.experiment]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: '' });
    expect(stable(stdout, damaged.root)).toMatchSnapshot();
  });

  it.each([['--structure'], ['--full']])('has the level %s', async (level) => {
    const { exitCode, report } = await runJson(['validate', damaged.experiment, level]);
    expect(exitCode).toBe(1);
    expect(report.data).toMatchObject({ level: level.slice(2) });
  });

  it('says the same with --format json as with --json', async () => {
    const json = await run(['validate', damaged.experiment, '--format', 'json']);
    expect(json).toEqual(await run(['validate', damaged.experiment, '--json']));
  });

  it('counts every finding however few it shows', async () => {
    const all = await runJson(['validate', damaged.experiment]);
    const few = await run(['validate', damaged.experiment, '--max-diagnostics', '1']);
    expect(few.exitCode).toBe(1);
    expect(few.stdout).toMatch(/… and \d+ more/);
    expect(few.stdout.match(/OUT\d{4}:/g)).toHaveLength(1);
    const counts = /(\d+) errors?, (\d+) warnings?/.exec(few.stdout)?.slice(1).map(Number);
    expect(counts).toEqual([all.report.counts.error, all.report.counts.warning]);
  });

  it('turns warnings into failure when asked', async () => {
    const { experiment } = copySample(sample);
    rmSync(join(experiment, 'evaluation/epoch_0030'), { recursive: true });
    const argv = ['validate', experiment];
    expect((await runJson(argv)).report.counts).toMatchObject({ error: 0, warning: 1 });
    expect((await run(argv)).exitCode).toBe(0);
    expect((await run([...argv, '--error-on-warnings'])).exitCode).toBe(1);
    expect((await run(argv, { env: { OUTLAY_ERROR_ON_WARNINGS: 'true' } })).exitCode).toBe(1);
  });

  it('ignores what a baseline holds, and still counts it', async () => {
    const folder = temporaryFolder();
    const before = await run(['validate', damaged.experiment, '--format', 'json']);
    writeFileSync(join(folder, 'baseline.json'), before.stdout);
    const known = await runJson(['validate', damaged.experiment, '--baseline', 'baseline.json'], { cwd: folder });
    expect(known.exitCode).toBe(0);
    const { counts } = JSON.parse(before.stdout);
    expect(known.report.counts).toEqual({
      error: 0,
      warning: 0,
      info: 0,
      ignored: counts.error + counts.warning + counts.info,
    });
    for (const [name, code] of [
      ['nowhere.json', 3],
      ['not.json', 2],
      ['other.json', 2],
    ] as const) {
      if (name !== 'nowhere.json') writeFileSync(join(folder, name), name === 'not.json' ? '{' : '{}');
      const refused = await run(['validate', damaged.experiment, '--baseline', name], { cwd: folder });
      expect(refused.exitCode).toBe(code);
      expect(refused.stderr).toMatchSnapshot(name);
    }
  });

  it('validates several, failures included', async () => {
    const { exitCode, report } = await runJson(['validate', sample.experiment, damaged.experiment, 'nowhere']);
    expect(exitCode).toBe(3);
    expect((report.data as { experiments: { ok: boolean }[] }).experiments.map(({ ok }) => ok)).toEqual([
      true,
      false,
      false,
    ]);
  });

  it.each([
    ['an empty folder', {}, 3],
    ['a folder of another kind', { 'README.txt': 'x' }, 3],
    ['another layout version', { 'manifest.json': '{"output_layout_version":"v9"}' }, 6],
    ['a manifest that is cut', { 'manifest.json': '{"output_layout' }, 1],
  ])('%s', async (_, files, code) => {
    const folder = temporaryFolder(files);
    const { exitCode, stdout } = await run(['validate', folder]);
    expect(exitCode).toBe(code);
    expect(stable(stdout, folder)).toMatchSnapshot();
  });
});

describe('formats', () => {
  const format = async (name: string, ...experiments: string[]) => {
    const result = await run(['validate', ...experiments, '--format', name], { cwd: damaged.root });
    expect(result.exitCode).toBe(1);
    expect(result.stderr).toBe('');
    return result.stdout;
  };

  it('sarif: every finding, at a place that exists', async () => {
    const { report } = await runJson(['validate', damaged.experiment]);
    const [sarifRun] = JSON.parse(await format('sarif', damaged.experiment)).runs;
    expect(sarifRun.results.map((result: { ruleId: string }) => result.ruleId)).toEqual(codes(report));
    for (const result of sarifRun.results) {
      expect(sarifRun.tool.driver.rules[result.ruleIndex].id).toBe(result.ruleId);
      const { uri, uriBaseId } = result.locations[0].physicalLocation.artifactLocation;
      expect(existsSync(new URL(uri, sarifRun.originalUriBaseIds[uriBaseId].uri))).toBe(true);
    }
  });

  it('sarif: several experiments have roots of their own', async () => {
    const [sarifRun] = JSON.parse(await format('sarif', damaged.experiment, sample.experiment)).runs;
    expect(Object.keys(sarifRun.originalUriBaseIds)).toEqual(['EXPROOT_1', 'EXPROOT_2']);
  });

  it('junit: a test case per code, findings of error severity are failures', async () => {
    const { report } = await runJson(['validate', damaged.experiment]);
    const text = await format('junit', damaged.experiment);
    expect(text.match(/<testcase /g)).toHaveLength(ISSUE_CODES.length);
    const told = [...text.matchAll(/classname="outlay\.(OUT\d+)" name="[^"]+"><(failure|system-out)/g)];
    expect(told.map(([, code]) => code)).toEqual([...new Set(codes(report))].sort());
    const failed = told.filter(([, , kind]) => kind === 'failure').map(([, code]) => code);
    expect(failed).toEqual(report.diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => code));
    expect(text).not.toMatch(/&(?!amp;|lt;|gt;|quot;|apos;)/);
  });

  it('gitlab: every finding with a place and a fingerprint of its own', async () => {
    const { report } = await runJson(['validate', damaged.experiment]);
    const issues: { check_name: string; fingerprint: string; location: { path: string } }[] = JSON.parse(
      await format('gitlab', damaged.experiment),
    );
    expect(issues.map((issue) => issue.check_name)).toEqual(codes(report));
    expect(new Set(issues.map((issue) => issue.fingerprint)).size).toBe(issues.length);
    expect(issues[0]?.location.path).toBe(
      'demo_pair02_tiny/v001_tiny/evaluation/epoch_0030/nvs/metrics/novel_view_results.txt',
    );
  });

  it('github: annotations with escaped places, then every finding in the log', async () => {
    const { report } = await runJson(['validate', damaged.experiment]);
    const lines = (await format('github', damaged.experiment)).split('\n');
    const annotations = lines.filter((line) => line.startsWith('::'));
    expect(annotations).toHaveLength(report.diagnostics.length);
    expect(annotations[0]).toMatch(
      /^::error file=demo_pair02_tiny\/v001_tiny\/evaluation\/epoch_0030\/nvs\/metrics\/novel_view_results\.txt,title=OUT1005 /,
    );
    expect(
      annotations.some((line) =>
        line.includes('file=demo_pair02_tiny/v001_tiny/evaluation/epoch_0030/notes%2C 100%25.txt,'),
      ),
    ).toBe(true);
    expect(lines.filter((line) => /^(error|warning|info) OUT/.test(line))).toHaveLength(report.diagnostics.length);
  });

  it('github: ten annotations at most, and one that names the rest', async () => {
    const copy = copySample(damaged);
    for (let i = 0; i < 20; i++) writeFileSync(join(copy.experiment, `stranger ${i}.xyz`), '');
    const text = (await run(['validate', copy.experiment, '--format', 'github'])).stdout;
    expect(text.split('\n').filter((line) => line.startsWith('::')).length).toBeLessThanOrEqual(11);
  });
});

describe('init', () => {
  const argv = (dir: string, ...more: string[]) => ['init', dir, '--exp-name', 'e', '--scene-name', 's', ...more];

  it('makes a scaffold that validates clean', async () => {
    const cwd = temporaryFolder();
    const made = await run(argv('s/e', '--epochs', '0,30', '--cameras', '4,16'), { cwd });
    expect(made.exitCode).toBe(0);
    expect(stable(made.stdout, cwd)).toMatchSnapshot('stdout');
    expect(made.stderr).toBe('Next: outlay validate s/e\n');
    const { report, exitCode } = await runJson(['validate', 's/e'], { cwd });
    expect(exitCode).toBe(0);
    expect(report.counts.error).toBe(0);
    const manifest = JSON.parse(readFileSync(join(cwd, 's/e/manifest.json'), 'utf8'));
    expect(manifest).toMatchObject({ tasks: INIT_DEFAULTS.tasks, eval_epochs: ['epoch_0000', 'epoch_0030'] });
    expect((await run(['init', '--help'])).stdout).toContain(`(default: ${INIT_DEFAULTS.tasks.join(', ')})`);
  });

  it('writes nothing with --dry-run, and never over an experiment', async () => {
    const cwd = temporaryFolder();
    expect((await runJson(argv('e', '--dry-run'), { cwd })).report.data).toMatchObject({ created: false });
    expect(existsSync(join(cwd, 'e'))).toBe(false);
    expect((await runJson(argv('e'), { cwd })).exitCode).toBe(0);
    const again = await run(argv('e'), { cwd });
    expect(again.exitCode).toBe(3);
    expect(again.stderr).toMatchSnapshot();
  });

  it.each([
    [argv('e', '--epochs', 'all')],
    [argv('e', '--tasks', 'poses')],
    [argv('e', '--cameras', 'x')],
    [['init', 'e', '--exp-name', '../e', '--scene-name', 's']],
  ])('refuses %j', async (words) => {
    const cwd = temporaryFolder();
    const { exitCode, stderr } = await run(words, { cwd });
    expect(exitCode).toBe(2);
    expect(stderr).toMatchSnapshot();
    expect(existsSync(join(cwd, 'e'))).toBe(false);
  });
});
