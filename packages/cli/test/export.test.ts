import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { verify } from '@outlay/rerun/read';
import { writeTinyExperiment } from '@outlay-internal/sample';
import { beforeAll, describe, expect, it } from 'vitest';
import { because } from '../../../vitest.shared.ts';
import type { StopSignal } from '../src/process/io.ts';
import { listing, temporaryFolder } from './support/folder.ts';
import { runJson } from './support/report.ts';
import { run } from './support/run.ts';
import { copySample, type SampleFolder, stable, writeSample } from './support/sample.ts';

let sample: SampleFolder;
beforeAll(async () => {
  sample = await writeSample();
});

const ALL = [
  'evaluation_epoch_0000.rrd',
  'evaluation_epoch_0030.rrd',
  'input_data.rrd',
  'nv_generation_epoch_0016.rrd',
  'training_artifacts.rrd',
];
/** The same in the order in which they are made. */
const IN_ORDER = [...ALL.slice(2, 3), ...ALL.slice(3).reverse(), ...ALL.slice(0, 2)];

interface Data {
  readonly experiments: readonly {
    readonly label: string;
    readonly status: string;
    readonly output: string;
    readonly recordings: readonly { readonly file: string; readonly status: string; readonly reason: string | null }[];
  }[];
  readonly totals: { readonly recordings: number; readonly failed: number };
}
const dataOf = (report: { readonly data: unknown }): Data => report.data as Data;
const statuses = (report: { readonly data: unknown }) =>
  dataOf(report).experiments.flatMap(({ recordings }) => recordings.map(({ file, status }) => [file, status]));
const hashes = (folder: string) =>
  listing(folder).map((name) => [
    name,
    createHash('sha256')
      .update(readFileSync(join(folder, name)))
      .digest('hex'),
  ]);

