import { createReadStream } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { streamSwarm } from './swarm.ts';

const PAGE = `<!doctype html><meta charset="utf-8"><title>Live recording</title>
<style>html, body { margin: 0; height: 100% }</style>
<script type="module" src="/page.js"></script>`;
const FILES: Readonly<Record<string, readonly [type: string, file: URL]>> = {
  '/page.js': ['text/javascript', new URL('page.js', import.meta.url)],
  '/re_viewer_bg.wasm': ['application/wasm', new URL('re_viewer_bg.wasm', import.meta.resolve('@rerun-io/web-viewer'))],
};
const MAX_FRAMES = 100_000;
const LEFT: readonly string[] = ['ABORT_ERR', 'ERR_STREAM_PREMATURE_CLOSE', 'ECONNRESET', 'EPIPE'];

const server = createServer((request, response) => {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const file = FILES[url.pathname];
  if (url.pathname === '/') response.setHeader('content-type', 'text/html').end(PAGE);
  else if (url.pathname === '/recording.rrd') void sendRecording(response, url.searchParams);
  else if (file !== undefined)
    createReadStream(fileURLToPath(file[1])).pipe(response.setHeader('content-type', file[0]));
  else response.writeHead(404).end();
});

/** `?frames=600&fps=30`; `fps=0` goes as fast as the client reads. */
async function sendRecording(response: ServerResponse, query: URLSearchParams): Promise<void> {
  const frames = Number(query.get('frames') ?? 600);
  const fps = Number(query.get('fps') ?? 30);
  if (!Number.isInteger(frames) || frames < 0 || frames > MAX_FRAMES || !(fps >= 0)) {
    response.writeHead(400).end(`frames: 0 to ${MAX_FRAMES}, fps: 0 or more\n`);
    return;
  }
  response.setHeader('content-type', 'application/octet-stream');
  // A client that leaves ends the pipeline, and with it the simulation.
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  const pause = async () => void (fps > 0 && (await setTimeout(1000 / fps, undefined, { signal: gone.signal })));
  try {
    await pipeline(Readable.from(streamSwarm({ frames, pause })), response);
    console.log(`streamed ${frames} frames`);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (LEFT.includes(code)) console.log('a client left');
    else console.error(error);
  }
}

server.listen(Number(process.env.PORT ?? 8090), '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
});
