import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EpochMetrics, type Findings, framesOf, pictureUrl, type Run, type Runs } from '../src/api.ts';
import { numbersIn, removeFolders, temporaryFolder, tinyResults, viewOf } from './sample.ts';

let sample: Awaited<ReturnType<typeof tinyResults>>;
beforeAll(async () => {
  sample = await tinyResults();
});
afterAll(removeFolders);

const json = async <T>(response: Response | Promise<Response>): Promise<T> => (await response).json() as Promise<T>;

describe('about all runs', () => {
  it('names come from folders alone', async () => {
    const { ask } = viewOf(sample.root);
    expect(await json(ask('data/site.json'))).toMatchObject({ mode: 'live', recordings: 'made', events: false });
    const { runs, problems } = await json<Runs>(ask('data/runs.json'));
    const [scene, name] = sample.id.split('/');
    expect(runs).toEqual([{ id: sample.id, scene, name, path: sample.folder }]);
    expect(problems).toEqual([]);
  });

  it('numbers are those of the trainer’s files', async () => {
    const { ask } = viewOf(sample.root);
    const [numbers] = await numbersIn(await ask('data/numbers.ndjson'));
    expect(numbers).toMatchObject({ id: sample.id, state: 'complete', tasks: ['nvs', 'pose_smplx', 'pose_smpl'] });
    const epoch = `epoch_${String(numbers!.epochs.at(-1)).padStart(4, '0')}`;
    const text = readFileSync(join(sample.folder, 'evaluation', epoch, 'nvs/metrics/novel_view_results.txt'), 'utf8');
    const psnr = Number(/psnr: (\S+)/.exec(text)![1]);
    const column = numbers!.metrics.find(({ task, name }) => task === 'nvs' && name === 'psnr');
    expect(column).toMatchObject({ better: 'higher', unit: 'dB', digits: 2 });
    expect(column!.values.at(-1)).toBe(psnr);
    expect(column!.values).toHaveLength(numbers!.epochs.length);
  });

  it('a run whose manifest is broken says why, and shows the rest', async () => {
    const root = temporaryFolder();
    cpSync(sample.folder, join(root, 's/broken'), { recursive: true });
    cpSync(sample.folder, join(root, 's/sound'), { recursive: true });
    writeFileSync(join(root, 's/broken/manifest.json'), '{"output_layout_version": "v1"');
    const { ask } = viewOf(root);
    const all = await numbersIn(await ask('data/numbers.ndjson'));
    expect(all.map(({ id, state }) => [id, state])).toEqual([
      ['s/broken', 'broken'],
      ['s/sound', 'complete'],
    ]);
    expect(all[0]!.problem?.code).toMatch(/^OUT2\d{3}$/);
    expect(all[0]!.metrics.length).toBeGreaterThan(0);
    const run = await json<Run>(ask('data/run/s/broken/run.json'));
    expect(run.state).toBe('broken');
    expect(run.problems.map(({ code }) => code)).toEqual([all[0]!.problem?.code]);
    expect(run.pictures.length).toBeGreaterThan(0);
    expect(run.recordings).toEqual([]);
  });

  it('a run is running while averages of a listed epoch are missing', async () => {
    const root = temporaryFolder();
    cpSync(sample.folder, join(root, 's/run'), { recursive: true });
    const { ask } = viewOf(root);
    const [before] = await numbersIn(await ask('data/numbers.ndjson'));
    const epoch = `epoch_${String(before!.epochs.at(-1)).padStart(4, '0')}`;
    rmSync(join(root, 's/run/evaluation', epoch, 'pose_smpl/metrics'), { recursive: true });
    const [after] = await numbersIn(await ask('data/numbers.ndjson'));
    expect([before!.state, after!.state]).toEqual(['complete', 'running']);
    const lost = after!.metrics.find(({ task }) => task === 'pose_smpl');
    expect(lost?.values.at(-1) ?? null).toBeNull();
  });
});

