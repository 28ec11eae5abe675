/**
 * When is a recording up to date? A table of what happens to experiments on disks of clusters, and what an export must
 * say then. What needs an error of the disk is in `npm run conformance -- interruptions`.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, cpSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { listing, temporaryFolder } from './support/folder.ts';
import { runJson } from './support/report.ts';
import { run } from './support/run.ts';
import { copySample, type SampleFolder, writeSample } from './support/sample.ts';

let sample: SampleFolder;
beforeAll(async () => {
  sample = await writeSample();
});

const PICTURES = 'evaluation/epoch_0030/nvs/pred/cam_4/metrics_input';
const first = (experiment: string) => join(experiment, PICTURES, '000001.jpg');
const second = (experiment: string) => join(experiment, PICTURES, '000002.jpg');
const recording = (experiment: string) => join(experiment, 'rerun/nvs_epoch_0030.rrd');
const at = (seconds: number) => new Date(Date.now() + seconds * 1000);

async function exported(experiment: string, ...more: string[]) {
  const argv = ['export', 'evaluation', '--epoch', '30', '--task', 'nvs', experiment, ...more];
  const { report, exitCode } = await runJson(argv);
  const [one] = (report.data as { experiments: { recordings: { status: string; reason: string | null }[] }[] })
    .experiments[0]!.recordings;
  return { exitCode, said: [one?.status, one?.reason], findings: report.diagnostics.map(({ name }) => name) };
}

/** Two pictures of one size and time, as a copy from a disk with coarse times leaves them. */
function makeAlike(experiment: string): void {
  const [a, b] = [first(experiment), second(experiment)];
  const size = Math.max(statSync(a).size, statSync(b).size);
  const [then, now] = [at(-1000), at(-1000)];
  for (const path of [a, b]) {
    writeFileSync(path, Buffer.concat([readFileSync(path), Buffer.alloc(size - statSync(path).size)]));
    utimesSync(path, then, now);
  }
}

function replaceBytes(path: string): void {
  const bytes = readFileSync(path);
  bytes[bytes.length - 3] = (bytes[bytes.length - 3] ?? 0) ^ 1;
  writeFileSync(path, bytes);
}

describe('a recording is made again when', () => {
  const changed = (count: number) => `${count} file${count === 1 ? '' : 's'} changed in ${PICTURES}`;
  it.each<[what: string, happens: (experiment: string) => void, reason: string]>([
    [
      'two files of one size and time are exchanged',
      (experiment) => {
        renameSync(first(experiment), `${first(experiment)}.x`);
        renameSync(second(experiment), first(experiment));
        renameSync(`${first(experiment)}.x`, second(experiment));
      },
      changed(2),
    ],
    [
      'a file is restored from an older backup',
      (experiment) => {
        replaceBytes(first(experiment));
        utimesSync(first(experiment), at(-86_400), at(-86_400));
      },
      changed(1),
    ],
    [
      'a file changes after a node wrote the recording whose clock is a minute ahead',
      (experiment) => {
        utimesSync(recording(experiment), at(60), at(60));
        replaceBytes(first(experiment));
      },
      changed(1),
    ],
    [
      'a file is replaced by another of its size and time',
      (experiment) => {
        const { mtime } = statSync(first(experiment));
        copyFileSync(first(experiment), `${first(experiment)}.x`);
        replaceBytes(`${first(experiment)}.x`);
        utimesSync(`${first(experiment)}.x`, mtime, mtime);
        renameSync(`${first(experiment)}.x`, first(experiment));
      },
      changed(1),
    ],
  ])('%s', async (_, happens, reason) => {
    const { experiment } = copySample(sample);
    makeAlike(experiment);
    expect((await exported(experiment)).said).toEqual(['written', 'the file does not exist yet']);
    expect((await exported(experiment)).said).toEqual(['up-to-date', null]);
    happens(experiment);
    expect((await exported(experiment)).said).toEqual(['written', reason]);
    expect((await exported(experiment)).said).toEqual(['up-to-date', null]);
  });

  it('the experiment is copied without its times, which nobody can tell from a change', async () => {
    const { experiment } = copySample(sample);
    await exported(experiment);
    const copy = join(temporaryFolder(), 'copy');
    cpSync(experiment, copy, { recursive: true });
    expect((await exported(copy)).said).toEqual([
      'written',
      expect.stringMatching(/^\d+ files changed in the experiment$/),
    ]);
  });
});

