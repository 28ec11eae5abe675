import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { ClassImage, Item, Mesh } from '@outlay/schema/port';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { maskSeries } from '../../src/experiment/mask-series.ts';
import { meshSeries } from '../../src/experiment/mesh-series.ts';
import { DecoderPool, NodeFileSource } from '../../src/node/index.ts';
import { png } from '../read/bytes.ts';

const built = ['../../dist/worker.js', '../../../cli/dist/worker.js']
  .map((path) => new URL(path, import.meta.url))
  .find((url) => existsSync(fileURLToPath(url)));

const FRAMES = Array.from({ length: 61 }, (_, i) => i + 1);
const files = FRAMES.map((frame) => ({ frame, path: `meshes/${frame}.obj` }));
let root: string;

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'outlay-pool-'));
  mkdirSync(join(root, 'meshes'));
  for (const frame of FRAMES) {
    const flat = frame % 20 === 0;
    const text = `v 0 0 0\nv ${frame} 0 0\nv 0 1.${frame} 0\nv 0 0 1\nf 1 3 2\n${flat ? '' : 'f 1 2 4\nf 1 4 3\nf 2 3 4\n'}`;
    const damaged = new Map([
      [7, ''],
      [13, text.slice(0, 9)],
      [30, undefined],
    ]);
    const content = damaged.has(frame) ? damaged.get(frame) : text;
    if (content !== undefined) writeFileSync(join(root, 'meshes', `${frame}.obj`), content);
  }
  for (const folder of ['all', '0']) {
    mkdirSync(join(root, folder));
    for (const frame of FRAMES) {
      const mask = png([2, 1, 8, 0, 0, 0, 0], Uint8Array.of(0, frame % 3 ? 255 : 0, folder === '0' ? 0 : 255));
      const isCut = folder === '0' && frame === 11;
      if (folder === 'all' || frame % 5 !== 0) writeFileSync(join(root, folder, `${frame}.png`), isCut ? '' : mask);
    }
  }
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

async function batches(decoders: DecoderPool | undefined, reuse: boolean): Promise<Item<Mesh>[][]> {
  const source = new NodeFileSource(root, decoders ? { decoders } : {});
  const found: Item<Mesh>[][] = [];
  for await (const batch of meshSeries(source, 'meshes', files).read({ normals: true, reuse, batchBytes: 600 }))
    found.push(structuredClone([...batch]));
  return found;
}

async function maskBatches(decoders: DecoderPool | undefined, reuse: boolean): Promise<Item<ClassImage>[][]> {
  const source = new NodeFileSource(root, decoders ? { decoders } : {});
  const groups = FRAMES.map((frame) => ({
    frame,
    files: [{ path: `all/${frame}.png` }, ...(frame % 5 ? [{ path: `0/${frame}.png`, person: 0 }] : [])],
  }));
  const found: Item<ClassImage>[][] = [];
  for await (const batch of maskSeries(source, 'seg', groups).read({ reuse, unassigned: 7 }))
    found.push(structuredClone([...batch]));
  return found;
}

describe.skipIf(built === undefined)('threads (skipped without dist/, which `pnpm build` makes)', () => {
  it.each([2, 3])('%s threads give the batches that one gives, damaged files included', async (count) => {
    const decoders = new DecoderPool({ url: built!, count });
    const alone = await batches(undefined, false);
    expect(
      alone
        .flat()
        .filter(({ problem }) => problem !== undefined)
        .map(({ frame }) => frame),
    ).toEqual([7, 13, 30]);
    for (const reuse of [false, true, true]) expect(await batches(decoders, reuse)).toEqual(alone);
  });
});

describe.skipIf(built === undefined)('masks', () => {
  it('are painted the same by threads, damaged files included', async () => {
    const decoders = new DecoderPool({ url: built!, count: 2 });
    const alone = await maskBatches(undefined, false);
    expect(alone.flat().map(({ frame }) => frame)).toEqual(FRAMES);
    expect(alone.flat()[0]!.value).toEqual({ width: 2, height: 1, classes: Uint8Array.of(1, 7) });
    expect(alone.flat()[10]!.problem).toMatchObject({ path: '0/11.png' });
    for (const reuse of [false, true, true]) expect(await maskBatches(decoders, reuse)).toEqual(alone);
  });
});

it('a thread that dies leaves its work to this one', async () => {
  const url = pathToFileURL(join(root, 'dying.js'));
  writeFileSync(fileURLToPath(url), 'process.exit(1)');
  expect(await batches(new DecoderPool({ url, count: 2 }), true)).toEqual(await batches(undefined, true));
});

it('without a built worker there are no threads', () => {
  expect(new DecoderPool({ url: new URL('./absent.js', import.meta.url), count: 4 }).count).toBe(0);
});
