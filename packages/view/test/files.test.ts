import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Run } from '../src/api.ts';
import { removeFolders, temporaryFolder, tinyResults, viewOf } from './sample.ts';

const PICTURE = 'evaluation/epoch_0000/nvs/pred/cam_4/metrics_input/';
let root: string;
let folder: string;
let secret: string;
let picture: string;
let bytes: Buffer;
beforeAll(async () => {
  const sample = await tinyResults();
  root = temporaryFolder();
  folder = join(root, 's/run');
  cpSync(sample.folder, folder, { recursive: true });
  secret = temporaryFolder();
  writeFileSync(join(secret, 'secret.jpg'), 'a secret');
  const run = (await (await viewOf(root).ask('data/run/s/run/run.json')).json()) as Run;
  const series = run.pictures.find(({ kind }) => kind === 'prediction')!.cameras[0]!;
  picture = series.url.replace('{frame}', '000001');
  bytes = readFileSync(join(folder, picture.replace('files/s/run/', '')));
});
afterAll(removeFolders);

describe('a file of the contract', () => {
  it('comes as it is, is kept by its tag, and says its length to HEAD', async () => {
    const { ask } = viewOf(root);
    const response = await ask(picture);
    expect(Buffer.from(await response.arrayBuffer()).equals(bytes)).toBe(true);
    const etag = response.headers.get('etag')!;
    const again = await ask(picture, { 'if-none-match': `"x", ${etag}` });
    expect([again.status, await again.text()]).toEqual([304, '']);
    const head = await ask(picture, {}, 'HEAD');
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, `${bytes.length}`, '']);
  });

  it.each([
    ['bytes=0-9', 0, 10],
    ['bytes=5-', 5, undefined],
    ['bytes=-7', -7, undefined],
    ['bytes=10-99999999', 10, undefined],
  ] as const)('in part: %s', async (range, start, end) => {
    const response = await viewOf(root).ask(picture, { range });
    const part = bytes.subarray(start, end);
    expect(response.status).toBe(206);
    expect(Buffer.from(await response.arrayBuffer()).equals(part)).toBe(true);
    expect(response.headers.get('content-length')).toBe(`${part.length}`);
    expect(response.headers.get('content-range')).toMatch(new RegExp(`^bytes \\d+-\\d+/${bytes.length}$`));
  });

  it('beyond its end there is nothing, and what is no range is the whole', async () => {
    const { ask } = viewOf(root);
    const beyond = await ask(picture, { range: `bytes=${bytes.length}-` });
    expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, `bytes */${bytes.length}`]);
    for (const range of ['bytes=3-1', 'bytes=-', 'pages=1-2', 'bytes=0-1,4-5', 'bytes=1e3-'])
      expect([range, (await ask(picture, { range })).status]).toEqual([range, 200]);
  });

  it('in part of another version is the whole', async () => {
    const response = await viewOf(root).ask(picture, { range: 'bytes=0-9', 'if-range': '"other"' });
    expect(response.status).toBe(200);
  });

  it('larger than a piece comes in pieces that are read when they are asked for', async () => {
    const video = 'evaluation/epoch_0000/nvs/viz/cam_4/cam_4_nvs_epoch_0000.mp4';
    const large = Buffer.alloc((3 << 20) + 17, 'large');
    mkdirSync(join(folder, 'evaluation/epoch_0000/nvs/viz/cam_4'), { recursive: true });
    writeFileSync(join(folder, video), large);
    const response = await viewOf(root).ask(`files/s/run/${video}`);
    expect([response.headers.get('content-type'), response.headers.get('content-length')]).toEqual([
      'video/mp4',
      `${large.length}`,
    ]);
    expect(Buffer.from(await response.arrayBuffer()).equals(large)).toBe(true);
  });
});

describe('what is not a file of the contract below the roots is not served', () => {
  it.each([
    'files/s/run/notes.txt',
    'files/s/run/.env',
    'files/s/run/evaluation',
    'files/s/run/',
    'files/s/run',
    'files/s/run/%252e%252e/%252e%252e/etc/passwd',
    'files/s/run//etc/passwd',
    'files/s/run/evaluation/epoch_0000/nvs/pred/cam_4/metrics_input/000001.jpg/..%2f..%2fx',
    'files/s%2frun/../x',
    'files/__proto__/constructor',
    'recording/s/run/..%2fmanifest.rrd',
    'derived/s/run/masks/train/4/x.png',
    'data/run/s/run/metrics/epoch_9999.json',
  ])('%s', async (path) => {
    writeFileSync(join(folder, 'notes.txt'), 'private');
    writeFileSync(join(folder, '.env'), 'private');
    const response = await viewOf(root).ask(path);
    expect([400, 404]).toContain(response.status);
    expect(await response.text()).not.toContain('private');
  });

  it.each(['link to a file', 'link to a folder'])('%s outside', async (how) => {
    const { ask } = viewOf(root);
    const camera = `cam_${900 + how.length}`;
    const place = join(folder, PICTURE.replace('cam_4', camera));
    const url = `files/s/run/${PICTURE.replace('cam_4', camera)}000001.jpg`;
    if (how === 'link to a file') {
      mkdirSync(place, { recursive: true });
      symlinkSync(join(secret, 'secret.jpg'), join(place, '000001.jpg'));
    } else {
      mkdirSync(join(place, '..'), { recursive: true });
      cpSync(join(secret, 'secret.jpg'), join(secret, '000001.jpg'));
      symlinkSync(secret, place.replace(/\/$/, ''));
    }
    const response = await ask(url);
    expect([404, 422]).toContain(response.status);
    expect(await response.text()).not.toContain('a secret');
  });
});