describe('about one run', () => {
  it('every picture that it names is there, and is a picture', async () => {
    const { ask } = viewOf(sample.root);
    const run = await json<Run>(ask(`data/run/${sample.id}/run.json`));
    expect(run.state).toBe('complete');
    const kinds = run.pictures.map(({ kind }) => kind);
    expect(kinds).toEqual(expect.arrayContaining(['prediction', 'ground-truth', 'input', 'masks', 'depth']));
    for (const { cameras } of run.pictures)
      for (const camera of cameras) {
        const [first, last] = [framesOf(camera.frames)[0]!, framesOf(camera.frames).at(-1)!];
        for (const frame of new Set([first, last])) {
          const response = await ask(pictureUrl(camera, frame));
          expect([pictureUrl(camera, frame), response.status]).toEqual([pictureUrl(camera, frame), 200]);
          expect(response.headers.get('content-type')).toBe(camera.mediaType);
          expect((await response.arrayBuffer()).byteLength).toBeGreaterThan(50);
        }
      }
  });

  it('metrics come as columns that agree with the file', async () => {
    const { ask } = viewOf(sample.root);
    const run = await json<Run>(ask(`data/run/${sample.id}/run.json`));
    const { name } = run.epochs.at(-1)!;
    const { tasks } = await json<EpochMetrics>(ask(`data/run/${sample.id}/metrics/${name}.json`));
    expect(tasks.map(({ task }) => task)).toEqual(['nvs', 'pose_smplx', 'pose_smpl']);
    const { perFrame } = tasks[0]!;
    const file = join(sample.folder, 'evaluation', name, 'nvs/metrics/metrics_all_cams_per_frame.csv');
    const [header, ...rows] = readFileSync(file, 'utf8').trim().split('\n');
    expect(header!.split(',').slice(2)).toEqual(perFrame!.metrics.map((metric) => metric.name));
    expect(perFrame!.frames).toHaveLength(rows.length);
    for (const [i, row] of rows.entries()) {
      const [camera, frame, psnr] = row.split(',').map(Number);
      expect([perFrame!.cameras![i], perFrame!.frames[i], perFrame!.values[0]![i]]).toEqual([camera, frame, psnr]);
    }
  });

  it('findings are those of validate, and count in the table from then on', async () => {
    const root = temporaryFolder();
    cpSync(sample.folder, join(root, 's/run'), { recursive: true });
    const { name } = (await json<Run>(viewOf(root).ask('data/run/s/run/run.json'))).epochs[0]!;
    rmSync(join(root, 's/run/evaluation', name, 'nvs/metrics/metrics_avg_per_camera.csv'));
    const { ask } = viewOf(root);
    const { counts, findings } = await json<Findings>(ask('data/run/s/run/findings.json'));
    expect(counts.error).toBeGreaterThan(0);
    expect(findings[0]!.path).toContain('metrics_avg_per_camera.csv');
    expect((await numbersIn(await ask('data/numbers.ndjson')))[0]!.findings).toEqual(counts);
  });

  it('a recording is made whole while it is sent', async () => {
    const { ask } = viewOf(sample.root);
    const run = await json<Run>(ask(`data/run/${sample.id}/run.json`));
    for (const { url } of run.recordings) {
      const response = await ask(url);
      expect([url, response.status]).toEqual([url, 200]);
      const bytes = new Uint8Array(await response.arrayBuffer());
      expect(new TextDecoder().decode(bytes.subarray(0, 4))).toBe('RRF2');
      expect(new TextDecoder().decode(bytes.subarray(-12, -4))).toBe('RRF2FOOT');
    }
  });
});

it.each([
  ['data/run/no/such/run.json', 404],
  ['data/nothing.json', 404],
  ['files/no/such/manifest.json', 404],
] as const)('%s is %i', async (path, status) => {
  const response = await viewOf(sample.root).ask(path);
  expect(response.status).toBe(status);
  expect(await response.json()).toMatchObject({ code: 'OUT9304', message: expect.any(String) });
});
