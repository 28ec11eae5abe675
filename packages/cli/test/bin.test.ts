import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { verify } from '@outlay/rerun/read';
import { beforeAll, describe, expect, it } from 'vitest';
import { because } from '../../../vitest.shared.ts';
import { VERSION } from '../src/process/version.ts';
import { listing, temporaryFolder } from './support/folder.ts';
import { copySample, type SampleFolder, writeSample } from './support/sample.ts';

const BIN = fileURLToPath(new URL('../bin.js', import.meta.url));
const isBuilt = existsSync(new URL('../dist/main.js', import.meta.url));
const ALL = [
  'evaluation_epoch_0000.rrd',
  'evaluation_epoch_0030.rrd',
  'input_data.rrd',
  'nv_generation_epoch_0016.rrd',
  'training_artifacts.rrd',
];

interface Result {
  readonly code: number | string | null;
  readonly stdout: string;
  readonly stderr: string;
}
const outlay = (...argv: string[]): Promise<Result> =>
  new Promise((resolve) => {
    execFile(process.execPath, [BIN, ...argv], (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : (error.code ?? null), stdout, stderr }),
    );
  });

const ended = (child: ChildProcess): Promise<{ code: number | null; signal: string | null }> =>
  new Promise((resolve) => child.on('exit', (code, signal) => resolve({ code, signal })));

/** Starts an export and waits until it is writing its first file. */
async function startWriting(experiment: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, [BIN, 'export', 'all', experiment, '--force'], { stdio: 'ignore' });
  const rerun = join(experiment, 'rerun');
  while (child.exitCode === null && !(existsSync(rerun) && readdirSync(rerun).some((name) => name.endsWith('.tmp'))))
    await new Promise((resolve) => setTimeout(resolve, 1));
  return child;
}

const NOT_BUILT = isBuilt ? undefined : 'dist/ is missing: run `turbo run build`';

describe.skipIf(!isBuilt)(`the built command${because(NOT_BUILT)}`, () => {
  let sample: SampleFolder;
  beforeAll(async () => {
    sample = await writeSample();
  });

  it('runs', async () => {
    expect(await outlay('--version')).toEqual({ code: 0, stdout: `${VERSION}\n`, stderr: '' });
    expect(await outlay('nonsense')).toMatchObject({ code: 2, stdout: '' });
    expect(JSON.parse((await outlay('config', 'print', '--json')).stdout)).toMatchObject({ ok: true });
  });

  it('exports, and passes on the licences of what is in it', async () => {
    const out = temporaryFolder();
    expect(await outlay('export', 'all', sample.experiment, '-o', out)).toMatchObject({ code: 0, stderr: '' });
    expect(listing(out)).toEqual(ALL);
    for (const name of ALL) expect(await verify(readFileSync(join(out, name)))).toMatchObject({ ok: true });
    const notices = readFileSync(new URL('../dist/THIRD-PARTY-NOTICES.txt', import.meta.url), 'utf8');
    for (const name of ['commander', 'picocolors', 'zod']) expect(notices).toMatch(new RegExp(`^${name} \\d`, 'm'));
  });

  it('is quiet when its reader goes away', async () => {
    const child = spawn(process.execPath, [BIN, 'path'], { stdio: ['ignore', 'pipe', 'pipe'] });
    let stderr = '';
    child.stderr.on('data', (piece) => {
      stderr += piece;
    });
    child.stdout.destroy();
    expect((await ended(child)).signal).toBe(null);
    expect(stderr).toBe('');
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('%s removes what is half written', async (signal, code) => {
    const { experiment } = copySample(sample);
    const child = await startWriting(experiment);
    const end = ended(child);
    child.kill(signal);
    expect(await end).toEqual({ code, signal: null });
    expect(listing(join(experiment, 'rerun')).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('killed outright, it leaves whole recordings or none, and the next run finishes', async () => {
    const { experiment } = copySample(sample);
    const child = await startWriting(experiment);
    const end = ended(child);
    child.kill('SIGKILL');
    await end;
    const whole = readdirSync(join(experiment, 'rerun')).filter((name) => name.endsWith('.rrd'));
    for (const name of whole)
      expect(await verify(readFileSync(join(experiment, 'rerun', name)))).toMatchObject({ ok: true });
    expect((await outlay('export', 'all', experiment)).code).toBe(0);
    expect(listing(join(experiment, 'rerun'))).toEqual(ALL);
  });
});
