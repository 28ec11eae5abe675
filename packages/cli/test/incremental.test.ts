import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openExperiment } from '@outlay/layout';
import { NodeFileSource } from '@outlay/layout/node';
import { makeRecordings } from '@outlay/rerun/files';
import { verify } from '@outlay/rerun/read';
import type { RecordingKind } from '@outlay/schema/names';
import { writeTinyExperiment } from '@outlay-internal/sample';
import { beforeAll, describe, expect, it } from 'vitest';
import { listing, temporaryFolder } from './support/folder.ts';
import { runJson } from './support/report.ts';
import { copySample, type SampleFolder, writeSample } from './support/sample.ts';

let sample: SampleFolder;
beforeAll(async () => {
  sample = await writeSample();
});

interface Recording {
  readonly file: string;
  readonly status: string;
  readonly reason: string | null;
  readonly bytes: number;
}
async function exported(...argv: string[]): Promise<readonly Recording[]> {
  const { report } = await runJson(['export', ...argv]);
  return (report.data as { experiments: { recordings: Recording[] }[] }).experiments[0]!.recordings;
}
const said = (recordings: readonly Recording[]) => recordings.map(({ file, status, reason }) => [file, status, reason]);

/** A minute later than now. */
const later = () => new Date(Date.now() + 60_000);

