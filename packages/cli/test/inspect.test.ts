import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
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

interface Data {
  readonly experiments: readonly {
    readonly name: string;
    readonly epochs: readonly { readonly epoch: number; readonly listed: boolean; readonly state: string }[];
    readonly cameras: readonly { readonly camera: number }[];
    readonly recordings: readonly { readonly file: string; readonly state: string; readonly reason: string | null }[];
  }[];
}

describe('inspect', () => {
  it('says what is there', async () => {
    const { exitCode, stdout, stderr } = await run(['inspect', sample.experiment]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stable(stdout, sample.root)).toMatchSnapshot();
  });

  it('takes the nearest experiment above the working directory', async () => {
    const cwd = join(sample.experiment, 'evaluation', 'epoch_0030', 'nvs');
    const { report } = await runJson(['inspect'], { cwd });
    expect((report.data as Data).experiments.map(({ name }) => name)).toEqual(['v001_tiny']);
  });

  it('shows epochs that are listed and absent', async () => {
    const { experiment } = copySample(sample);
    rmSync(join(experiment, 'evaluation', 'epoch_0030'), { recursive: true });
    const { report } = await runJson(['inspect', experiment]);
    const [found] = (report.data as Data).experiments;
    expect(found?.epochs).toMatchObject([
      { epoch: 0, listed: true, state: 'complete' },
      { epoch: 30, listed: true, state: 'pending' },
    ]);
    expect(found?.cameras.map(({ camera }) => camera)).toEqual([4, 16, 100]);
    expect(report.diagnostics.map(({ name }) => name)).toContain('listed-epoch-pending');
  });

  it('knows which recordings are up to date', async () => {
    const { experiment } = copySample(sample);
    await run(['export', 'all', experiment]);
    const rerun = join(experiment, 'rerun');
    writeFileSync(join(rerun, 'input_data.rrd'), 'not a recording');
    writeFileSync(join(experiment, 'evaluation/epoch_0030/nvs/pred/cam_4/metrics_input/000009.jpg'), '');
    const { report } = await runJson(['inspect', experiment]);
    expect((report.data as Data).experiments[0]?.recordings.map(({ file, state }) => [file, state])).toEqual([
      ['evaluation_epoch_0000.rrd', 'up-to-date'],
      ['evaluation_epoch_0030.rrd', 'outdated'],
      ['input_data.rrd', 'unreadable'],
      ['nv_generation_epoch_0016.rrd', 'up-to-date'],
      ['training_artifacts.rrd', 'up-to-date'],
    ]);
  });

  it('finds experiments below a results folder', async () => {
    for (const argv of [
      ['inspect', '--results', '.'],
      ['inspect', '--results', '.', '--scene', 'demo_*', '--exp', 'v001*'],
    ]) {
      const { report } = await runJson(argv, { cwd: sample.root });
      expect((report.data as Data).experiments).toHaveLength(1);
    }
    expect((await run(['inspect', '--results', '.', '--scene', 'other*'], { cwd: sample.root })).exitCode).toBe(3);
  });
});

describe('what is no experiment', () => {
  it.each([
    ['a folder that does not exist', ['nowhere']],
    ['a file', ['file.txt']],
    ['an empty folder', ['empty']],
    ['a folder above experiments', ['above']],
    ['a manifest that is cut', ['cut']],
    ['a manifest of another version', ['other']],
    ['nothing named, nothing found', []],
  ])('%s', async (_, argv) => {
    const cwd = temporaryFolder({
      'file.txt': 'x',
      'above/exp/manifest.json': '{}',
      'cut/manifest.json': '{"output_layout_version": "v1", "exp',
      'other/manifest.json':
        '{"output_layout_version":"v9","exp_name":"e","scene_name":"s","tasks":[],"eval_epochs":[]}',
    });
    mkdirSync(join(cwd, 'empty'));
    const { exitCode, stdout, stderr } = await run(['inspect', ...argv], { cwd });
    // What is there is shown, however broken; where there is nothing, nothing is.
    expect(stdout.includes('manifest invalid')).toBe(argv[0] === 'cut' || argv[0] === 'other');
    expect(exitCode).toBe(argv[0] === 'other' ? 6 : 3);
    expect(stable(stderr, cwd)).toMatchSnapshot();
    expect((await runJson(['inspect', ...argv], { cwd })).exitCode).toBe(exitCode);
  });
});
