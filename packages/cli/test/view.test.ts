import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { writeTinyExperiment } from '@outlay-internal/sample';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  allowedHosts,
  forwardCommand,
  type Machine,
  opensBrowser,
  type Place,
  pageUrl,
} from '../src/commands/view/address.ts';
import { parseBasePath } from '../src/commands/view/options.ts';
import { temporaryFolder } from './support/folder.ts';
import { run } from './support/run.ts';

let root: string;
beforeAll(async () => {
  root = temporaryFolder();
  await writeTinyExperiment(root);
});

const machine: Machine = { hostname: 'node7.cluster', user: 'ada', addresses: ['10.0.0.7', 'fe80::1'] };
const place = (facts: Partial<Place> = {}): Place => ({ host: '127.0.0.1', port: 8765, base: undefined, ...facts });

describe('where the page is', () => {
  it.each([
    [place(), 'http://localhost:8765/?token=t'],
    [place({ host: '0.0.0.0' }), 'http://node7.cluster:8765/?token=t'],
    [place({ host: '10.0.0.7' }), 'http://10.0.0.7:8765/?token=t'],
    [place({ base: parseBasePath('node/c01/8765') }), 'http://localhost:8765/node/c01/8765/?token=t'],
    [place({ base: parseBasePath('https://ood.example/rnode/c01/1') }), 'https://ood.example/rnode/c01/1/?token=t'],
  ])('%o', (where, url) => {
    expect(pageUrl(where, machine, 't')).toBe(url);
  });

  it('is answered for under the names of the machine, and of a proxy that was named', () => {
    expect(allowedHosts(place(), machine)).toEqual(['localhost', '127.0.0.1', '[::1]']);
    expect(allowedHosts(place({ host: '0.0.0.0' }), machine)).toEqual(
      expect.arrayContaining(['node7.cluster', 'node7', '10.0.0.7', '[fe80::1]']),
    );
    expect(allowedHosts(place({ base: parseBasePath('https://ood.example/x') }), machine)).toContain('ood.example');
    expect(allowedHosts(place({ base: parseBasePath('/x') }), machine)).toBe('any');
  });

  it.each([
    ['on this machine nothing is forwarded', {}, undefined],
    ['over SSH', { SSH_CONNECTION: '1' }, 'ssh -L 8765:localhost:8765 ada@node7.cluster'],
    [
      'in a job, through where it was submitted',
      { SLURM_JOB_ID: '1', SLURM_SUBMIT_HOST: 'login2' },
      'ssh -J ada@login2 -L 8765:localhost:8765 ada@node7.cluster',
    ],
  ])('%s', (_, env, command) => {
    expect(forwardCommand(place(), machine, env)).toBe(command);
    expect(forwardCommand(place({ base: parseBasePath('/x') }), machine, env)).toBeUndefined();
    expect(forwardCommand(place({ host: '0.0.0.0' }), machine, env)).toBeUndefined();
  });

  it.each([
    [{ DISPLAY: ':0' }, 'linux', true],
    [{}, 'linux', false],
    [{ DISPLAY: ':10', SSH_CONNECTION: '1' }, 'linux', false],
    [{ DISPLAY: ':0', CI: 'true' }, 'linux', false],
    [{}, 'darwin', true],
    [{ SSH_CONNECTION: '1', BROWSER: '/vscode/browser.sh' }, 'linux', true],
  ])('a browser opens with %o on %s: %s', (env, platform, opens) => {
    expect(opensBrowser(env, platform)).toBe(opens);
  });
});

it.each([
  [['view', '/nowhere'], 3, 'OUT9003: The folder does not exist: /nowhere'],
  [['view', '--port', 'x'], 2, "--port: expected a port from 0 to 65535, found 'x'."],
  [['view', '--base-path', 'a b'], 2, '--base-path: expected a path such as /node/c01/8765/ or a URL'],
  [['view', '--scene', 'x'], 2, '--scene needs --results <root>.'],
])('%o is refused with %i', async (argv, exitCode, message) => {
  const result = await run(argv);
  expect([result.exitCode, result.stdout]).toEqual([exitCode, '']);
  expect(result.stderr).toContain(message);
});

it('a folder without experiments is refused before anything listens', async () => {
  const result = await run(['view', temporaryFolder()]);
  expect(result.exitCode).toBe(3);
  expect(result.stderr).toContain('Found no experiment below');
});

it('a port that is taken is told, with what to do', async () => {
  const other = createServer();
  await new Promise<void>((ready) => other.listen(0, '127.0.0.1', ready));
  const { port } = other.address() as { port: number };
  try {
    const result = await run(['view', root, '--port', String(port)]);
    expect(result.exitCode).toBe(2);
    expect(result.stderr).toContain(`Port ${port} of 127.0.0.1 cannot be listened on: another program listens on it.`);
  } finally {
    other.close();
  }
});

it('listens, prints the address on stdout, answers, and ends at Ctrl-C', async () => {
  const bin = join(import.meta.dirname, '../bin.js');
  const child = spawn(process.execPath, [bin, 'view', '--no-open', '--port', '0'], { cwd: root });
  let errors = '';
  child.stderr.on('data', (text) => {
    errors += text;
  });
  const url = await new Promise<string>((done, fail) => {
    child.stdout.once('data', (text) => done(String(text).trim()));
    child.once('exit', () => fail(new Error(errors)));
  });
  expect(url).toMatch(/^http:\/\/localhost:\d+\/\?token=[\w-]{32}$/);
  const page = await fetch(url, { redirect: 'manual' });
  expect(page.status).toBe(302);
  const cookie = page.headers.getSetCookie()[0]!.split(';')[0]!;
  const { origin } = new URL(url);
  const runs = (await (await fetch(`${origin}/data/runs.json`, { headers: { cookie } })).json()) as { runs: unknown[] };
  expect(runs.runs).toHaveLength(1);
  // A recording and events are under way when it ends.
  const events = await fetch(`${origin}/events`, { headers: { cookie } });
  const ended = new Promise((done) => child.once('exit', done));
  child.kill('SIGINT');
  expect(await ended).toBe(0);
  await events.text().catch(() => {});
  expect(errors).toContain('Press Ctrl-C to stop.');
});