describe('what has changed', () => {
  const NVS = ['evaluation', '--epoch', '30', '--task', 'nvs'];
  const only = async (...argv: string[]) => {
    const [recording] = await exported(...NVS, ...argv);
    return [recording!.status, recording!.reason];
  };
  const picture = (experiment: string, camera: number, frame = 2) =>
    join(experiment, `evaluation/epoch_0030/nvs/pred/cam_${camera}/metrics_input/00000${frame}.jpg`);

  it('is told by times of change, and how many files of which folder', async () => {
    const { experiment } = copySample(sample);
    expect(await only(experiment)).toEqual(['written', 'the file does not exist yet']);
    expect(await only(experiment)).toEqual(['up-to-date', null]);
    for (const camera of [4, 16]) utimesSync(picture(experiment, camera), later(), later());
    expect(await only(experiment)).toEqual(['written', '2 files changed in evaluation/epoch_0030/nvs/pred']);
    // A clock that runs ahead must not make every later run start over.
    expect(await only(experiment)).toEqual(['up-to-date', null]);
  });

  it('is told by sizes and names', async () => {
    const { experiment } = copySample(sample);
    await only(experiment);
    const path = picture(experiment, 4);
    const bytes = readFileSync(path);
    writeFileSync(path, Buffer.concat([bytes, Buffer.from([0])]));
    utimesSync(path, 0, 0);
    expect(await only(experiment)).toEqual([
      'written',
      '1 file changed in evaluation/epoch_0030/nvs/pred/cam_4/metrics_input',
    ]);
    renameSync(path, path.replace('000002', '000009'));
    cpSync(picture(experiment, 16), picture(experiment, 16, 9));
    expect(await only(experiment)).toEqual(['written', '1 file more, files changed in evaluation/epoch_0030/nvs/pred']);
  });

  it('is told by contents with --checksum, whatever the times', async () => {
    const { experiment } = copySample(sample);
    await only(experiment);
    expect(await only(experiment, '--checksum')).toEqual([
      'up-to-date',
      'names, sizes and times are the same; it was made without --checksum',
    ]);
    await only(experiment, '--checksum', '--force');
    utimesSync(picture(experiment, 4), later(), later());
    expect(await only(experiment, '--checksum')).toEqual(['up-to-date', 'the contents of all files are the same']);
    // Now it is known that those times mean the same contents.
    expect(await only(experiment)).toEqual(['up-to-date', null]);
    const bytes = readFileSync(picture(experiment, 4));
    bytes[bytes.length - 3] = (bytes[bytes.length - 3] ?? 0) ^ 1;
    writeFileSync(picture(experiment, 4), bytes);
    utimesSync(picture(experiment, 4), 0, 0);
    expect(await only(experiment, '--checksum')).toEqual([
      'written',
      'files changed in evaluation/epoch_0030/nvs/pred/cam_4/metrics_input',
    ]);
  });

  it('is told by options, by the manifest and by the version', async () => {
    const { experiment } = copySample(sample);
    await only(experiment);
    expect(await only(experiment, '--frames', '1:3', '--cameras', '4')).toEqual([
      'written',
      'options changed: --frames 1:3 instead of all, --cameras 4 instead of all',
    ]);
    expect(await only(experiment)).toEqual(['written', expect.stringContaining('--frames all instead of 1:3')]);
    const manifest = JSON.parse(readFileSync(join(experiment, 'manifest.json'), 'utf8'));
    writeFileSync(join(experiment, 'manifest.json'), JSON.stringify({ ...manifest, nvs_cameras: [4] }));
    expect(await only(experiment)).toEqual(['written', 'the manifest changed']);
    const kinds: readonly RecordingKind[] = [{ kind: 'nvs', epoch: 30 }];
    const folder = join(experiment, 'rerun');
    const making = makeRecordings(await openExperiment(new NodeFileSource(experiment)), {
      ...{ folder, kinds, toolVersion: '9.9.9', now: () => 0 },
    });
    for await (const _ of making);
    const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
    expect(await only(experiment)).toEqual(['written', `written by outlay 9.9.9, this is ${version}`]);
  });

  it('is not another task, when a recording is of one', async () => {
    const { experiment } = copySample(sample);
    const both = ['evaluation', '--epoch', '30', '--task', 'nvs,pose_smplx', experiment];
    await exported(...both);
    const folder = join(
      experiment,
      'evaluation/epoch_0030/pose_smplx/pred/world_aligned/posed_smplx_meshes_per_frame/00',
    );
    utimesSync(join(folder, readdirSync(folder)[0]!), later(), later());
    expect((await exported(...both)).map(({ file, status }) => [file, status])).toEqual([
      ['nvs_epoch_0030.rrd', 'up-to-date'],
      ['pose_smplx_epoch_0030.rrd', 'written'],
    ]);
  });

  it('is not another epoch', async () => {
    const { experiment } = copySample(sample);
    await exported('evaluation', experiment, '--epoch', '0');
    expect(said(await exported('evaluation', experiment))).toEqual([
      ['evaluation_epoch_0000.rrd', 'up-to-date', null],
      ['evaluation_epoch_0030.rrd', 'written', 'the file does not exist yet'],
    ]);
  });

  it('is not when an experiment was copied with its recordings', async () => {
    const { experiment } = copySample(sample);
    await exported('evaluation', experiment, '--epoch', '0');
    const copy = join(temporaryFolder(), 'copy');
    // Node's own copy keeps times to the millisecond only.
    execFileSync('cp', ['-a', experiment, copy]);
    expect(said(await exported('evaluation', copy, '--epoch', '0'))).toEqual([
      ['evaluation_epoch_0000.rrd', 'up-to-date', null],
    ]);
  });

  it('is told when it happens while a recording is made, and that recording is made again', async () => {
    const { experiment } = copySample(sample);
    const rerun = join(experiment, 'rerun');
    mkdirSync(rerun);
    const running = runJson(['export', ...NVS, experiment]);
    while (!readdirSync(rerun).some((name) => name.endsWith('.tmp'))) await new Promise((turn) => setImmediate(turn));
    utimesSync(picture(experiment, 4), later(), later());
    const { report, exitCode } = await running;
    expect(exitCode).toBe(0);
    expect(report.diagnostics.map(({ name, message }) => [name, message])).toEqual([
      [
        'input-changed',
        '1 file changed in evaluation/epoch_0030/nvs/pred/cam_4/metrics_input while nvs_epoch_0030.rrd was made.',
      ],
    ]);
    expect((await only(experiment))[0]).toBe('written');
    expect((await only(experiment))[0]).toBe('up-to-date');
  });

  it('leaves no trace of times in a recording', async () => {
    const [a, b] = [copySample(sample), copySample(sample)];
    utimesSync(picture(b.experiment, 4), 0, 0);
    for (const { experiment } of [a, b]) await only(experiment);
    const bytesOf = ({ experiment }: SampleFolder) => readFileSync(join(experiment, 'rerun/nvs_epoch_0030.rrd'));
    expect(bytesOf(a).equals(bytesOf(b))).toBe(true);
  });
});