describe('export', () => {
  it('writes every recording, whole, and the same bytes every time', async () => {
    const out = join(temporaryFolder(), 'deep', 'out');
    const first = await run(['export', 'all', sample.experiment, '-o', out]);
    expect({ exitCode: first.exitCode, stderr: first.stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stable(first.stdout, out)).toMatchSnapshot();
    expect(listing(out)).toEqual(ALL);
    for (const name of ALL) expect(await verify(readFileSync(join(out, name)))).toMatchObject({ ok: true });
    const before = hashes(out);
    const again = await runJson(['export', 'all', sample.experiment, '-o', out, '--force', '--jobs', '1']);
    expect(statuses(again.report).map(([, status]) => status)).toEqual(ALL.map(() => 'written'));
    expect(hashes(out)).toEqual(before);
  });

  it('does nothing when nothing has changed, and says why when something has', async () => {
    const { experiment } = copySample(sample);
    await run(['export', 'all', experiment]);
    const again = await runJson(['export', 'all', experiment]);
    expect(statuses(again.report).map(([, status]) => status)).toEqual(ALL.map(() => 'up-to-date'));
    rmSync(join(experiment, 'evaluation/epoch_0030/nvs/pred/cam_4/metrics_input/000002.jpg'));
    truncateSync(join(experiment, 'rerun/input_data.rrd'), 100);
    const changed = await runJson(['export', 'all', experiment]);
    const recordings = dataOf(changed.report).experiments[0]?.recordings;
    expect(recordings?.map(({ file, status, reason }) => [file, status, reason])).toEqual([
      ['input_data.rrd', 'written', 'the file is not complete'],
      ['training_artifacts.rrd', 'up-to-date', null],
      ['nv_generation_epoch_0016.rrd', 'up-to-date', null],
      ['evaluation_epoch_0000.rrd', 'up-to-date', null],
      ['evaluation_epoch_0030.rrd', 'written', '1 file fewer in evaluation/epoch_0030/nvs/pred/cam_4/metrics_input'],
    ]);
  });

  it('writes into rerun/ of the experiment, only what was asked for', async () => {
    const { experiment } = copySample(sample);
    expect((await run(['export', 'evaluation', '--epoch', 'latest'], { cwd: experiment })).exitCode).toBe(0);
    expect(listing(join(experiment, 'rerun'))).toEqual(['evaluation_epoch_0030.rrd']);
    const planned = async (...argv: string[]) => {
      const { report } = await runJson(['export', ...argv, '-n', '-o', 'elsewhere'], { cwd: experiment });
      return statuses(report).map(([file]) => file);
    };
    expect(await planned('input-data')).toEqual(['input_data.rrd']);
    expect(await planned('training')).toEqual(['training_artifacts.rrd', 'nv_generation_epoch_0016.rrd']);
    expect(await planned('evaluation')).toEqual(['evaluation_epoch_0000.rrd', 'evaluation_epoch_0030.rrd']);
    expect(await planned('evaluation', '--epoch', 'epoch_0000')).toEqual(['evaluation_epoch_0000.rrd']);
    expect(await planned('evaluation', '--epoch', '0', '--task', 'nvs', '--task', 'pose_smpl')).toEqual([
      'nvs_epoch_0000.rrd',
      'pose_smpl_epoch_0000.rrd',
    ]);
  });

  it('narrows to frames, cameras and persons', async () => {
    const out = temporaryFolder();
    const argv = ['export', 'input-data', sample.experiment, '-o', out];
    const size = async (...more: string[]) => {
      expect((await run([...argv, ...more])).exitCode).toBe(0);
      return readFileSync(join(out, 'input_data.rrd')).length;
    };
    const whole = await size();
    expect(await size('--cameras', '4')).toBeLessThan(whole);
    expect(await size('--frames', '1:2')).toBeLessThan(whole);
    expect(await size('--persons', '0')).toBeLessThan(whole);
  });

  it('writes training diagnostics and view generation, and says what of them has changed', async () => {
    const { experiment } = copySample(sample);
    const training = async () => {
      const { report } = await runJson(['export', 'training', experiment]);
      return dataOf(report).experiments[0]!.recordings.map(({ file, status }) => [file, status]);
    };
    const both = (artifacts: string, generation: string) => [
      ['training_artifacts.rrd', artifacts],
      ['nv_generation_epoch_0016.rrd', generation],
    ];
    expect(await training()).toEqual(both('written', 'written'));
    expect(await training()).toEqual(both('up-to-date', 'up-to-date'));
    rmSync(join(experiment, 'input_data/train/misc/nv_generation/est_masks_debug/100'), { recursive: true });
    expect(await training()).toEqual(both('up-to-date', 'written'));
    rmSync(join(experiment, 'training_artifacts/epoch_0002/depth'), { recursive: true });
    expect(await training()).toEqual(both('written', 'up-to-date'));
    rmSync(join(experiment, 'training_artifacts'), { recursive: true });
    expect(await training()).toEqual(both('', 'up-to-date').slice(1));
  });

  it('writes Gaussians with --with gaussians, of the epochs that have some', async () => {
    const { directory } = await writeTinyExperiment(temporaryFolder(), { frames: 2, cameras: 2, epochs: [0, 30] });
    rmSync(join(directory, 'evaluation/epoch_0000/pose_smplx/viz/posed_3dgs_per_frame'), { recursive: true });
    const argv = ['export', 'evaluation', directory, '--task', 'pose_smpl', '--with', 'gaussians'];
    const names = ['pose_smpl_epoch_0000.rrd', 'pose_smpl_epoch_0030.rrd', 'gaussians_epoch_0030.rrd'];
    for (const status of ['written', 'up-to-date'])
      expect(statuses((await runJson(argv)).report)).toEqual(names.map((name) => [name, status]));
    expect(await verify(readFileSync(join(directory, 'rerun', names[2]!)))).toMatchObject({ ok: true });
  });

  it('writes again with --with viz, which shows more', async () => {
    const { directory } = await writeTinyExperiment(temporaryFolder(), { frames: 2, cameras: 2, epochs: [0] });
    const plain = ['export', 'all', directory, '--task', 'nvs,pose_smplx'];
    const written = async (argv: readonly string[]) =>
      statuses((await runJson(argv)).report).flatMap(([file, status]) => (status === 'written' ? [file] : []));
    expect(await written(plain)).toContain('input_data.rrd');
    // The others do not show more, so they are up to date.
    expect(await written([...plain, '--with', 'viz'])).toEqual(['nvs_epoch_0000.rrd']);
    expect(await written([...plain, '--with', 'viz'])).toEqual([]);
    expect(await written(plain)).toEqual(['nvs_epoch_0000.rrd']);
  });

  it('writes nothing with --dry-run', async () => {
    const { experiment } = copySample(sample);
    const { report, exitCode } = await runJson(['export', 'all', experiment, '--dry-run']);
    expect(exitCode).toBe(0);
    expect(statuses(report)).toEqual(IN_ORDER.map((file) => [file, 'planned']));
    expect(existsSync(join(experiment, 'rerun'))).toBe(false);
    expect(stable((await run(['export', 'all', experiment, '-n'])).stdout, experiment)).toMatchSnapshot();
  });

  it('exports several experiments, one of them broken, with one table at the end', async () => {
    const { root, experiment } = copySample(sample);
    const broken = join(root, 'demo_pair01_broken', 'v000');
    mkdirSync(broken, { recursive: true });
    writeFileSync(join(broken, 'manifest.json'), '{"exp_name": 3}');
    const out = temporaryFolder();
    const result = await run(['export', 'input-data', '--results', root, '-o', out]);
    expect(result.exitCode).toBe(3);
    expect(stable(stable(result.stdout, root), out)).toMatchSnapshot('stdout');
    expect(stable(result.stderr, root)).toMatchSnapshot('stderr');
    expect(listing(join(out, 'demo_pair02_tiny', 'v001_tiny'))).toEqual(['input_data.rrd']);
    const { report } = await runJson(['export', 'input-data', broken, experiment, 'nowhere']);
    expect(dataOf(report).experiments.map(({ status }) => status)).toEqual(['ok', 'failed', 'failed']);
    expect(dataOf(report).totals).toMatchObject({ recordings: 1, failed: 2 });
  });

  it('refuses to let two experiments overwrite each other', async () => {
    const copy = copySample(sample);
    const argv = ['export', 'input-data', sample.experiment, copy.experiment, '-o', temporaryFolder()];
    expect((await run(argv)).exitCode).toBe(2);
  });
});

describe('export of a damaged experiment', () => {
  const damage = (): SampleFolder => {
    const copy = copySample(sample);
    const at = (path: string) => join(copy.experiment, path);
    truncateSync(at('evaluation/epoch_0030/nvs/pred/cam_4/metrics_input/000002.jpg'), 20);
    writeFileSync(at('input_data/train/images/4/000001.jpg'), '');
    return copy;
  };

  it('leaves out what is broken, says so, exports the rest', async () => {
    const { experiment, root } = damage();
    const { exitCode, stderr } = await run(['export', 'all', experiment]);
    expect(exitCode).toBe(1);
    expect(stable(stderr, root)).toMatchSnapshot();
    expect(listing(join(experiment, 'rerun'))).toEqual(ALL);
    for (const name of ALL)
      expect(await verify(readFileSync(join(experiment, 'rerun', name)))).toMatchObject({ ok: true });
    await runJson(['export', 'all', experiment, '--force']);
  });

  it('writes nothing at all with --strict', async () => {
    const { experiment } = damage();
    const { report, exitCode } = await runJson(['export', 'all', experiment, '--strict']);
    expect(exitCode).toBe(1);
    expect(new Set(statuses(report).map(([, status]) => status))).toEqual(new Set(['skipped']));
    expect(listing(join(experiment, 'rerun'))).toEqual([]);
  });

  it('says that an epoch is not there, and that there is nothing to export', async () => {
    const { experiment } = copySample(sample);
    const absent = await runJson(['export', 'evaluation', experiment, '--epoch', '0,7']);
    expect(absent.exitCode).toBe(1);
    expect(statuses(absent.report)).toEqual([['evaluation_epoch_0000.rrd', 'written']]);
    rmSync(join(experiment, 'evaluation'), { recursive: true });
    const nothing = await runJson(['export', 'evaluation', experiment]);
    expect(nothing.report.diagnostics.map(({ name }) => name)).toContain('nothing-to-export');
    expect(statuses(nothing.report)).toEqual([]);
  });

  const asRoot = process.getuid?.() === 0 ? 'root may write everywhere' : undefined;
  it.skipIf(asRoot !== undefined)(`says that a folder cannot be written${because(asRoot)}`, async () => {
    const out = temporaryFolder();
    chmodSync(out, 0o500);
    const { exitCode, stderr } = await run(['export', 'input-data', sample.experiment, '-o', join(out, 'x')]);
    expect(exitCode).toBe(3);
    expect(stable(stderr, out)).toContain('permission denied');
  });

  it('says that a file is in the way', async () => {
    const out = temporaryFolder({ taken: 'x' });
    const { exitCode, stderr } = await run(['export', 'input-data', sample.experiment, '-o', join(out, 'taken')]);
    expect(exitCode).toBe(3);
    expect(stable(stderr, out)).toMatchSnapshot();
  });
});

describe('an interruption', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('%s leaves the last good state and no temporary file', async (signal, code) => {
    const { experiment } = copySample(sample);
    await run(['export', 'all', experiment]);
    const before = hashes(join(experiment, 'rerun'));
    let stop: (signal: StopSignal) => void = () => {};
    const running = run(['export', 'all', experiment, '--force'], { control: (send) => (stop = send) });
    // As soon as the first temporary file is there.
    for (let turn = 0; turn < 10_000 && listing(join(experiment, 'rerun')).length === ALL.length; turn++)
      await new Promise((resolve) => setImmediate(resolve));
    stop(signal);
    const { exitCode, stdout } = await running;
    expect({ exitCode, stdout }).toEqual({ exitCode: code, stdout: '' });
    expect(hashes(join(experiment, 'rerun'))).toEqual(before);
  });
});