describe('a recording is up to date when', () => {
  it('it was touched', async () => {
    const { experiment } = copySample(sample);
    await exported(experiment);
    utimesSync(recording(experiment), at(3600), at(3600));
    expect((await exported(experiment)).said).toEqual(['up-to-date', null]);
  });

  it('it was copied with its experiment and the times of all files', async () => {
    const { experiment } = copySample(sample);
    await exported(experiment);
    const copy = join(temporaryFolder(), 'copy');
    execFileSync('cp', ['-a', experiment, copy]);
    expect((await exported(copy)).said).toEqual(['up-to-date', null]);
  });

  it('it was downloaded alone, and names and sizes are the same, which it says', async () => {
    const { experiment } = copySample(sample);
    await exported(experiment);
    rmSync(join(experiment, 'rerun/.outlay'), { recursive: true });
    utimesSync(recording(experiment), at(3600), at(3600));
    const { exitCode, said } = await exported(experiment);
    expect({ exitCode, said }).toEqual({
      exitCode: 0,
      said: [
        'up-to-date',
        'names and sizes are the same; times cannot be compared, as the record of its making is missing',
      ],
    });
  });
});

describe('what a recording lacks because a file is broken', () => {
  it('is said again by every run, until the file changes', async () => {
    const { experiment } = copySample(sample);
    const whole = readFileSync(first(experiment));
    writeFileSync(first(experiment), whole.subarray(0, 20));
    const then = await exported(experiment);
    expect(then).toMatchObject({ exitCode: 1, said: ['written', 'the file does not exist yet'] });
    expect(then.findings).toEqual(['file-truncated']);
    expect(await exported(experiment)).toEqual({ ...then, said: ['up-to-date', null] });
    expect((await exported(experiment, '--strict')).exitCode).toBe(1);
    writeFileSync(first(experiment), whole);
    expect(await exported(experiment)).toEqual({
      exitCode: 0,
      said: ['written', `1 file changed in ${PICTURES}`],
      findings: [],
    });
    expect(await exported(experiment)).toEqual({ exitCode: 0, said: ['up-to-date', null], findings: [] });
  });
});

describe('a folder that holds recordings of another experiment', () => {
  function rename(experiment: string): void {
    const path = join(experiment, 'manifest.json');
    writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, 'utf8')), exp_name: 'another' }));
  }
  function another(): string {
    const { experiment } = copySample(sample);
    rename(experiment);
    return experiment;
  }
  const argv = ['export', 'evaluation', '--epoch', '30', '--task', 'nvs'];

  it('is refused with the names of both, whatever is there', async () => {
    const out = temporaryFolder();
    await run(['export', 'input-data', sample.experiment, '-o', out]);
    const before = listing(out);
    const { exitCode, stderr } = await run([...argv, another(), '-o', out]);
    expect(exitCode).toBe(3);
    expect(stderr).toContain('OUT9013');
    expect(stderr).toContain('input_data.rrd is of demo_pair02_tiny / v001_tiny, this is demo_pair02_tiny / another');
    expect(stderr).toContain('--force');
    expect(listing(out)).toEqual(before);
    expect((await run([...argv, another(), '-o', out, '--force'])).exitCode).toBe(0);
    expect(listing(out)).toEqual(['input_data.rrd', 'nvs_epoch_0030.rrd']);
  });

  it("is its own where it is the experiment's rerun/, whatever it was called before", async () => {
    const { experiment } = copySample(sample);
    await exported(experiment);
    rename(experiment);
    expect((await exported(experiment)).said).toEqual(['written', 'the manifest changed']);
  });
});
