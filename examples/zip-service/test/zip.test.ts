import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { openExperiment } from '@outlay/layout';
import { NodeFileSource } from '@outlay/layout/node';
import { type ExportEvent, exportEvaluation } from '@outlay/rerun/exporters';
import { verify } from '@outlay/rerun/read';
import { writeTinyExperiment } from '@outlay-internal/sample';
import { BlobWriter, Uint8ArrayReader, ZipWriter } from '@zip.js/zip.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fileRanges, type Ranges, urlRanges } from '../src/ranges.ts';
import { ZipSource } from '../src/zip-source.ts';

const folder = fileURLToPath(new URL('..', import.meta.url));
const work = mkdtempSync(join(tmpdir(), 'outlay-zip-'));
const archive = join(work, 'experiment.zip');
let experiment: string;

beforeAll(async () => {
  const { directory } = await writeTinyExperiment(work, { frames: 12, cameras: 2, epochs: [0, 30], virtualCameras: 1 });
  experiment = directory;
  const zip = new ZipWriter(new BlobWriter());
  for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    await zip.add(`results/v001${path.slice(directory.length)}`, new Uint8ArrayReader(readFileSync(path)));
  }
  writeFileSync(archive, new Uint8Array(await (await zip.close()).arrayBuffer()));
});
afterAll(() => rmSync(work, { recursive: true }));

/** Ranges that count. */
function counted(inner: Ranges) {
  const seen = { reads: 0, bytes: 0, under: 0, closed: false };
  const ranges: Ranges = {
    size: inner.size,
    async read(start, length) {
      if (seen.closed) throw new Error('read after close');
      seen.reads++;
      seen.under++;
      seen.bytes += length;
      try {
        return await inner.read(start, length);
      } finally {
        seen.under--;
      }
    },
    async close() {
      seen.closed = true;
      await inner.close();
    },
  };
  return { ranges, seen };
}

async function bytesOf(events: AsyncIterable<ExportEvent>): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const event of events) if (event.kind === 'bytes') pieces.push(event.bytes);
  return Buffer.concat(pieces);
}

async function fromFolder(epoch: number): Promise<Buffer> {
  return bytesOf(exportEvaluation(await openExperiment(new NodeFileSource(experiment)), { epoch }));
}

describe('an experiment in a zip archive', () => {
  it('gives the recording that its folder gives, and is read where it must be', async () => {
    const { ranges, seen } = counted(await fileRanges(archive));
    const opened = await openExperiment(await ZipSource.open(ranges, archive));
    expect(seen.bytes).toBeLessThan(statSync(archive).size / 2);
    const rrd = await bytesOf(exportEvaluation(opened, { epoch: 30 }));
    expect(rrd.equals(await fromFolder(30))).toBe(true);
    expect(await verify(rrd)).toMatchObject({ ok: true });
    expect(seen.bytes).toBeLessThan(statSync(archive).size);
    expect(seen.under).toBe(0);
    await ranges.close();
  });

  it('is cancelled by a signal, or by whoever stops asking, and leaves nothing under way', async () => {
    const { ranges, seen } = counted(await fileRanges(archive));
    const opened = await openExperiment(await ZipSource.open(ranges, archive));
    const controller = new AbortController();
    const reason = new Error('enough');
    const aborted = async (): Promise<void> => {
      for await (const event of exportEvaluation(opened, { epoch: 30, signal: controller.signal }))
        if (event.kind === 'progress' && event.done > 10) controller.abort(reason);
    };
    await expect(aborted()).rejects.toBe(reason);
    expect(seen.under).toBe(0);
    for await (const event of exportEvaluation(opened, { epoch: 30 }))
      if (event.kind === 'progress' && event.done > 10) break;
    expect(seen.under).toBe(0);
    const { reads } = seen;
    await ranges.close();
    await new Promise((turn) => setImmediate(turn));
    expect(seen.reads).toBe(reads);
  });

  it('says which file of a damaged archive cannot be read, and exports the rest', async () => {
    const bytes = readFileSync(archive);
    const name = 'evaluation/epoch_0030/nvs/pred/cam_4/metrics_input/000002.jpg';
    bytes.fill(0, bytes.indexOf(name) + name.length + 40, bytes.indexOf(name) + name.length + 80);
    const damaged = join(work, 'damaged.zip');
    writeFileSync(damaged, bytes);
    const ranges = await fileRanges(damaged);
    const opened = await openExperiment(await ZipSource.open(ranges, damaged));
    const problems: string[] = [];
    for await (const event of exportEvaluation(opened, { epoch: 30 }))
      if (event.kind === 'problem') problems.push(event.problem.path);
    expect(problems).toContain(name);
    await ranges.close();
  });
});

describe('over HTTP', () => {
  let bucket: Server;
  let asked: string[];
  beforeAll(async () => {
    const bytes = readFileSync(archive);
    bucket = createServer((request, response) => {
      const [, from, to] = /bytes=(\d+)-(\d+)/.exec(request.headers.range ?? '') ?? [];
      if (request.method === 'HEAD') response.writeHead(200, { 'content-length': bytes.length }).end();
      else if (from === undefined) response.writeHead(400).end();
      else {
        asked.push(`${from}-${to}`);
        response.writeHead(206).end(bytes.subarray(Number(from), Number(to) + 1));
      }
    });
    asked = [];
    await new Promise<void>((done) => bucket.listen(0, '127.0.0.1', done));
  });
  afterAll(() => bucket.close());
  const url = () => `http://127.0.0.1:${(bucket.address() as AddressInfo).port}/experiment.zip`;

  it('an archive on another server is read by ranges', async () => {
    const ranges = await urlRanges(url());
    const opened = await openExperiment(await ZipSource.open(ranges, url()));
    const rrd = await bytesOf(exportEvaluation(opened, { epoch: 0 }));
    expect(rrd.equals(await fromFolder(0))).toBe(true);
    expect(asked.length).toBeGreaterThan(100);
  });

  describe('the service', () => {
    let server: ChildProcess;
    let lines: Interface;
    let origin: string;
    const nextLine = () => new Promise<string>((line) => lines.once('line', line));
    beforeAll(async () => {
      execFileSync(process.execPath, ['build.mjs'], { cwd: folder });
      const env = { ...process.env, PORT: '0' };
      const stdio = ['ignore', 'pipe', 'inherit'] as const;
      server = spawn(process.execPath, ['dist/server.js', url()], { cwd: folder, env, stdio: [...stdio] });
      lines = createInterface({ input: server.stdout! });
      origin = await nextLine();
    });
    afterAll(() => server.kill());

    it('streams a recording while it is made', async () => {
      const sent = nextLine();
      const response = await fetch(new URL('evaluation_epoch_0030.rrd', origin));
      const rrd = Buffer.from(await response.arrayBuffer());
      expect(rrd.equals(await fromFolder(30))).toBe(true);
      expect(await sent).toBe('sent');
      expect((await fetch(new URL('evaluation_epoch_0031.rrd', origin))).status).toBe(404);
    });

    it('stops when its client leaves', async () => {
      const left = nextLine();
      const leaving = new AbortController();
      const response = await fetch(new URL('input_data.rrd', origin), { signal: leaving.signal });
      expect(response.status).toBe(200);
      leaving.abort();
      expect(await left).toBe('a client left');
      const count = asked.length;
      // Whatever the service still had to do, it does before it answers this.
      expect((await fetch(new URL('evaluation_epoch_0031.rrd', origin))).status).toBe(404);
      expect(asked.length - count).toBeLessThanOrEqual(16);
    });
  });
});
