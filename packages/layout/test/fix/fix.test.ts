import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fc, test as property } from '@fast-check/vitest';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import {
  applyFixes,
  FIXABLE_CODES,
  type FileSource,
  type FixPlan,
  type FixSummary,
  MemoryFileSink,
  parseUndoRecord,
  planFixes,
  undoFixes,
  validate,
} from '../../src/index.ts';
import { NodeFileSink } from '../../src/node/index.ts';
import { changed, type Files, renamed, tinyFiles } from '../tiny-files.ts';
import { DAMAGE } from '../validate/fixtures.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const HOME = '/results/demo_pair02_tiny/v001_tiny';
let sound: Files;
beforeAll(async () => {
  sound = await tinyFiles({ frames: 3, epochs: [0, 15], artifactEpochs: [2] });
});

const apply = async (sink: MemoryFileSink | NodeFileSink, plan: FixPlan): Promise<FixSummary> => {
  const events = applyFixes(sink, plan);
  for (;;) {
    const step = await events.next();
    if (step.done) return step.value;
  }
};
const codesOf = async (sink: MemoryFileSink): Promise<ReadonlySet<string>> =>
  new Set((await validate(sink.source())).diagnostics.map(({ code }) => code));
const snapshot = (sink: MemoryFileSink): string[] =>
  [...sink.files]
    .filter(([path]) => !path.startsWith('.outlay/'))
    .map(([path, bytes]) => `${path} ${bytes.length} ${bytes.slice(0, 8).join()}`)
    .sort();

/** Damage that has a fix; some can happen together. */
const DAMAGES: Readonly<Record<string, (files: Files) => Files>> = {
  cam: (files) => renamed(files, 'input_data/test/images/16/', 'input_data/test/images/cam_16/'),
  padding: (files) => renamed(files, 'input_data/test/images/16/00000', 'input_data/test/images/16/0'),
  person: (files) =>
    renamed(
      files,
      'evaluation/epoch_0000/pose_smplx/pred/world_aligned/posed_smplx_meshes_per_frame/00/',
      'evaluation/epoch_0000/pose_smplx/pred/world_aligned/posed_smplx_meshes_per_frame/0/',
    ),
  jpeg: (files) => renamed(files, 'input_data/test/images/4/000001.jpg', 'input_data/test/images/4/000001.JPEG'),
  epoch: (files) => renamed(files, 'evaluation/epoch_0015/', 'evaluation/epoch_15/'),
  clutter: (files) => changed(files, { 'input_data/.DS_Store': 'x', 'evaluation/Thumbs.db': 'x' }),
  strays: (files) => changed(files, { 'input_data/test/copy.jpg': 'x', 'evaluation/x.log': 'x' }),
  unfinished: (files) => changed(files, { 'evaluation/epoch_0000/nvs/metrics/a.csv.tmp': 'x' }),
  nested: (files) =>
    new Map([
      ...files,
      ...[...files].flatMap(([path, bytes]) =>
        path.startsWith('input_data/train/depths/4/') ? [[path.replace('/4/', '/4/4/'), bytes] as const] : [],
      ),
    ]),
  unlisted: (files) => manifest(files, (text) => text.replace(/,\s*"epoch_0015"/, '')),
  oddEpoch: (files) => manifest(files, (text) => text.replace('"epoch_0000"', '"epoch_0"')),
  misspelt: (files) => manifest(files, (text) => text.replace('source_camera_id', 'source_cam_id')),
};
function manifest(files: Files, change: (text: string) => string): Files {
  return changed(files, { 'manifest.json': change(new TextDecoder().decode(files.get('manifest.json'))) });
}

property.prop([fc.subarray(Object.keys(DAMAGES), { minLength: 1 })], { numRuns: 40 })(
  'a fix removes its findings, adds none, and can be undone to the byte',
  async (names) => {
    const damaged = names.reduce((files, name) => DAMAGES[name]!(files), sound);
    const sink = new MemoryFileSink(HOME, damaged);
    const before = await codesOf(sink);
    const start = snapshot(sink);
    const plan = await planFixes(sink.source());
    const { undo } = await apply(sink, plan);
    const after = await codesOf(sink);
    expect([...after].filter((code) => !before.has(code))).toEqual([]);
    expect([...after].filter((code) => (FIXABLE_CODES as readonly string[]).includes(code))).toEqual([]);
    expect((await planFixes(sink.source())).steps).toEqual([]);

    const record = parseUndoRecord(new TextDecoder().decode(sink.files.get(undo as string)));
    for await (const _ of undoFixes(sink, record!, sink.source())) {
      // Each step is one event.
    }
    expect(snapshot(sink)).toEqual(start);
  },
);

