import { existsSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from './support/folder.ts';
import { runJson } from './support/report.ts';
import { run } from './support/run.ts';
import { stable, writeSample } from './support/sample.ts';

let cwd: string;
beforeAll(async () => {
  const sample = await writeSample();
  cwd = temporaryFolder({
    'picture.rrd': 'not a recording',
    'old.rrd': 'RRF2\u0000\u0016\u0000\u0000\u0000\u0002\u0000\u0000',
  });
  await run(['export', 'evaluation', sample.experiment, '--epoch', '30', '-o', cwd]);
  const whole = readFileSync(join(cwd, 'evaluation_epoch_0030.rrd'));
  writeFileSync(join(cwd, 'whole.rrd'), whole);
  writeFileSync(join(cwd, 'cut.rrd'), whole.subarray(0, Math.floor(whole.length / 2)));
});

const hidden = (text: string): string =>
  stable(text, cwd)
    .replace(/[0-9a-f]{16,}|[0-9a-f-]{36}/g, '<id>')
    .replace(/\d+ (chunks?|rows?|bytes?)\b/g, '<n> $1')
    .replace(/byte \d+/g, 'byte <n>')
    .replace(/(expected|found|needs?|at least|header says) \d+/g, '$1 <n>');

describe('rrd', () => {
  it.each([
    ['info', 'whole.rrd', 0],
    ['info', 'cut.rrd', 1],
    ['info', 'picture.rrd', 3],
    ['info', 'old.rrd', 6],
    ['info', 'nowhere.rrd', 3],
    ['verify', 'whole.rrd', 0],
    ['verify', 'cut.rrd', 1],
    ['verify', 'picture.rrd', 3],
    ['verify', 'nowhere.rrd', 3],
  ])('%s %s', async (command, file, code) => {
    const result = await run(['rrd', command, file], { cwd });
    expect(result.exitCode).toBe(code);
    expect(hidden(result.stdout)).toMatchSnapshot('stdout');
    expect(hidden(result.stderr).split('\n')[0]).toMatchSnapshot('first line of stderr');
    expect((await runJson(['rrd', command, file], { cwd })).exitCode).toBe(code);
  });

  it('goes on after a file that is not there', async () => {
    const { report, exitCode } = await runJson(['rrd', 'info', 'nowhere.rrd', 'whole.rrd'], { cwd });
    expect(exitCode).toBe(3);
    const { files } = report.data as { readonly files: readonly { readonly info: unknown }[] };
    expect(files.map(({ info }) => info === null)).toEqual([true, false]);
  });

  it('lists entities', async () => {
    const { stdout } = await run(['rrd', 'info', 'whole.rrd', '--entities'], { cwd });
    expect(stdout).toContain('/evaluation/epoch_0030/nvs/pred/cam_4');
  });

  it('prints every message, with values when asked', async () => {
    const plain = await run(['rrd', 'print', 'whole.rrd'], { cwd });
    expect(plain.exitCode).toBe(0);
    const values = await run(['rrd', 'print', 'whole.rrd', '--rows', '1'], { cwd });
    expect(values.stdout.length).toBeGreaterThan(plain.stdout.length);
    const { report } = await runJson(['rrd', 'print', 'whole.rrd'], { cwd });
    const { files } = report.data as { readonly files: readonly { readonly lines: readonly string[] }[] };
    expect(files[0]?.lines.map((line) => `${line}\n`).join('')).toBe(plain.stdout);
  });

  it('recovers what is whole, beside the damaged file, and never over another', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'cut.rrd'), readFileSync(join(cwd, 'cut.rrd')));
    const first = await runJson(['rrd', 'recover', 'cut.rrd'], { cwd: folder });
    expect(first.exitCode).toBe(0);
    expect(readdirSync(folder).sort()).toEqual(['cut.recovered.rrd', 'cut.rrd']);
    expect(first.report.diagnostics.map(({ severity }) => severity)).toContain('warning');
    expect((await run(['rrd', 'verify', 'cut.recovered.rrd'], { cwd: folder })).exitCode).toBe(0);
    expect((await run(['rrd', 'recover', 'cut.rrd'], { cwd: folder })).exitCode).toBe(2);
    expect((await run(['rrd', 'recover', 'cut.rrd', '--force'], { cwd: folder })).exitCode).toBe(0);
    expect((await run(['rrd', 'recover', 'cut.rrd', '-o', './cut.rrd', '--force'], { cwd: folder })).exitCode).toBe(2);
  });

  it('leaves no file when nothing can be recovered, or when it cannot be written', async () => {
    const folder = temporaryFolder({ 'x.rrd': 'not a recording' });
    const hopeless = await runJson(['rrd', 'recover', 'x.rrd'], { cwd: folder });
    expect(hopeless.exitCode).toBe(3);
    expect(readdirSync(folder)).toEqual(['x.rrd']);
    const nowhere = await runJson(['rrd', 'recover', join(cwd, 'cut.rrd'), '-o', 'no/such/folder.rrd'], {
      cwd: folder,
    });
    expect(nowhere.exitCode).toBe(3);
    expect(existsSync(join(folder, 'no'))).toBe(false);
  });

  it('says where a recording is cut, wherever that is', async () => {
    const bytes = readFileSync(join(cwd, 'whole.rrd'));
    const folder = temporaryFolder();
    const file = join(folder, 'cut.rrd');
    writeFileSync(file, bytes);
    for (let part = 9; part >= 1; part--) {
      truncateSync(file, Math.floor((bytes.length * part) / 10));
      const { exitCode, report } = await runJson(['rrd', 'info', file]);
      expect(exitCode).toBe(1);
      expect(report.diagnostics.every(({ code }) => code.startsWith('OUT60'))).toBe(true);
    }
  });
});
