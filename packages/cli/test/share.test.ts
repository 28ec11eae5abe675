import { readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type LoopbackHub, startHub } from '@outlay-internal/hub';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ShareReport } from '../src/commands/share/data.ts';
import { temporaryFolder } from './support/folder.ts';
import { run } from './support/run.ts';
import { copySample, type SampleFolder, writeSample } from './support/sample.ts';

const TOKEN = 'hf_secret_of_the_test';
const TARGET = 'hf://datasets/tester/runs';
let made: SampleFolder;
let sample: SampleFolder;
let hub: LoopbackHub;

beforeAll(async () => {
  made = await writeSample();
});
beforeEach(async () => {
  sample = copySample(made);
  hub = await startHub({ folder: temporaryFolder(), token: TOKEN });
});
afterEach(() => hub.close());

const env = () => ({ HF_ENDPOINT: hub.endpoint, HF_TOKEN: TOKEN });
const dataOf = (stdout: string): ShareReport => JSON.parse(stdout).data;
const tree = () => [...(hub.state.repositories.get('tester/runs')?.head.files.keys() ?? [])].sort();

describe('outlay share to the Hub', () => {
  it('sends recordings, manifest, metrics and a README, and prints links that were tried', async () => {
    const { exitCode, stdout, stderr } = await run(['share', sample.experiment, '--to', TARGET], { env: env() });
    expect([exitCode, stderr]).toEqual([0, '']);
    const names = tree().map((path) => path.replace(/^experiments\/[^/]+\/[^/]+\//, ''));
    expect(names.filter((name) => !name.includes('/metrics/'))).toEqual([
      'README.md',
      'manifest.json',
      'rerun_files/evaluation_epoch_0030.rrd',
      'rerun_files/input_data.rrd',
      'rerun_files/nv_generation_epoch_0016.rrd',
      'rerun_files/training_artifacts.rrd',
    ]);
    expect(names).toContain('evaluation/epoch_0030/nvs/metrics/novel_view_results.txt');
    expect(names.some((name) => name.includes('epoch_0000'))).toBe(false);
    expect(stdout).toContain('✓ evaluation_epoch_0030.rrd');
    expect(stdout).toMatch(/https:\/\/app\.rerun\.io\/version\/0\.41\.0\/index\.html\?url=http%3A%2F%2F127/);
    expect(stdout + stderr).not.toContain(TOKEN);
  });

  it('sends nothing that is there, and makes no commit for it', async () => {
    await run(['share', sample.experiment, '--to', TARGET], { env: env() });
    const again = dataOf((await run(['share', sample.experiment, '--to', TARGET, '--json'], { env: env() })).stdout);
    expect([again.files, again.there > 3, hub.state.repositories.get('tester/runs')!.commits.length]).toEqual([
      0,
      true,
      2,
    ]);
    expect(again.experiments[0]!.links.every(({ state }) => state === 'opens')).toBe(true);
  });

  it('extends a repository by another epoch and experiment', async () => {
    await run(['share', sample.experiment, '--to', TARGET], { env: env() });
    const before = tree();
    await run(['share', sample.experiment, '--to', TARGET, '--epoch', 'all'], { env: env() });
    expect(tree()).toEqual(expect.arrayContaining(before));
    expect(tree().some((path) => path.endsWith('evaluation_epoch_0000.rrd'))).toBe(true);
  });

  it('says of a private repository that its links need access', async () => {
    const { stdout } = await run(['share', sample.experiment, '--to', TARGET, '--private'], { env: env() });
    expect(stdout).toContain('The server asks for a login (401).');
    expect(stdout).toContain('run `outlay view` in it');
  });

  it('sends nothing in a dry run', async () => {
    const { exitCode, stdout } = await run(['share', sample.experiment, '--to', TARGET, '--dry-run'], { env: env() });
    expect([exitCode, tree(), /\d+ files, .* would be sent/.test(stdout)]).toEqual([0, [], true]);
  });

  it.each([
    ['without a token', {}, 4, 'OUT7001'],
    ['with a token that is not accepted', { HF_TOKEN: 'hf_old' }, 4, 'OUT7001'],
  ])('ends with 4 %s', async (_, variables, code, finding) => {
    const { exitCode, stderr } = await run(['share', sample.experiment, '--to', TARGET], {
      env: { HF_ENDPOINT: hub.endpoint, ...variables },
    });
    expect([exitCode, stderr.includes(finding)]).toEqual([code, true]);
  });

  it('takes the token from stdin', async () => {
    const options = { env: { HF_ENDPOINT: hub.endpoint }, stdin: `${TOKEN}\n` };
    const { exitCode } = await run(['share', sample.experiment, '--to', TARGET, '--token-stdin'], options);
    expect(exitCode).toBe(0);
  });
});

describe('outlay share to a folder', () => {
  it('copies, and says that a server does not let viewers read', async () => {
    const folder = temporaryFolder();
    const server = createServer((request, response) => {
      response.writeHead(200);
      response.end(readFileSync(join(folder, decodeURIComponent(request.url ?? ''))));
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    try {
      const { exitCode, stdout } = await run(['share', sample.experiment, '--to', folder, '--public-url', url]);
      expect(exitCode).toBe(0);
      expect(stdout).toContain('no Access-Control-Allow-Origin');
      const { links } = dataOf((await run(['share', sample.experiment, '--to', folder, '--json'])).stdout)
        .experiments[0]!;
      expect(links.map(({ url: none }) => none)).toEqual(links.map(() => null));
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });

  it('copies again only what changed', async () => {
    const folder = temporaryFolder();
    await run(['share', sample.experiment, '--to', folder]);
    const first = dataOf((await run(['share', sample.experiment, '--to', folder, '--json'])).stdout);
    expect(first.files).toBe(0);
  });

  it.each([
    ['--raw', 'pictures', /\/pred\/cam_\d+\/metrics_input\/000001\.jpg$/],
    ['--raw', 'all', /\.obj$/],
  ])('sends raw files with %s %s', async (flag, what, pattern) => {
    const folder = temporaryFolder();
    const { exitCode } = await run(['share', sample.experiment, '--to', folder, flag, what]);
    const { readdirSync } = await import('node:fs');
    const files = readdirSync(folder, { recursive: true }).map(String);
    expect([exitCode, files.some((path) => pattern.test(path) && statSync(join(folder, path)).size > 0)]).toEqual([
      0,
      true,
    ]);
  });

  it('refuses a target that it does not understand', async () => {
    const { exitCode, stderr } = await run(['share', sample.experiment, '--to', 'hf://me']);
    expect([exitCode, stderr.includes('names no data set')]).toEqual([2, true]);
  });
});
