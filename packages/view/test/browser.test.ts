import { cpSync, existsSync, linkSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type CreateViewOptions, createView, type Listening, listen, nodeListener } from '../src/node/index.ts';
import { removeFolders, TOKEN, temporaryFolder, tinyResults } from './sample.ts';

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
const PAGE = fileURLToPath(new URL('../dist/page/page.json', import.meta.url));
const MISSING = [
  existsSync(executablePath) ? '' : `no Chromium at ${executablePath} (set CHROMIUM)`,
  existsSync(PAGE) ? '' : 'the page is not built (npm run build)',
].find((reason) => reason !== '');

describe.skipIf(MISSING !== undefined)(`the page in a real browser${MISSING ? `: ${MISSING}` : ''}`, () => {
  let browser: Browser;
  let sample: Awaited<ReturnType<typeof tinyResults>>;
  const ending: (() => unknown)[] = [];
  beforeAll(async () => {
    sample = await tinyResults();
    browser = await chromium.launch({ executablePath, args: ['--headless=new', '--no-sandbox', '--disable-gpu'] });
  });
  afterEach(async () => {
    for (const end of ending.splice(0)) await end();
  });
  afterAll(async () => {
    await browser?.close();
    removeFolders();
  });

  async function serve(root: string, options: Partial<CreateViewOptions> = {}): Promise<Listening> {
    const view = createView({ results: [root], token: TOKEN, pollMs: 100, ...options });
    const server = await listen(nodeListener(view.fetch), { port: 0 });
    ending.push(
      () => view.close(),
      () => server.close(),
    );
    return server;
  }

  /** A page of its own, and what went wrong on it. */
  async function open(url: string): Promise<{ readonly page: Page; readonly faults: string[] }> {
    const context = await browser.newContext();
    ending.unshift(() => context.close());
    const page = await context.newPage();
    const faults: string[] = [];
    page.on('pageerror', ({ message }) => faults.push(message));
    page.on('console', (message) => {
      if (message.type() === 'error') faults.push(message.text());
    });
    page.on('response', (response) => {
      if (response.status() >= 400) faults.push(`${response.status()} ${response.url()}`);
    });
    await page.goto(url);
    return { page, faults };
  }

  it('opens with the token, keeps the hash of the link, and its address has no token any more', async () => {
    const { port } = await serve(sample.root);
    const { page, faults } = await open(`http://localhost:${port}/?token=${TOKEN}#/run/${sample.id}`);
    await page.getByText(sample.id.split('/')[1]!).first().waitFor();
    expect(page.url()).not.toContain('token');
    expect(page.url()).toContain(`#/run/${sample.id}`);
    expect(await page.evaluate('document.cookie')).toBe('');
    await page.reload();
    await page.getByText(sample.id.split('/')[1]!).first().waitFor();
    expect(faults).toEqual([]);
  });

  it('a link on another site opens it as well: the redirect begins there, and browsers are strict about cookies', async () => {
    const { port } = await serve(sample.root);
    const other = createServer((_, response) =>
      response
        .setHeader('content-type', 'text/html')
        .end(`<a href="http://localhost:${port}/?token=${TOKEN}">outlay</a>`),
    );
    await new Promise<void>((ready) => other.listen(0, '127.0.0.1', ready));
    ending.push(() => other.close());
    const { page } = await open(`http://127.0.0.1:${(other.address() as { port: number }).port}/`);
    await page.getByText('outlay').click();
    await page.getByText(sample.id.split('/')[1]!).first().waitFor();
  });

  it('without the token it says so in a sentence, and shows nothing', async () => {
    const { port } = await serve(sample.root);
    const { page } = await open(`http://localhost:${port}/`);
    await page.getByText(/token/i).first().waitFor();
    expect(await page.content()).not.toContain(sample.id.split('/')[1]!);
  });

  it.each([
    ['strips the path', true],
    ['leaves the path', false],
  ])('works behind a proxy that %s', async (_, strips) => {
    const prefix = '/user/ada/proxy/8765';
    const { port } = await serve(sample.root, { hosts: 'any', ...(strips ? {} : { basePath: prefix }) });
    const proxy = createServer((incoming, outgoing) => {
      if (!incoming.url!.startsWith(`${prefix}/`)) return void outgoing.writeHead(404).end();
      const path = strips ? incoming.url!.slice(prefix.length) : incoming.url!;
      const asked = request(
        { host: '127.0.0.1', port, path, method: incoming.method, headers: incoming.headers },
        (answer) => {
          outgoing.writeHead(answer.statusCode!, answer.headers);
          answer.pipe(outgoing);
        },
      );
      asked.once('error', () => outgoing.destroy());
      incoming.pipe(asked);
    });
    await new Promise<void>((ready) => proxy.listen(0, '127.0.0.1', ready));
    ending.push(() => {
      proxy.closeAllConnections();
      proxy.close();
    });
    const origin = `http://localhost:${(proxy.address() as { port: number }).port}`;
    const { page, faults } = await open(`${origin}${prefix}/?token=${TOKEN}`);
    await page.getByText(sample.id.split('/')[1]!).first().waitFor();
    const [cookie] = await page.context().cookies();
    expect(cookie).toMatchObject({ path: prefix, httpOnly: true, sameSite: 'Strict' });
    expect(faults).toEqual([]);
  });

  it('a run that appears while it is looked at comes into the table', async () => {
    const root = temporaryFolder();
    cpSync(sample.folder, join(root, 'scene/first'), { recursive: true });
    const { port } = await serve(root);
    const { page } = await open(`http://localhost:${port}/?token=${TOKEN}`);
    await page.getByText('first').first().waitFor();
    cpSync(sample.folder, join(root, 'scene/grown'), { recursive: true });
    writeFileSync(
      join(root, 'scene/grown/manifest.json'),
      JSON.stringify({
        output_layout_version: 'v1',
        exp_name: 'grown',
        scene_name: 'scene',
        tasks: ['nvs'],
        eval_epochs: ['epoch_0000'],
      }),
    );
    await page.getByText('grown').first().waitFor();
  });

  it('a damaged experiment is shown beside the sound ones', async () => {
    const root = temporaryFolder();
    cpSync(sample.folder, join(root, 'scene/sound'), { recursive: true });
    cpSync(sample.folder, join(root, 'scene/damaged'), { recursive: true });
    writeFileSync(join(root, 'scene/damaged/manifest.json'), '{');
    const { port } = await serve(root);
    const { page } = await open(`http://localhost:${port}/?token=${TOKEN}`);
    await page.getByText('damaged').first().waitFor();
    await page
      .getByText(/broken/i)
      .first()
      .waitFor();
  });

  it('shows the table of 1,000 experiments', async () => {
    const root = temporaryFolder();
    for (let i = 0; i < 1000; i++) linkAverages(sample.folder, join(root, `scene_${i % 20}`, `run_${i}`));
    const { port } = await serve(root, { pollMs: 0 });
    const { page } = await open(`http://localhost:${port}/?token=${TOKEN}`);
    await page.getByText('run_0', { exact: true }).first().waitFor();
    await page.getByText(/1,?000 runs/).waitFor();
  });
});

/** The manifest and the files of averages of an experiment, as hard links. */
function linkAverages(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  linkSync(join(from, 'manifest.json'), join(to, 'manifest.json'));
  for (const epoch of readdirSync(join(from, 'evaluation')))
    for (const task of readdirSync(join(from, 'evaluation', epoch))) {
      const metrics = join('evaluation', epoch, task, 'metrics');
      mkdirSync(join(to, metrics), { recursive: true });
      for (const name of readdirSync(join(from, metrics)).filter((file) => file.endsWith('.txt')))
        linkSync(join(from, metrics, name), join(to, metrics, name));
    }
}