describe('reading ahead', () => {
  it('gives the same bytes, in a process that has enough threads for it', async () => {
    const [plain, ahead] = [temporaryFolder(), temporaryFolder()];
    await run(['export', 'all', sample.experiment, '-o', plain]);
    const started: unknown[] = [];
    const again = {
      fileThreads: 4,
      run: async (env: Readonly<Record<string, string>>) => {
        started.push(env);
        return 1;
      },
    };
    const argv = ['export', 'all', sample.experiment, '-o', ahead];
    expect(await run([...argv, '--read-ahead', '32'], { again })).toEqual({ exitCode: 1, stdout: '', stderr: '' });
    expect(started).toEqual([{ UV_THREADPOOL_SIZE: '36' }]);
    expect((await run([...argv, '--read-ahead', '4'], { again })).exitCode).toBe(0);
    expect([started.length, hashes(ahead)]).toEqual([1, hashes(plain)]);
  });
});

describe('wrong usage of export', () => {
  it.each([
    [['export', 'all', '--frames', '5:x']],
    [['export', 'all', '--frames', '1:5:0']],
    [['export', 'all', '--read-ahead', 'much']],
    [['export', 'all', '--with', 'ghosts']],
    [['export', 'training', '--with', 'gaussians']],
  ])('%j', async (argv) => {
    const result = await run(argv, { cwd: sample.experiment });
    expect(result.exitCode).toBe(2);
    expect(result.stderr).toMatchSnapshot();
  });
});

