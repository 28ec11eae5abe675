import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from './support/folder.ts';
import { runJson } from './support/report.ts';
import { run } from './support/run.ts';
import { copySample, type SampleFolder, stable, writeSample } from './support/sample.ts';

let sample: SampleFolder;
beforeAll(async () => {
  sample = await writeSample();
});

/** A sample with an unusual camera folder, another padding, clutter, and an epoch the manifest lost. */
function untidy(): SampleFolder {
  const copy = copySample(sample);
  const at = (path: string): string => join(copy.experiment, path);
  renameSync(at('input_data/train/images/4'), at('input_data/train/images/cam_4'));
  renameSync(at('input_data/train/images/cam_4/000001.jpg'), at('input_data/train/images/cam_4/1.jpeg'));
  writeFileSync(at('input_data/.DS_Store'), 'x');
  const manifest = JSON.parse(readFileSync(at('manifest.json'), 'utf8'));
  writeFileSync(at('manifest.json'), JSON.stringify({ ...manifest, eval_epochs: ['epoch_0030'] }));
  return copy;
}

const tree = (root: string): readonly string[] =>
  (readdirSync(root, { recursive: true }) as string[]).filter((path) => !path.startsWith('.outlay')).sort();
const codes = (report: { readonly diagnostics: readonly { readonly code: string }[] }): readonly string[] => [
  ...new Set(report.diagnostics.map(({ code }) => code)),
];

describe('validate --fix', () => {
  it('shows the plan and does nothing without agreement', async () => {
    const { experiment, root } = untidy();
    const before = tree(experiment);
    const shown = await run(['validate', experiment, '--fix']);
    expect(stable(shown.stdout, root)).toMatchSnapshot();
    expect(shown.stderr).toBe('');
    const dry = await run(['validate', experiment, '--fix', '--dry-run', '--yes']);
    expect(dry.stdout).toBe(shown.stdout);
    expect(tree(experiment)).toEqual(before);
    expect(existsSync(join(experiment, '.outlay'))).toBe(false);
  });

  it('applies it with --yes, and --undo takes it back', async () => {
    const { experiment, root } = untidy();
    const before = { tree: tree(experiment), manifest: readFileSync(join(experiment, 'manifest.json'), 'utf8') };
    const found = codes((await runJson(['validate', experiment])).report);
    expect(found).toEqual(expect.arrayContaining(['OUT1008', 'OUT1009', 'OUT1103']));
    const { exitCode, report } = await runJson(['validate', experiment, '--fix', '--yes']);
    expect(exitCode).toBe(0);
    expect(codes(report)).toEqual(found.filter((code) => !['OUT1008', 'OUT1009', 'OUT1103'].includes(code)));
    expect(existsSync(join(experiment, 'input_data/train/images/4/000001.jpg'))).toBe(true);
    const [{ fix }] = (report.data as { experiments: [{ fix: { applied: boolean; undo: string } }] }).experiments;
    expect(fix.applied).toBe(true);
    const again = await run(['validate', experiment, '--fix', '--yes']);
    expect(again.stdout).toMatch(/^nothing to fix\n/);
    const undone = await run(['validate', '--undo', fix.undo]);
    expect(stable(undone.stderr, root)).toMatch(/^undone: \d+ steps in /);
    expect(tree(experiment)).toEqual(before.tree);
    expect(readFileSync(join(experiment, 'manifest.json'), 'utf8')).toBe(before.manifest);
    // Nor a copy of the manifest.
    expect(existsSync(join(experiment, '.outlay'))).toBe(false);
  });

  it('asks at a terminal', async () => {
    const { experiment } = untidy();
    const no = { yes: false, questions: [] as string[] };
    const refused = await run(['validate', experiment, '--fix'], { terminal: 200, answer: no });
    expect(refused.stdout).toContain('none applied');
    expect(refused.stderr).toContain('rename');
    expect(no.questions.map((question) => stable(question, experiment))).toEqual([
      expect.stringMatching(/^\d+ fixes in <root>\. Apply\? \[y\/N\] $/),
    ]);
    const yes = { yes: true, questions: [] as string[] };
    expect((await run(['validate', experiment, '--fix'], { terminal: 200, answer: yes })).stdout).toContain('applied');
    expect(codes((await runJson(['validate', experiment])).report)).not.toContain('OUT1009');
  });

  it('refuses what makes no sense', async () => {
    const folder = temporaryFolder({ 'list.txt': 'manifest.json\n', 'no.json': '{}' });
    for (const words of [['--yes'], ['--dry-run'], ['--fix', '--from-list', 'list.txt'], ['--undo', 'no.json']])
      expect((await run(['validate', ...words], { cwd: folder })).exitCode, words.join(' ')).toBe(2);
    expect((await run(['validate', '--undo', 'nowhere.json'], { cwd: folder })).exitCode).toBe(3);
  });
});

