import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { decode } from '@outlay/rerun/read';
import { BODY_COUNTS, encodeNpz, sampleBodyModel } from '@outlay-internal/sample';
import { beforeAll, describe, expect, it } from 'vitest';
import { listing, temporaryFolder } from './support/folder.ts';
import { runJson } from './support/report.ts';
import { type RunOptions, run } from './support/run.ts';
import { copySample, type SampleFolder, writeSample } from './support/sample.ts';

let sample: SampleFolder;
let models: string;
const model = (name: 'smplx' | 'smpl') => join(models, `${name}_secret.npz`);

beforeAll(async () => {
  sample = copySample(await writeSample());
  rmSync(join(sample.experiment, 'evaluation/epoch_0030/pose_smplx/pred'), { recursive: true });
  const state = join(sample.experiment, 'input_data/train/misc/nv_generation/pose_state/epoch_0016');
  rmSync(join(state, 'posed_smplx_meshes_per_frame'), { recursive: true });
  models = temporaryFolder();
  for (const name of ['smplx', 'smpl'] as const) {
    const vertices = BODY_COUNTS.tiny[name];
    writeFileSync(model(name), encodeNpz(sampleBodyModel({ model: name, vertices, components: [10, 10] })));
  }
});

interface Recording {
  readonly file: string;
  readonly status: string;
  readonly reason: string | null;
}
async function exported(argv: readonly string[]): Promise<readonly Recording[]> {
  const { report } = await runJson(['export', 'all', sample.experiment, ...argv]);
  const { experiments } = report.data as { experiments: readonly { readonly recordings: readonly Recording[] }[] };
  return experiments.flatMap(({ recordings }) => recordings);
}
const statuses = async (argv: readonly string[]) =>
  Object.fromEntries((await exported(argv)).map(({ file, status }) => [file, status]));
const reasons = async (argv: readonly string[]) => (await exported(argv)).map(({ reason }) => reason);

/** Numbers of vertices of all meshes below a path. */
async function meshesBelow(file: string, root: string): Promise<Record<string, number[]>> {
  const found: Record<string, number[]> = {};
  for await (const message of decode(readFileSync(file))) {
    if (message.kind !== 'chunk' || message.message.storeId.kind !== 'recording') continue;
    const chunk = message.chunk();
    const column = chunk.components.find(({ component }) => component === 'Mesh3D:vertex_positions');
    if (column === undefined || !chunk.entityPath.startsWith(root)) continue;
    const list = found[chunk.entityPath.slice(root.length)] ?? [];
    found[chunk.entityPath.slice(root.length)] = list;
    for (let row = 0; row < chunk.rowCount; row++) {
      const values = column.cell(row)?.values as ArrayLike<number> | undefined;
      if (values !== undefined) list.push(values.length / 3);
    }
  }
  return found;
}

