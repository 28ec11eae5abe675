import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeTinyExperiment } from '@outlay-internal/sample';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { framesOf, pictureUrl, type Run, type Runs, type Site } from '../../src/api.ts';
import { predictStaticSite, type StaticSiteOptions, type ViewServer } from '../../src/index.ts';
import { createView, writeStaticSite } from '../../src/node/index.ts';
import type { PageAssets } from '../../src/web/page-assets.ts';

let folder: string;
let server: ViewServer;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'outlay-static-'));
  const options = { frames: 4, cameras: 2, epochs: [0, 30], virtualCameras: 1, artifactEpochs: [2], viz: false };
  await writeTinyExperiment(join(folder, 'results'), options);
  server = createView({ results: [join(folder, 'results')], token: false, hosts: 'any', pollMs: 0 });
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

const text = (content: string) => new Blob([content]).stream() as ReadableStream<Uint8Array>;
/** A page of two files and a viewer. */
const page: PageAssets = {
  paths: async () => ['index.html', 'assets/app.js', 'assets/viewer.wasm'],
  get: async (path) => ({
    contentType: 'text/plain',
    immutable: false,
    etag: path,
    size: path.length,
    encodings: [],
    open: () => text(path),
  }),
};

const wanted = (facts: Partial<StaticSiteOptions> = {}): StaticSiteOptions => ({
  server,
  page,
  epochs: 'all',
  every: 1,
  recordings: true,
  written: 1_764_547_200_000,
  ...facts,
});

async function write(facts: Partial<StaticSiteOptions> = {}) {
  const site = mkdtempSync(join(folder, 'site-'));
  const order: string[] = [];
  for await (const { path } of writeStaticSite(site, wanted(facts))) order.push(path);
  const read = (path: string) => readFileSync(join(site, path));
  const json = <T>(path: string) => JSON.parse(read(path).toString('utf8')) as T;
  const [{ id }] = json<Runs>('data/runs.json').runs as [Runs['runs'][number]];
  return { site, order, read, json, id, run: json<Run>(`data/run/${id}/run.json`) };
}

const served = async (url: string) =>
  Buffer.from(await (await server.fetch(new Request(`http://localhost/${url}`))).arrayBuffer());

describe('the page as plain files', () => {
  it('has at every address what the server answers', async () => {
    const { read, run, order } = await write();
    const pictures = run.pictures.flatMap(({ cameras }) =>
      cameras.flatMap((camera) => framesOf(camera.frames).map((frame) => pictureUrl(camera, frame))),
    );
    expect(pictures.length).toBeGreaterThan(20);
    for (const url of [...pictures, ...run.recordings.map(({ url }) => url)])
      expect([url, read(decodeURIComponent(url)).equals(await served(url))]).toEqual([url, true]);
    for (const { name } of run.epochs) {
      const url = `data/run/${run.id}/metrics/${name}.json`;
      expect(read(url).equals(await served(url))).toBe(true);
    }
    expect(order.at(-1)).toBe('index.html');
  });

  it('says that it is a copy, and where nothing is on a disk', async () => {
    const { json, run } = await write();
    expect(json<Site>('data/site.json')).toMatchObject({ mode: 'static', events: false, recordings: 'files' });
    expect(JSON.stringify([json('data/runs.json'), run])).not.toContain(folder);
  });

  it('keeps every n-th frame of everything, and says so', async () => {
    const { json, run, site } = await write({ every: 2 });
    const frames = new Set(
      run.pictures
        .filter(({ kind }) => kind === 'prediction')
        .flatMap(({ cameras }) => cameras.flatMap(({ frames }) => framesOf(frames))),
    );
    expect([...frames]).toEqual([1, 3]);
    expect(json<Site>('data/site.json').note).toBe('Every 2nd frame.');
    const predictions = readdirSync(site, { recursive: true })
      .map(String)
      .filter((path) => /pred\/cam_\d+\/metrics_input\/\d+\.jpg$/.test(path));
    expect(new Set(predictions.map((path) => path.slice(-10)))).toEqual(new Set(['000001.jpg', '000003.jpg']));
  });

  it('leaves out older epochs and 3D where asked to', async () => {
    const { json, run, order } = await write({ epochs: 'latest', recordings: false });
    expect(new Set(run.pictures.flatMap(({ epoch }) => epoch ?? []))).toEqual(new Set([30]));
    expect([run.recordings, run.epochs.length, order.some((path) => /\.(rrd|wasm)$/.test(path))]).toEqual([
      [],
      2,
      false,
    ]);
    expect(json<Site>('data/site.json')).toMatchObject({
      recordings: 'none',
      note: 'Pictures of the newest epoch. No 3D.',
    });
  });

  it('foretells its size within a fifth', async () => {
    const { site } = await write({ recordings: false });
    const files = readdirSync(site, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const bytes = files.reduce((sum, { parentPath, name }) => sum + readFileSync(join(parentPath, name)).length, 0);
    const predicted = await predictStaticSite(wanted({ recordings: false }));
    expect(predicted.bytes / bytes).toBeGreaterThan(0.8);
    expect(predicted.bytes / bytes).toBeLessThan(1.2);
  });

  it('leaves nothing half-written when it is stopped', async () => {
    const site = mkdtempSync(join(folder, 'site-'));
    const stop = new AbortController();
    const writing = writeStaticSite(site, wanted({ signal: stop.signal }));
    await writing.next();
    stop.abort(new Error('enough'));
    await expect(writing.next()).rejects.toThrow('enough');
    expect(
      readdirSync(site, { recursive: true })
        .map(String)
        .filter((path) => path.endsWith('.tmp')),
    ).toEqual([]);
  });
});
