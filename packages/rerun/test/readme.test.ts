import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Experiment } from '@outlay/schema/port';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as rerun from '../src/index.ts';
import { readInfo, verify } from '../src/read/index.ts';
import * as types from '../src/types.ts';
import { memoryExperiment } from './exporters/memory-experiment.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const blocks = new Map(
  Array.from(readme.matchAll(/```ts ?(\w*)\n([\s\S]*?)```/g), (match) => [match[1] || 'first', match[2]!]),
);

let folder: string;
beforeAll(async () => {
  // Inside the package, so that a snippet finds the package by its own name.
  folder = await mkdtemp(fileURLToPath(new URL('./.readme-', import.meta.url)));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs a snippet as a module; `tail` is put behind it. Output files go to the folder. */
async function run(name: string, tail = ''): Promise<Record<string, unknown>> {
  const code = blocks.get(name)!.replace("fileSink('", `fileSink('${folder}/`);
  const file = join(folder, `${name}.ts`);
  await writeFile(file, code + tail);
  return (await import(/* @vite-ignore */ file)) as Record<string, unknown>;
}

describe('every snippet of the README runs', () => {
  it('the first example', async () => {
    await run('first', 'export {};');
    expect(await verify(new Uint8Array(await readFile(join(folder, 'spiral.rrd'))))).toMatchObject({
      findings: [],
      rows: 201,
    });
  });

  it('columns', async () => {
    const { rrd } = await run('columns', 'export { rrd };');
    expect(await verify(rrd as Uint8Array)).toMatchObject({ findings: [], rows: 10 });
  });

  it('a blueprint', async () => {
    const { rrd } = await run('blueprint', 'export { rrd };');
    expect(await verify(rrd as Uint8Array)).toMatchObject({ findings: [] });
    const { stores } = await readInfo(rrd as Uint8Array);
    expect(stores.map(({ kind, activation }) => [kind, activation?.makeActive])).toContainEqual(['blueprint', true]);
  });

  it('apache-arrow', async () => {
    const { rrd } = await run('arrow', 'export { rrd };');
    expect(await verify(rrd as Uint8Array)).toMatchObject({ findings: [], rows: 6 });
  });

  it('recordings as files', async () => {
    const { refresh, identityOf } = (await run('files')) as {
      refresh: (experiment: Experiment, folder: string) => Promise<readonly string[]>;
      identityOf: (path: string) => Promise<unknown>;
    };
    const at = join(folder, 'rerun');
    const made = ['input_data.rrd', 'evaluation_epoch_0030.rrd'].map(
      (file) => `${file} written the file does not exist yet`,
    );
    expect(await refresh(memoryExperiment(), at)).toEqual(made);
    expect(await refresh(memoryExperiment(), at)).toEqual([
      'input_data.rrd up-to-date ',
      'evaluation_epoch_0030.rrd up-to-date ',
    ]);
    expect(await identityOf(join(at, 'input_data.rrd'))).toMatchObject({ ok: true });
  });

  it('a response', async () => {
    const server = (await run('response')).server as Server;
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    try {
      const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
      const rrd = new Uint8Array(await response.arrayBuffer());
      expect(await verify(rrd)).toMatchObject({ findings: [], rows: 100 });
    } finally {
      await new Promise((closed) => server.close(closed));
    }
  });
});

describe('every line of the table Python / TypeScript runs', () => {
  const lines = Array.from(readme.matchAll(/^\| .*? \| `([^`]+)` \|$/gm), (match) => match[1]!);
  const words = {
    ...rerun,
    ...types,
    p: 'a',
    a: rerun.Scalars(1),
    frames: [0, 1],
    y: [0.5, 0.25],
    xyz: [[1, 2, 3]],
    blob: Uint8Array.of(0xff, 0xd8, 0xff),
    depth: new Uint16Array(12),
    pixels: new Uint8Array(36),
    classes: new Uint8Array(12),
  };

  it('and covers every archetype', () => {
    const archetypes = Object.entries(rerun)
      .filter(([, value]) => typeof value === 'function' && 'archetype' in value)
      .map(([name]) => name);
    const missing = archetypes.filter((name) => !lines.some((line) => line.includes(`${name}(`)));
    // `name` and `startTime` of createRecording say it.
    expect(missing).toEqual(['RecordingInfo']);
  });

  it.each(lines)('%s', async (line) => {
    const recording = rerun.createRecording({ applicationId: 'readme', recordingId: 'r' });
    const evaluate = new Function('recording', ...Object.keys(words), `return ${line}`);
    const result: unknown = evaluate(recording, ...Object.values(words));
    if (result !== undefined) recording.log('a', result as rerun.Archetype, { frame: 0 });
    expect((await verify(recording.bytes())).findings).toEqual([]);
  });
});