describe('progress', () => {
  it('is drawn on a terminal and wiped away, and silent elsewhere', async () => {
    const argv = ['export', 'input-data', sample.experiment, '-o', temporaryFolder(), '--force'];
    const drawn = await run(argv, { terminal: 60 });
    const wipe = '\r\u001b[2K';
    expect(drawn.stderr).toContain(wipe);
    expect(drawn.stderr.split(wipe)[1]).toMatch(/^[█░]+ \d+\/\d+ {2}input_data\.rrd/);
    expect(drawn.stderr.split(wipe).at(-1)).toMatch(/^To view a recording, /);
    expect((await run(argv)).stderr).toBe('');
    expect((await run([...argv, '--progress', 'none', '-q'], { terminal: 60 })).stderr).toBe('');
    expect((await run([...argv, '--progress', 'plain'])).stderr).toContain('input_data.rrd');
  });

  it('is a line of JSON per step, recording and experiment for programs', async () => {
    const argv = ['export', 'input-data', sample.experiment, '-o', temporaryFolder(), '--progress', 'json'];
    const lines = (await run(argv)).stderr.trim().split('\n');
    const events = lines.map((line) => JSON.parse(line));
    // The clock stands still, so between first and last there is nothing.
    const [first, last, ...over] = events;
    expect(first).toMatchObject({ event: 'progress', subject: 'input_data.rrd', total: last.total });
    expect(last).toMatchObject({ event: 'progress', done: last.total });
    const { bytes } = over[0];
    expect(over).toMatchObject([
      { event: 'recording', experiment: sample.experiment, file: 'input_data.rrd', status: 'written', frames: 3 },
      { event: 'experiment', scene: 'demo_pair02_tiny', status: 'ok', exitCode: 0, recordings: 1, bytes, frames: 3 },
    ]);
  });
});