describe('--body-model', () => {
  it('poses bodies without a mesh, in the recordings that have them, and knows when it has', async () => {
    const out = join(temporaryFolder(), 'out');
    const argv = ['-o', out];
    expect(Object.values(await statuses(argv))).toEqual(['written', 'written', 'written', 'written', 'written']);
    const posed = ['--body-model', model('smplx')];
    expect(await statuses([...argv, ...posed])).toEqual({
      'input_data.rrd': 'written',
      'nv_generation_epoch_0016.rrd': 'written',
      'training_artifacts.rrd': 'up-to-date',
      'evaluation_epoch_0000.rrd': 'up-to-date',
      'evaluation_epoch_0030.rrd': 'written',
    });
    expect(new Set(Object.values(await statuses([...argv, ...posed])))).toEqual(new Set(['up-to-date']));
    expect(await meshesBelow(join(out, 'input_data.rrd'), '/input_data/train')).toEqual({
      '/smplx/person_00': [160, 160, 160],
      '/smplx/person_01': [160, 160, 160],
    });
    const evaluation = join(out, 'evaluation_epoch_0030.rrd');
    expect(Object.keys(await meshesBelow(evaluation, '/evaluation/epoch_0030/pose_smplx/pred')).sort()).toEqual([
      '/root_aligned/person_00',
      '/root_aligned/person_01',
      '/world_aligned/person_00',
      '/world_aligned/person_01',
    ]);
    const slimmer = encodeNpz(sampleBodyModel({ model: 'smplx', vertices: 160, components: [10, 10], size: 0.95 }));
    writeFileSync(join(models, 'slimmer.npz'), slimmer);
    expect(await reasons([...argv, '--body-model', join(models, 'slimmer.npz')])).toContain(
      'options changed: another --body-model',
    );
    expect(await reasons(argv)).toContain('options changed: no --body-model');
  });

  it('names the file in no recording and in no report', async () => {
    const out = join(temporaryFolder(), 'out');
    const { stdout, stderr } = await runJson([
      'export',
      'all',
      sample.experiment,
      '-o',
      out,
      '--body-model',
      model('smplx'),
    ]);
    const recordings = listing(out).map((name) => readFileSync(join(out, name), 'latin1'));
    expect(recordings.length).toBeGreaterThan(1);
    for (const text of [stdout, stderr, ...recordings]) expect(text).not.toContain('secret');
  });

  it('is taken from the environment and from a configuration, beside which it lies', async () => {
    const dry = ['-o', join(temporaryFolder(), 'out'), '--dry-run'];
    const leftOut = async (options: RunOptions, argv: readonly string[] = []) => {
      const { report } = await runJson(
        ['export', 'evaluation', '--epoch', '30', sample.experiment, ...dry, ...argv],
        options,
      );
      return JSON.stringify(report.data).includes('pose_smplx/inputs/smplx');
    };
    expect(await leftOut({})).toBe(true);
    expect(await leftOut({ env: { OUTLAY_BODY_MODEL: [model('smpl'), model('smplx')].join(delimiter) } })).toBe(false);
    const project = temporaryFolder();
    mkdirSync(join(project, 'models'));
    symlinkSync(model('smplx'), join(project, 'models/smplx.npz'));
    writeFileSync(join(project, 'outlay.config.json'), '{"bodyModel": ["models/smplx.npz"]}');
    mkdirSync(join(project, 'below'));
    expect(await leftOut({ cwd: join(project, 'below') })).toBe(false);
    expect(await leftOut({ cwd: project }, ['--body-model', model('smpl')])).toBe(true);
  });

  it.each([
    ['a pickle', 'model.pkl', Uint8Array.of(0x80, 2, 0x7d), 3, 'OUT9020', 'np.savez('],
    ['something else', 'model.npz', Uint8Array.of(1, 2, 3), 3, 'OUT9020', 'central directory'],
    ['nothing', undefined, undefined, 3, 'OUT9003', 'it does not exist'],
  ])('refuses %s before anything is written', async (_, name, bytes, exitCode, code, words) => {
    const folder = temporaryFolder();
    const file = join(folder, name ?? 'absent.npz');
    if (bytes !== undefined) writeFileSync(file, bytes);
    const out = join(folder, 'out');
    const result = await run(['export', 'all', sample.experiment, '-o', out, '--body-model', file]);
    expect(result.exitCode).toBe(exitCode);
    expect(result.stderr).toContain(code);
    expect(result.stderr).toContain(words);
    expect(readdirSync(folder)).not.toContain('out');
  });

  it('refuses a folder, and two models of one kind', async () => {
    const folder = await run(['export', 'all', sample.experiment, '--body-model', models]);
    expect([folder.exitCode, folder.stderr]).toEqual([3, expect.stringContaining('is a folder, not an .npz')]);
    const twice = ['--body-model', model('smplx'), '--body-model', model('smplx')];
    const result = await run(['export', 'all', sample.experiment, ...twice]);
    expect([result.exitCode, result.stderr]).toEqual([2, expect.stringContaining('two smplx models were given')]);
  });
});
