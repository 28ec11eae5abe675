import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { verify } from '@outlay/rerun/read';
import { beforeAll, describe, expect, it } from 'vitest';
import { nameRuns, parseRun } from '../src/commands/compare/name-runs.ts';
import { temporaryFolder } from './support/folder.ts';
import { runJson } from './support/report.ts';
import { run } from './support/run.ts';
import { copySample, type SampleFolder, writeSample } from './support/sample.ts';

let sample: SampleFolder;
beforeAll(async () => {
  sample = await writeSample();
});

interface Data {
  readonly runs: readonly { readonly name: string; readonly epoch: number }[];
  readonly recordings: readonly { readonly file: string; readonly status: string; readonly bytes: number }[];
}

describe('compare', () => {
  it('compares epochs of one experiment, then finds the recording up to date', async () => {
    const cwd = temporaryFolder();
    const first = await run(['compare', `${sample.experiment}@0`, `${sample.experiment}@30`], { cwd });
    expect(first).toMatchObject({ exitCode: 0, stderr: '' });
    expect(first.stdout).toContain('epoch_0030');
    expect(first.stdout).toMatch(/comparison\.rrd {2}written {2}[\d.]+ \w+ {2}3 frames\n$/);
    const bytes = readFileSync(join(cwd, 'comparison.rrd'));
    expect(await verify(bytes)).toMatchObject({ ok: true, findings: [] });
    const second = await run(['compare', `${sample.experiment}@0`, `${sample.experiment}@30`], { cwd });
    expect(second.stdout).toContain('up-to-date');
    await run(['compare', `${sample.experiment}@0`, `${sample.experiment}@30`, '--force'], { cwd });
    expect(readFileSync(join(cwd, 'comparison.rrd')).equals(bytes)).toBe(true);
  });

  it('compares experiments under names, in a file of any name', async () => {
    const other = copySample(sample);
    const cwd = temporaryFolder();
    const argv = ['compare', `old=${sample.experiment}`, `new=${other.experiment}@0`, '-o', 'out/old vs new.rrd'];
    const { report } = await runJson([...argv, '--task', 'nvs', '--frames', '1:3'], { cwd });
    const data = report.data as Data;
    expect(data.runs).toMatchObject([
      { name: 'old', epoch: 30 },
      { name: 'new', epoch: 0 },
    ]);
    expect(data.recordings).toMatchObject([{ file: 'old vs new.rrd', status: 'written' }]);
    expect(readdirSync(join(cwd, 'out')).filter((name) => !name.startsWith('.'))).toEqual(['old vs new.rrd']);
  });

  it('writes nothing with --dry-run, and says how large it would be', async () => {
    const cwd = temporaryFolder();
    const argv = ['compare', `${sample.experiment}@0`, `${sample.experiment}@30`];
    const planned = (await runJson([...argv, '-n'], { cwd })).report.data as Data;
    expect(existsSync(join(cwd, 'comparison.rrd'))).toBe(false);
    const written = (await runJson(argv, { cwd })).report.data as Data;
    const [will, is] = [planned, written].map(({ recordings }) => recordings[0]!.bytes);
    expect(Math.abs(will! / is! - 1)).toBeLessThan(0.02);
  });

  it('says what is wrong with runs', async () => {
    const cwd = temporaryFolder();
    const failure = async (...argv: string[]) => {
      const { exitCode, stderr } = await run(['compare', ...argv], { cwd });
      return [exitCode, stderr.split('\n')[0]];
    };
    const { experiment } = sample;
    expect(await failure(experiment)).toEqual([2, 'error OUT9001: Expected 2 to 6 runs, found 1.']);
    expect(await failure(experiment, 'nowhere')).toEqual([3, 'error OUT9003: The folder does not exist: nowhere']);
    expect(await failure(`${experiment}@0`, `${experiment}@7`)).toEqual([
      3,
      `error OUT9003: ${experiment} has no epoch 7; epochs 0, 30 are on disk.`,
    ]);
    expect(await failure(`${experiment}@0`, `${experiment}@0`)).toEqual([
      2,
      "error OUT9001: Two runs are called 'epoch_0000'.",
    ]);
    expect((await failure(`${experiment}@0`, `${experiment}@x`))[1]).toContain("expected one epoch after '@'");
    expect((await failure(experiment, experiment, '-o', 'x.txt'))[1]).toContain('expected a file that ends in .rrd');
  });
});

describe('runs', () => {
  it('are parsed', () => {
    const parse = (text: string) => parseRun(text, (path) => path === 'odd@1' || path === 'a=b');
    expect(parse('v1')).toEqual({ path: 'v1', epoch: 'latest' });
    expect(parse('a/v1@30')).toEqual({ path: 'a/v1', epoch: 30 });
    expect(parse('v1@epoch_0030')).toEqual({ path: 'v1', epoch: 30 });
    expect(parse('new=a/v1@latest')).toEqual({ name: 'new', path: 'a/v1', epoch: 'latest' });
    expect(parse('odd@1')).toEqual({ path: 'odd@1', epoch: 'latest' });
    expect(parse('odd@1@15')).toEqual({ path: 'odd@1', epoch: 15 });
    expect(parse('a=b')).toEqual({ path: 'a=b', epoch: 'latest' });
    expect(() => parse('v1@0,15')).toThrow(RangeError);
  });

  it('are called by what tells them apart', () => {
    const names = (...runs: (readonly [string, number])[]) => nameRuns(runs.map(([path, epoch]) => ({ path, epoch })));
    expect(names(['/r/s/v1', 0], ['/r/s/v1', 30])).toEqual(['epoch_0000', 'epoch_0030']);
    expect(names(['/r/s/v1', 30], ['/r/s/v2', 30])).toEqual(['v1', 'v2']);
    expect(names(['/r/s1/v1', 30], ['/r/s2/v1', 30])).toEqual(['s1', 's2']);
    expect(names(['/r/s1/v1', 30], ['/r/s2/v2', 30])).toEqual(['v1', 'v2']);
    expect(names(['/r/a/v1', 30], ['/r/b/v1', 30], ['/r/b/v2', 30])).toEqual(['a/v1', 'b/v1', 'b/v2']);
    expect(names(['/r/v1', 0], ['/r/v1', 30], ['/r/v2', 30])).toEqual(['v1@0', 'v1@30', 'v2']);
  });
});
