import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as client from '@huggingface/hub';
import { type HubFault, type LoopbackHub, startHub } from '@outlay-internal/hub';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { probeRecording, publicUrl, type SendEvent, type Sent, type ShareFile, sendFiles } from '../src/index.ts';
import { HubStore, hashFile } from '../src/node/index.ts';

const TOKEN = 'hf_test';
const REPOSITORY = 'tester/runs';
let folder: string;
let hub: LoopbackHub;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'outlay-share-'));
  hub = await startHub({ folder: join(folder, 'hub'), token: TOKEN, multipartFrom: 100_000, partBytes: 40_000 });
});
afterEach(async () => {
  await hub.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A recording as far as its first bytes go, with content of its own. */
function recording(path: string, bytes: number): ShareFile {
  const content = new Uint8Array(bytes).map((_, i) => (i * 31 + path.length * 7 + bytes) & 255);
  content.set(new TextEncoder().encode('RRF2'));
  const from = join(folder, path.replaceAll('/', '-'));
  writeFileSync(from, content);
  return { path, bytes, from };
}

const text = (path: string, content: string): ShareFile => ({
  path,
  bytes: content.length,
  from: new TextEncoder().encode(content),
});

const files = () => [
  recording('experiments/v1/scene/rerun_files/evaluation_epoch_0030.rrd', 250_000),
  recording('experiments/v1/scene/rerun_files/input_data.rrd', 20_000),
  text('README.md', '# Runs'),
];

function store(token: string | null = TOKEN): HubStore {
  const patience = { sleep: async () => {}, random: () => 0.5 };
  return new HubStore({
    client,
    repository: REPOSITORY,
    token: token ?? undefined,
    endpoint: hub.endpoint,
    patience,
    hash: hashFile,
  });
}

async function send(
  what: readonly ShareFile[],
  to = store(),
): Promise<{ readonly events: SendEvent[]; readonly sent: Sent }> {
  const steps = sendFiles(to, what, { hash: hashFile, message: 'Add v1' });
  const events: SendEvent[] = [];
  for (;;) {
    const step = await steps.next();
    if (step.done) return { events, sent: step.value };
    events.push(step.value);
  }
}

const commits = () => hub.state.repositories.get(REPOSITORY)!.commits;
const tree = () => Object.fromEntries([...(commits().at(-1)?.files ?? [])].map(([path, { bytes }]) => [path, bytes]));
const wholeTree = {
  'README.md': 6,
  'experiments/v1/scene/rerun_files/evaluation_epoch_0030.rrd': 250_000,
  'experiments/v1/scene/rerun_files/input_data.rrd': 20_000,
};
const uploads = () => hub.requests.filter(({ method }) => method === 'PUT');

describe('a data set of the Hub', () => {
  it('is made, filled in one commit, and left alone when it holds everything', async () => {
    const { events, sent } = await send(files());
    expect(events.find(({ kind }) => kind === 'planned')).toEqual({
      kind: 'planned',
      files: 3,
      bytes: 270_006,
      there: 0,
    });
    expect([sent.sent.length, sent.there, commits().length]).toEqual([3, 0, 2]);
    expect(tree()).toEqual(wholeTree);
    const before = uploads().length;
    const again = await send(files());
    expect([again.sent.sent, again.sent.there, commits().length, uploads().length]).toEqual([[], 3, 2, before]);
    expect(again.sent.revision).toEqual(sent.revision);
  });

  it('takes what changed only', async () => {
    await send(files());
    const before = uploads().length;
    const changed = [
      ...files().slice(1),
      recording('experiments/v1/scene/rerun_files/evaluation_epoch_0045.rrd', 30_000),
    ];
    const { sent } = await send(changed);
    expect(sent.sent).toEqual(['experiments/v1/scene/rerun_files/evaluation_epoch_0045.rrd']);
    expect(uploads().length - before).toBe(1);
  });

  it.each<[string, HubFault]>([
    [
      'too many requests',
      {
        match: /POST .*\/preupload\//,
        times: 2,
        fault: { kind: 'status', status: 429, headers: { 'retry-after': '3' } },
      },
    ],
    ['a server that is away', { match: /POST .*objects\/batch/, times: 3, fault: { kind: 'status', status: 503 } }],
    [
      'a connection that breaks in a part',
      { match: /PUT \/lfs\/\w+\/2$/, times: 2, fault: { kind: 'reset', bytes: 10_000 } },
    ],
    ['a gateway that gives up on a commit', { match: /POST .*\/commit\//, fault: { kind: 'status', status: 504 } }],
    ['the answer to a commit that is lost', { match: /POST .*\/commit\//, fault: { kind: 'lost' } }],
    [
      'a tree that cannot be listed at first',
      { match: /GET .*\/tree\//, times: 2, fault: { kind: 'status', status: 502 } },
    ],
  ])('comes to the same tree and one commit in spite of %s', async (_, fault) => {
    hub.inject(fault);
    await send(files());
    expect([tree(), commits().length]).toEqual([wholeTree, 2]);
  });

  it('waits as long as the Hub asks', async () => {
    hub.inject({
      match: /POST .*\/preupload\//,
      fault: { kind: 'status', status: 429, headers: { ratelimit: '"api";r=0;t=55' } },
    });
    const { events } = await send(files());
    expect(events.filter(({ kind }) => kind === 'waiting')).toEqual([
      { kind: 'waiting', milliseconds: 55_000, reason: 'the server answers 429' },
    ]);
  });

  it('keeps what somebody else commits in between', async () => {
    await send(files());
    const held = store();
    const listed = await held.list(undefined);
    await send([text('notes/other.md', 'from somebody else')]);
    const steps = held.send([text('notes/mine.md', 'mine')], {
      base: listed.revision,
      message: 'Add',
      signal: undefined,
    });
    for (;;) if ((await steps.next()).done) break;
    expect(Object.keys(tree())).toEqual(expect.arrayContaining(['notes/other.md', 'notes/mine.md', 'README.md']));
  });

  it.each([
    ['no token', null, /^No token was found/],
    ['a token that expired', 'hf_old', /does not accept the token/],
  ])('says so with %s', async (_, token, message) => {
    await expect(send(files(), store(token))).rejects.toMatchObject({
      code: 'SHARE_NOT_ALLOWED',
      message: expect.stringMatching(message),
    });
  });

  it('never says the token, whatever fails', async () => {
    hub.inject({ match: /POST .*\/commit\//, times: 9, fault: { kind: 'status', status: 500 } });
    const failure = await send(files()).catch((error: Error) => error);
    expect(failure).toMatchObject({ code: 'SHARE_NETWORK' });
    expect(JSON.stringify(failure, Object.getOwnPropertyNames(failure))).not.toContain(TOKEN);
  });

  it('gives links that open without a token, by branch and by commit', async () => {
    const { sent } = await send(files());
    const [{ path, bytes }] = files() as [ShareFile, ...ShareFile[]];
    for (const revision of ['main', sent.revision.commit!]) {
      const url = publicUrl({ kind: 'hub', repository: REPOSITORY, folder: '' }, path, {
        revision,
        endpoint: hub.endpoint,
      })!;
      expect(await probeRecording(url, bytes)).toEqual({ url, ok: true, ranges: true });
    }
  });
});
