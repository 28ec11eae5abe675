import { createServer, get, type IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Listening, listen, nodeListener } from '../../src/node/index.ts';
import { removeFolders, TOKEN, tinyResults, viewOf } from '../sample.ts';

let sample: Awaited<ReturnType<typeof tinyResults>>;
beforeAll(async () => {
  sample = await tinyResults();
});
afterAll(removeFolders);

const open: Listening[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

async function serve(answer: (request: Request) => Promise<Response>, log?: (line: string) => void) {
  const server = await listen(nodeListener(answer, log), { port: 0 });
  open.push(server);
  return server;
}

async function serveSample() {
  const { view, lines } = viewOf(sample.root);
  const server = await serve(view.fetch, (line) => lines.push(line));
  const ask = (path: string) =>
    fetch(`http://127.0.0.1:${server.port}/${path}`, { headers: { authorization: `Bearer ${TOKEN}` } });
  return { ...server, ask, lines };
}

/** Bytes as they are, so that nothing in between makes a request a better one. */
function send(port: number, text: string): Promise<string> {
  return new Promise((done, fail) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    let answer = '';
    socket.on('data', (bytes) => {
      answer += bytes;
    });
    socket.on('end', () => done(answer));
    socket.on('error', fail);
  });
}

describe('requests as no browser sends them', () => {
  const auth = `Authorization: Bearer ${TOKEN}`;
  it.each([
    ['dots', `GET /files/a/../../etc/passwd HTTP/1.1\r\nHost: localhost\r\n${auth}`],
    ['encoded dots', `GET /files/a/%2e%2e/%2E./etc/passwd HTTP/1.1\r\nHost: localhost\r\n${auth}`],
    ['backslashes', `GET /files\\..\\..\\etc HTTP/1.1\r\nHost: localhost\r\n${auth}`],
    ['a malformed host', `GET / HTTP/1.1\r\nHost: a b\r\n${auth}`],
    ['a host with a user', `GET / HTTP/1.1\r\nHost: localhost@evil.example\r\n${auth}`],
    ['an absolute target', `GET http://evil.example/data/site.json HTTP/1.1\r\nHost: localhost\r\n${auth}`],
    ['a tunnel', `TRACE / HTTP/1.1\r\nHost: localhost\r\n${auth}`],
    ['another host', `GET /data/site.json HTTP/1.1\r\nHost: evil.example\r\n${auth}`],
    ['no host', `GET / HTTP/1.1\r\n${auth}`],
    ['two hosts', `GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n${auth}`],
    ['two lengths', `GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n${auth}`],
    [
      'a length and chunks',
      `POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n${auth}`,
    ],
    ['long headers', `GET / HTTP/1.1\r\nHost: localhost\r\nX: ${'x'.repeat(20_000)}\r\n${auth}`],
    ['nothing of the web', '\x16\x03\x01\x02\x00'],
  ])('%s: refused', async (_, head) => {
    const { port, lines } = await serveSample();
    const answer = await send(port, `${head}\r\nConnection: close\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect(answer).not.toContain('root:');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: none of these may reach a terminal.
    for (const line of lines) expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
  });
});

it('a flood of refused requests becomes a few lines', async () => {
  const { port, lines } = await serveSample();
  const answers = await Promise.all(
    Array.from({ length: 300 }, (_, i) => fetch(`http://127.0.0.1:${port}/data/run/${i}\u202e/run.json`)),
  );
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([403]));
  expect(lines.length).toBeLessThan(40);
});

it('fifty clients at once have the same recording', async () => {
  const { ask, lines } = await serveSample();
  const url = `recording/${sample.id}/input_data.rrd?frame=2`;
  const sizes = await Promise.all(
    Array.from({ length: 34 }, async () => (await (await ask(url)).arrayBuffer()).byteLength),
  );
  expect(new Set(sizes).size).toBe(1);
  const pictures = await Promise.all(
    Array.from({ length: 50 }, async () => (await ask(`derived/${sample.id}/masks/train/4/000001.png`)).status),
  );
  expect([...new Set(pictures)], lines.join('\n')).toEqual([200]);
});

describe('a client', () => {
  it('that goes away ends the work that is done for it', async () => {
    let made = 0;
    let reason: unknown;
    const { port } = await serve(async ({ signal }) => {
      signal.addEventListener('abort', () => {
        reason = signal.reason;
      });
      return new Response(
        new ReadableStream(
          {
            pull: (controller) => {
              made++;
              controller.enqueue(new Uint8Array(1 << 16));
            },
            cancel: () => {
              made = -1;
            },
          },
          { highWaterMark: 0 },
        ),
      );
    });
    await new Promise<void>((done) => {
      const leaving = get({ port, host: '127.0.0.1', path: '/' }, (response: IncomingMessage) => {
        response.once('data', () => leaving.destroy());
        response.once('close', done);
        response.once('error', () => {});
      });
      leaving.once('error', () => {});
    });
    await expect.poll(() => [made, reason !== undefined]).toEqual([-1, true]);
  });

  it('that does not read has nothing made for it beyond what the system holds', async () => {
    let made = 0;
    const piece = 1 << 16;
    const { port } = await serve(
      async () =>
        new Response(
          new ReadableStream(
            {
              pull: (controller) => {
                made += piece;
                controller.enqueue(new Uint8Array(piece));
              },
            },
            { highWaterMark: 0 },
          ),
        ),
    );
    const lazy = request({ port, host: '127.0.0.1', path: '/' });
    const response = new Promise<IncomingMessage>((done) => lazy.once('response', done));
    lazy.end();
    (await response).pause();
    let before = -1;
    await expect
      .poll(
        () => {
          const isStill = made === before;
          before = made;
          return isStill;
        },
        { interval: 200 },
      )
      .toBe(true);
    // Buffers of both sockets; a server that does not wait would have made gigabytes.
    expect(made).toBeLessThan(32 << 20);
    lazy.once('error', () => {});
    lazy.destroy();
  });
});

it('closing ends answers that are under way', async () => {
  const { port, close } = await serve(
    async () => new Response(new ReadableStream({ start: (controller) => controller.enqueue(new Uint8Array(10)) })),
  );
  const response = await fetch(`http://127.0.0.1:${port}/`);
  const rest = response.arrayBuffer();
  await close();
  await expect(rest).rejects.toThrow();
});

it('an answer that breaks off is no whole answer', async () => {
  const { port } = await serve(
    async () =>
      new Response(
        new ReadableStream(
          {
            pull: (controller) => {
              controller.error(new Error('the disk is gone'));
            },
          },
          { highWaterMark: 0 },
        ),
      ),
  );
  await expect(fetch(`http://127.0.0.1:${port}/`).then((response) => response.arrayBuffer())).rejects.toThrow();
});

it('is mounted in three lines in a service of one’s own', async () => {
  const { view } = viewOf(sample.root, { token: false, hosts: 'any', basePath: '/results/' });
  const server = createServer(nodeListener(view.fetch));
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as { port: number };
  try {
    expect((await fetch(`http://127.0.0.1:${port}/results/data/runs.json`)).status).toBe(200);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});