describe('what is larger than --max-size', () => {
  const size = (folder: string, name: string) => statSync(join(folder, name)).size;

  it('is split by task, then by cameras, each at most that large, and says so', async () => {
    const out = temporaryFolder();
    await exported('evaluation', sample.experiment, '--epoch', '0', '-o', out);
    await exported('evaluation', sample.experiment, '--epoch', '0', '--task', 'nvs', '-o', out);
    // Two cameras do not fit, one does.
    const limit = Math.floor(size(out, 'nvs_epoch_0000.rrd') * 0.9);
    const argv = ['evaluation', sample.experiment, '--epoch', '0', '-o', out, '--max-size', String(limit)];
    const { report, exitCode } = await runJson(['export', ...argv]);
    expect(exitCode).toBe(0);
    const parts = [
      'nvs_epoch_0000_camera_16.rrd',
      'nvs_epoch_0000_camera_4.rrd',
      'pose_smpl_epoch_0000.rrd',
      'pose_smplx_epoch_0000.rrd',
    ];
    // The whole would only be out of date; what somebody asked for by name stays.
    expect(listing(out)).toEqual([...parts.slice(0, 2), 'nvs_epoch_0000.rrd', ...parts.slice(2)].sort());
    for (const part of parts) expect(await verify(readFileSync(join(out, part)))).toMatchObject({ ok: true });
    for (const part of parts.slice(0, 2)) expect(size(out, part)).toBeLessThanOrEqual(limit);
    const large = report.diagnostics.filter(({ name }) => name === 'recording-large').map(({ message }) => message);
    expect(large[0]).toContain('It is split into 4 recordings: nvs_epoch_0000_camera_4.rrd, nvs_epoch_0000_camera_16');
    expect(said(await exported(...argv))).toEqual(
      [1, 0, 3, 2].map((i, n) => [parts[i], 'up-to-date', `part ${n + 1}/4 of evaluation_epoch_0000.rrd`]),
    );
    expect(said(await exported(...argv.slice(0, -2)))).toEqual([
      ['evaluation_epoch_0000.rrd', 'written', 'the file does not exist yet'],
    ]);
    expect(listing(out)).toEqual(['evaluation_epoch_0000.rrd', 'nvs_epoch_0000.rrd']);
  });

  it('is split by cameras when it is input data', async () => {
    const out = temporaryFolder();
    await exported('input-data', sample.experiment, '-o', out);
    const limit = String(Math.floor(size(out, 'input_data.rrd') * 0.8));
    await exported('input-data', sample.experiment, '-o', out, '--max-size', limit);
    const names = listing(out);
    expect(names.length).toBeGreaterThan(1);
    for (const name of names) {
      expect(name).toMatch(/^input_data_cameras?_/);
      expect(await verify(readFileSync(join(out, name)))).toMatchObject({ ok: true });
    }
  });
});

describe('sizes foretold', () => {
  it('are within 2 % of what is written', async () => {
    const root = temporaryFolder();
    // Pictures of a real size: where a frame is smaller than the window of LZ4, neighbours are compressed together.
    const size = { width: 240, height: 320, frames: 30, cameras: 1, virtualCameras: 1 };
    const { directory } = await writeTinyExperiment(root, { ...size, epochs: [30], viz: false, artifactEpochs: [2] });
    const argv = ['all', directory, '-o', join(root, 'out'), '--with', 'gaussians'];
    const foretold = await exported(...argv, '--dry-run');
    const written = await exported(...argv);
    expect(foretold.map(({ status }) => status)).toEqual(written.map(() => 'planned'));
    const off = written.map(({ bytes }, i) => foretold[i]!.bytes / bytes - 1);
    expect(written.map(({ file }, i) => [file, Math.abs(off[i]!) < 0.02 || off[i]])).toEqual(
      written.map(({ file }) => [file, true]),
    );
  }, 60_000);
});
