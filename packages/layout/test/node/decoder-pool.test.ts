import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { ClassImage, Item, Mesh } from '@outlay/schema/port';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { because } from '../../../../vitest.shared.ts';
import { maskSeries } from '../../src/experiment/mask-series.ts';
import { meshSeries } from '../../src/experiment/mesh-series.ts';
import { DecoderPool, NodeFileSource, nodeDecoders } from '../../src/node/index.ts';
import { listedFiles } from '../../src/scan/frame-files.ts';
import { png } from '../read/bytes.ts';

// The one that holds all it needs: in this workspace the other finds sources, dies, and its work is done elsewhere.
const url = new URL('../../../cli/dist/worker.js', import.meta.url);
const built = existsSync(fileURLToPath(url)) ? url : undefined;

const FRAMES = Array.from({ length: 61 }, (_, i) => i + 1);
const files = FRAMES.map((frame) => ({ frame, path: `meshes/${frame}.obj` }));
let root: string;

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'outlay-pool-'));
  mkdirSync(join(root, 'meshes'));
  mkdirSync(join(root, 'squares'));
  for (const frame of FRAMES) {
    const flat = frame % 20 === 0;
    const text = `v 0 0 0\nv ${frame} 0 0\nv 0 1.${frame} 0\nv 0 0 1\nf 1 3 2\n${flat ? '' : 'f 1 2 4\nf 1 4 3\nf 2 3 4\n'}`;
    const damaged = new Map([
      [7, ''],
      [13, text.slice(0, 9)],
      [30, undefined],
    ]);
    const content = damaged.has(frame) ? damaged.get(frame) : text;
    writeFileSync(
      join(root, 'squares', `${frame}.obj`),
      `v 0 0 0\nv 1 0 0\nv 1 ${frame} 0\nv 0 1 0\nf 1 2 3\nf 1 3 4\n`,
    );
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

function reading(pool: DecoderPool | undefined, readAhead = 0) {
  const source = new NodeFileSource(root, { readAhead });
  return { source, decoders: nodeDecoders(pool && { source, pool }) };
}

async function batches(pool: DecoderPool | undefined, reuse: boolean): Promise<Item<Mesh>[][]> {
  const found: Item<Mesh>[][] = [];
  for await (const batch of meshSeries(reading(pool), 'meshes', listedFiles(files)).read({
    normals: true,
    reuse,
    batchBytes: 600,
  }))
    found.push(structuredClone([...batch]));
  return found;
}

async function maskBatches(pool: DecoderPool | undefined, reuse: boolean): Promise<Item<ClassImage>[][]> {
  const groups = FRAMES.map((frame) => ({
    frame,
    files: [{ path: `all/${frame}.png` }, ...(frame % 5 ? [{ path: `0/${frame}.png`, person: 0 }] : [])],
  }));
  const found: Item<ClassImage>[][] = [];
  for await (const batch of maskSeries(reading(pool), 'seg', groups).read({ reuse, unassigned: 7 }))
    found.push(structuredClone([...batch]));
  return found;
}

const NOT_BUILT = built === undefined ? 'dist/ is missing: run `turbo run build`' : undefined;

it.skipIf(built === undefined)(`threads live${because(NOT_BUILT)}`, async () => {
  const task = { kind: 'meshes', paths: [join(root, 'meshes/1.obj')], normals: true } as const;
  let started = 0;
  const pool = new DecoderPool({ url: built!, count: 1, onStart: () => started++ });
  for (let i = 0; i < 2; i++) expect(await pool.run(task)).toMatchObject({ answer: { places: [{ length: 12 }] } });
  expect(started).toBe(1);
});

describe.skipIf(built === undefined)(`threads${because(NOT_BUILT)}`, () => {
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

  it('give the same when two series are read side by side, however far one is ahead', async () => {
    const decoders = new DecoderPool({ url: built!, count: 2 });
    const meshes = (pool: DecoderPool | undefined, folder: string) => {
      const paths = listedFiles(files.map(({ frame }) => ({ frame, path: `${folder}/${frame}.obj` })));
      return meshSeries(reading(pool), folder, paths).read({ normals: true })[Symbol.asyncIterator]();
    };
    const rest = async (iterator: ReturnType<typeof meshes>, found: Item<Mesh>[] = []) => {
      for (let step = await iterator.next(); !step.done; step = await iterator.next()) found.push(...step.value);
      return found;
    };
    const slow = meshes(decoders, 'meshes');
    const begun = [...((await slow.next()).value as Item<Mesh>[])];
    expect(await rest(meshes(decoders, 'squares'))).toEqual(await rest(meshes(undefined, 'squares')));
    expect(await rest(slow, begun)).toEqual(await rest(meshes(undefined, 'meshes')));
  });
});

describe.skipIf(built === undefined)(`masks${because(NOT_BUILT)}`, () => {
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

it('every mesh and mask of a long series is a task of the pool, unless the source reads ahead', async () => {
  const url = pathToFileURL(join(root, 'absent-minded.js'));
  writeFileSync(fileURLToPath(url), 'process.exit(1)');
  const pool = new DecoderPool({ url, count: 2 });
  const run = vi.spyOn(pool, 'run');
  const sizes = () => run.mock.calls.map(([task]) => (task.kind === 'meshes' ? task.paths : task.pictures).length);
  const decoded = () => sizes().reduce((sum, size) => sum + size, 0);
  await batches(pool, false);
  expect(decoded()).toBe(files.length);
  run.mockClear();
  await maskBatches(pool, false);
  expect(decoded()).toBe(FRAMES.length);
  const ahead = reading(pool, 4).decoders;
  expect([ahead.meshes, ahead.masks]).toEqual([undefined, undefined]);
});

it('without a built worker there are no threads', () => {
  expect(new DecoderPool({ url: new URL('./absent.js', import.meta.url), count: 4 }).count).toBe(0);
});