property.prop([fc.subarray(Object.keys(DAMAGES), { minLength: 2 }), fc.nat(30)], { numRuns: 25 })(
  'stopped anywhere, running again finishes',
  async (names, stop) => {
    const sink = new MemoryFileSink(
      HOME,
      names.reduce((files, name) => DAMAGES[name]!(files), sound),
    );
    const events = applyFixes(sink, await planFixes(sink.source()));
    for (let i = 0; i < stop; i++) if ((await events.next()).done) break;
    await apply(sink, await planFixes(sink.source()));
    expect([...(await codesOf(sink))]).toEqual([]);
  },
);

test.each(DAMAGE.map((fixture) => [`${fixture.code} ${fixture.what}`, fixture] as const))(
  'fixing %s adds nothing',
  async (_, { damage }) => {
    const files = new Map([...damage(await fullSound())].filter(([path]) => !path.endsWith('/')));
    const sink = new MemoryFileSink(HOME, files);
    const before = await codesOf(sink);
    await apply(sink, await planFixes(sink.source()));
    expect([...(await codesOf(sink))].filter((code) => !before.has(code))).toEqual([]);
  },
);

let full: Promise<Files> | undefined;
function fullSound(): Promise<Files> {
  full ??= tinyFiles();
  return full;
}

describe('what is not done', () => {
  test('a sound experiment needs nothing', async () => {
    const sink = new MemoryFileSink(HOME, sound);
    expect(await planFixes(sink.source())).toEqual({ steps: [], left: [] });
    expect(await apply(sink, { steps: [], left: [] })).toEqual({ applied: 0, undo: undefined });
    expect(await sink.exists('.outlay')).toBe(false);
  });

  test('a name that is taken is left to a person', async () => {
    const both = changed(sound, { 'input_data/test/images/cam_16/000001.jpg': 'x' });
    expect((await planFixes(new MemoryFileSink(HOME, both).source())).steps).toEqual([]);
  });

  const planOf = (changes: Readonly<Record<string, string | undefined>>) =>
    planFixes(new MemoryFileSink(HOME, changed(sound, changes)).source());

  test('what belongs to somebody is not set aside', async () => {
    const plan = await planOf({
      'input_data/.git/HEAD': 'x',
      'evaluation/.nfs0000': 'x',
      'rerun/input_data.rrd.tmp': 'x',
      'training_artifacts/notes.xyz': 'x',
      'config.yaml': 'x',
      'checkpoints/last.ckpt': 'x',
    });
    expect(plan.steps).toEqual([]);
  });

  test('nothing is moved where a job may be writing', async () => {
    const { steps, left } = await planOf({
      'evaluation/epoch_0015/pose_smplx/metrics/': undefined,
      'evaluation/epoch_0015/pose_smplx/gt_inputs/': undefined,
      'evaluation/epoch_0015/pose_smplx/viz/': undefined,
      'evaluation/epoch_0015/nvs/metrics/novel_view_results.txt': undefined,
      'evaluation/epoch_0015/pose_smplx/pred/': undefined,
      'evaluation/epoch_0015/pose_smpl/': undefined,
      'evaluation/epoch_0015/nvs/pred/cam_16/metrics_input/1.part': 'x',
      'input_data/a.csv.tmp': 'x',
    });
    expect(steps).toEqual([]);
    expect(left.map(({ path, reason }) => [path, reason])).toEqual([
      ['evaluation/epoch_0015/nvs/pred/cam_16/metrics_input/1.part', 'A job may still be writing there.'],
    ]);
  });

  test('a nested folder that holds the only copy is left to a person', async () => {
    const moved = renamed(sound, 'input_data/train/depths/4/', 'input_data/train/depths/4/4/');
    expect((await planFixes(new MemoryFileSink(HOME, moved).source())).steps).toEqual([]);
  });

  test('clutter inside a nested copy goes with it', async () => {
    const files = changed(DAMAGES.nested!(sound), { 'input_data/train/depths/4/4/.DS_Store': 'x' });
    const sink = new MemoryFileSink(HOME, files);
    expect(await apply(sink, await planFixes(sink.source()))).toMatchObject({ applied: 1 });
    expect(await sink.exists('.outlay/aside/input_data/train/depths/4/4/.DS_Store')).toBe(true);
  });

  test('what a link leads to, or what is reached through one, is not moved', async () => {
    const inner = new MemoryFileSink(HOME, DAMAGES.cam!(sound)).source();
    const linked = (link: string, target: string): FileSource => ({
      location: inner.location,
      list: (folder) => [
        ...inner.list(folder === link ? target : folder),
        ...(folder === parent(link) ? [{ name: link.split('/').at(-1)!, kind: 'folder' as const, target }] : []),
      ],
      read: (path, options) => inner.read(path, options),
      readMany: (paths, options) => inner.readMany(paths, options),
      size: (path) => inner.size(path),
    });
    const parent = (path: string): string => path.split('/').slice(0, -1).join('/');
    const plan = await planFixes(linked('input_data/train/images/116', 'input_data/test/images/cam_16'));
    expect(plan.steps).toEqual([]);
    expect(plan.left).toEqual([
      { code: 'OUT1009', path: 'input_data/test/images/cam_16', reason: 'A link leads to it, and would break.' },
    ]);
  });

  test('a manifest that was written again since is not undone', async () => {
    const sink = new MemoryFileSink(HOME, DAMAGES.unlisted!(sound));
    const { undo } = await apply(sink, await planFixes(sink.source()));
    await sink.replaceFile('manifest.json', new TextEncoder().encode('{}'));
    const events = undoFixes(sink, parseUndoRecord(new TextDecoder().decode(sink.files.get(undo!)))!, sink.source());
    expect(await events.next()).toMatchObject({ done: true, value: { undone: 0, left: [{ path: 'manifest.json' }] } });
  });

  test('an epoch that lacks required files is not listed', async () => {
    const lacking = changed(DAMAGES.unlisted!(sound), {
      'evaluation/epoch_0015/nvs/gt_inputs/': undefined,
      'evaluation/epoch_0015/nvs/metrics/': undefined,
    });
    expect((await planFixes(new MemoryFileSink(HOME, lacking).source())).steps).toEqual([]);
  });

  test.each([
    '{"format":"outlay-undo-1"}',
    '[]',
    'null',
    '{',
    '{"format":"outlay-undo-1","steps":[{"kind":"rename","from":1}]}',
  ])('%s is no undo record', (text) => {
    expect(parseUndoRecord(text)).toBeUndefined();
  });

  test('an undo record cannot reach outside', async () => {
    const record = parseUndoRecord(
      '{"format":"outlay-undo-1","steps":[{"kind":"rename","code":"OUT1009","from":"a","to":"../b"}]}',
    );
    await expect(undoFixes(new MemoryFileSink(), record!, new MemoryFileSink().source()).next()).rejects.toMatchObject({
      code: 'PATH_REFUSED',
    });
  });
});

test('on disk, names move and nothing is overwritten', async () => {
  const root = mkdtempSync(join(tmpdir(), 'outlay-fix-'));
  try {
    mkdirSync(join(root, 'a/4'), { recursive: true });
    writeFileSync(join(root, 'a/4/1.JPG'), 'x');
    writeFileSync(join(root, 'a/4/2.jpg'), 'y');
    const editor = new NodeFileSink(root);
    await editor.rename('a/4/1.JPG', 'a/4/000001.jpg');
    await editor.rename('a/4', 'a/cam_4');
    expect(readFileSync(join(root, 'a/cam_4/000001.jpg'), 'utf8')).toBe('x');
    await expect(editor.rename('a/cam_4/2.jpg', 'a/cam_4/000001.jpg')).rejects.toMatchObject({ code: 'FILE_EXISTS' });
    await expect(editor.rename('a/none', 'a/b')).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' });
    await editor.replaceFile('a/cam_4/2.jpg', new TextEncoder().encode('z'));
    expect(readFileSync(join(root, 'a/cam_4/2.jpg'), 'utf8')).toBe('z');
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});
