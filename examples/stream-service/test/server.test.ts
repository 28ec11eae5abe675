import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { createInterface, type Interface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { decode, verify } from '@outlay/rerun/read';
import { afterAll, beforeAll, expect, it } from 'vitest';

const folder = fileURLToPath(new URL('..', import.meta.url));
let server: ChildProcess;
let lines: Interface;
let origin: string;

const nextLine = () => new Promise<string>((line) => lines.once('line', line));

beforeAll(async () => {
  execFileSync(process.execPath, ['build.mjs'], { cwd: folder });
  const env = { ...process.env, PORT: '0' };
  server = spawn(process.execPath, ['dist/server.js'], { cwd: folder, env, stdio: ['ignore', 'pipe', 'inherit'] });
  lines = createInterface({ input: server.stdout! });
  origin = await nextLine();
});
afterAll(() => server.kill());

it('serves the page, its script and the viewer', async () => {
  const page = await fetch(origin);
  expect(await page.text()).toContain('src="/page.js"');
  const script = await fetch(new URL('page.js', origin));
  expect(script.headers.get('content-type')).toBe('text/javascript');
  expect(await script.text()).toContain('/recording.rrd');
  const viewer = await fetch(new URL('re_viewer_bg.wasm', origin));
  expect(viewer.headers.get('content-type')).toBe('application/wasm');
  expect(new Uint8Array(await viewer.arrayBuffer()).subarray(0, 4)).toEqual(Uint8Array.of(0, 0x61, 0x73, 0x6d));
});

it('streams a whole recording that verifies', async () => {
  const response = await fetch(new URL('recording.rrd?frames=200&fps=0', origin));
  const report = await verify(new Uint8Array(await response.arrayBuffer()));
  expect(report.findings).toEqual([]);
  expect(report.rows).toBeGreaterThan(3 * 200);
  expect(await nextLine()).toBe('streamed 200 frames');
});

it('sends chunks while the recording is still being made, and stops when its client leaves', async () => {
  const response = await fetch(new URL('recording.rrd?frames=100000&fps=200', origin));
  const left = nextLine();
  let chunks = 0;
  for await (const message of decode(response.body!)) if (message.kind === 'chunk' && ++chunks === 30) break;
  expect(chunks).toBe(30);
  expect(await left).toBe('a client left');
});

it('refuses what it cannot do', async () => {
  expect((await fetch(new URL('recording.rrd?frames=-1', origin))).status).toBe(400);
  expect((await fetch(new URL('nothing', origin))).status).toBe(404);
});