describe('what is not told', () => {
  it('.outlayignore has the syntax of .gitignore; what it hides is counted', async () => {
    const { experiment } = copySample(sample);
    for (const path of ['scratch/deep', 'input_data/notes']) mkdirSync(join(experiment, path), { recursive: true });
    writeFileSync(join(experiment, 'input_data/notes/a.txt'), '');
    writeFileSync(join(experiment, 'evaluation/b.log'), '');
    const before = (await runJson(['validate', experiment])).report;
    expect(before.diagnostics.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['evaluation/b.log', 'input_data/notes', 'scratch']),
    );
    writeFileSync(join(experiment, '.outlayignore'), '# ours\n/scratch/\n*.log\n/INPUT_DATA/\n!notes\n');
    const { report } = await runJson(['validate', experiment]);
    expect(report.diagnostics.map(({ path }) => path)).toContain('input_data/notes');
    expect(report.diagnostics.length).toBe(before.diagnostics.length - 2);
    expect(report.counts.ignored).toBe(2);
    expect((await run(['validate', experiment])).stdout).toContain(', 2 ignored');
  });

  it('severities are re-graded by configuration, in every format alike', async () => {
    const { experiment, root } = copySample(sample);
    writeFileSync(join(experiment, 'evaluation/b.log'), '');
    writeFileSync(join(experiment, '.DS_Store'), '');
    const before = (await runJson(['validate', experiment])).report;
    expect(before.exitCode).toBe(0);
    writeFileSync(join(root, 'outlay.config.json'), JSON.stringify({ severity: { OUT1007: 'error', OUT1008: 'off' } }));
    const { report, exitCode } = await runJson(['validate', experiment], { cwd: root });
    expect(exitCode).toBe(1);
    expect(report.counts).toEqual({ ...before.counts, error: 1, info: before.counts.info - 2, ignored: 1 });
    expect(report.diagnostics[0]).toMatchObject({ code: 'OUT1007', severity: 'error' });
    const off = { OUTLAY_SEVERITY: 'OUT1007=off, OUT1008=info' };
    expect((await runJson(['validate', experiment], { cwd: root, env: off })).report.counts.error).toBe(0);
    const told = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;
    const format = async (name: string): Promise<string> =>
      (await run(['validate', experiment, '--format', name], { cwd: root })).stdout;
    const count = report.diagnostics.length;
    expect(JSON.parse(await format('sarif')).runs[0].results).toHaveLength(count);
    expect(JSON.parse(await format('gitlab'))).toHaveLength(count);
    expect(told(await format('github'), /^::/gm)).toBe(count);
    expect(told(await format('junit'), /<failure/g)).toBe(report.counts.error);
  });

  it.each(['OUT1007=loud', 'OUT7=off', 'OUT1999=off'])('refuses the severity %s', async (severity) => {
    const { exitCode } = await run(['validate', sample.experiment], { env: { OUTLAY_SEVERITY: severity } });
    expect(exitCode).toBe(2);
  });
});

describe('validate --from-list', () => {
  const listing = (root: string): string => `${tree(root).join('\n')}\n`;

  it.each(['', './', '/results/pair01/v001/'])(
    'finds the same as --structure, from paths that begin with %j',
    async (prefix) => {
      const { experiment } = untidy();
      writeFileSync(join(experiment, 'input_data/stranger.xyz'), '');
      const lines = listing(experiment).replace(/^(?=.)/gm, prefix);
      const folder = await runJson(['validate', experiment, '--structure']);
      const list = await runJson(['validate', '--from-list', '-'], { stdin: lines });
      expect(list.report.data).toMatchObject({ level: 'structure' });
      const facts = (report: typeof list.report): readonly string[] =>
        report.diagnostics.map(({ code, path }) => `${code} ${path}`);
      // What the manifest says cannot be known.
      expect(facts(list.report)).toEqual(facts(folder.report).filter((text) => !/^OUT(?:2|1103)/.test(text)));
      expect(list.report.counts.info).toBeGreaterThan(0);
    },
  );

  it('reads a file, and refuses what is no listing of one experiment', async () => {
    const cwd = temporaryFolder({ 'list.txt': listing(sample.experiment), 'bad.txt': '../x\n', 'empty.txt': '' });
    const read = (name: string) => run(['validate', '--from-list', name], { cwd });
    expect((await read('list.txt')).exitCode).toBe(0);
    expect((await read('bad.txt')).exitCode).toBe(2);
    expect((await read('nowhere.txt')).exitCode).toBe(3);
    expect((await read('empty.txt')).exitCode).toBe(3);
  });
});
