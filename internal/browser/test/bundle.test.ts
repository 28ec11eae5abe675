import { createHash } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { makeSpiral, ROWS } from '../src/spiral.ts';
import { bundle } from './bundle.ts';

const everything = (door: string) => `export * from '@outlay/rerun${door}';`;
/** Minified and gzipped kilobytes of a whole door at most; seen: 33, 27, 1, 39, 68, 83. */
const DOORS = [
  ['', 40],
  ['/blueprint', 30],
  ['/types', 5],
  ['/read', 45],
  ['/exporters', 85],
  ['/arrow', 100],
] as const;

describe.each(DOORS)('@outlay/rerun%s in a browser', (door, kilobytes) => {
  it(`needs nothing of Node and stays below ${kilobytes} kB`, async () => {
    const { code, inputs } = await bundle(everything(door), { minify: true });
    expect(code).not.toMatch(/["']node:|\bBuffer\.(from|alloc)|\bprocess\.(env|versions|nextTick)/);
    expect(gzipSync(code).length / 1000).toBeLessThan(kilobytes);
    const hasArrowJs = inputs.some((file) => file.includes('/apache-arrow/'));
    expect(hasArrowJs).toBe(door === '/arrow');
  });
});

it('a recording of points takes a fraction of the library', async () => {
  const few = `import { createRecording, Points3D } from '@outlay/rerun'; globalThis.x = [createRecording, Points3D];`;
  const library = ['', '/blueprint', '/types'].map(everything).join('');
  const [small, whole] = await Promise.all([bundle(few, { minify: true }), bundle(library, { minify: true })]);
  expect(small.code.length).toBeLessThan(0.8 * whole.code.length);
});

it('the Node door is refused, so the test above sees what it looks for', async () => {
  await expect(bundle(everything('/node'))).rejects.toThrow(/Could not resolve "node:/);
});

it('runs in a worker and writes the same bytes', async () => {
  const { code } = await bundle(`import './src/worker.ts';`);
  const shim = `import { parentPort } from 'node:worker_threads'; globalThis.postMessage = (message) => parentPort.postMessage(message);\n`;
  const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(shim + code)}`));
  try {
    const message = await new Promise<{ rrd: Uint8Array; rows: number[] }>((done, failed) => {
      worker.once('message', done);
      worker.once('error', failed);
    });
    const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
    expect(hash(message.rrd)).toBe(hash(makeSpiral()));
    expect(message.rows).toContain(ROWS);
  } finally {
    await worker.terminate();
  }
});
