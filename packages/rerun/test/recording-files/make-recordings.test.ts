import { mkdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Experiment, InputFile } from '@outlay/schema/port';
import { describe, expect, it } from 'vitest';
import {
  describeReason,
  type MadeRecordings,
  type MakeRecordingsOptions,
  makeRecordings,
  type RecordingsEvent,
  readIdentity,
  recordingStates,
} from '../../src/node/recording-files/index.ts';
import { verify } from '../../src/read/index.ts';
import { memoryExperiment } from '../exporters/memory-experiment.ts';
import { listing, temporaryFolder } from './folder.ts';

const NAMES = ['evaluation_epoch_0030.rrd', 'input_data.rrd'];

interface Made extends MadeRecordings {
  readonly events: readonly RecordingsEvent[];
}

async function make(
  experiment: Experiment,
  options: Partial<MakeRecordingsOptions> & { folder: string },
): Promise<Made> {
  const events: RecordingsEvent[] = [];
  const making = makeRecordings(experiment, { toolVersion: '1.0.0', now: () => 0, ...options });
  for (;;) {
    const step = await making.next();
    if (step.done) return { ...step.value, events };
    events.push(step.value);
  }
}

/** `[file, status, reason]` of every recording. */
const said = ({ recordings }: MadeRecordings) =>
  recordings.map(({ file, status, reason }) => [file, status, reason ? describeReason(reason) : undefined]);

const failing = (message: string, facts: object): Experiment => {
  const experiment = memoryExperiment();
  const { train } = experiment;
  return {
    ...experiment,
    train: {
      ...train!,
      cameras: train!.cameras.map((camera) => ({
        ...camera,
        images: {
          ...camera.images!,
          // biome-ignore lint/correctness/useYield: fails before it gives anything.
          async *read() {
            throw Object.assign(new Error(message), facts);
          },
        },
      })),
    },
  };
};

describe('makeRecordings', () => {
  it('makes what is missing, whole, and leaves alone what is there', async () => {
    const folder = join(temporaryFolder(), 'deep', 'rerun');
    const made = await make(memoryExperiment(), { folder });
    expect(said(made)).toEqual([
      ['input_data.rrd', 'written', 'the file does not exist yet'],
      ['evaluation_epoch_0030.rrd', 'written', 'the file does not exist yet'],
    ]);
    expect(listing(folder)).toEqual(NAMES);
    for (const { path, bytes } of made.recordings) {
      expect(statSync(path).size).toBe(bytes);
      expect(await verify(readFileSync(path))).toMatchObject({ ok: true });
    }
    expect(made.events.filter(({ kind }) => kind === 'progress').length).toBeGreaterThan(2);
    expect(made.events.flatMap((event) => (event.kind === 'recording' ? [event.result] : []))).toEqual(made.recordings);
    expect(said(await make(memoryExperiment(), { folder })).map(([, status]) => status)).toEqual([
      'up-to-date',
      'up-to-date',
    ]);
  });

  it('says as data why a recording is made again', async () => {
    const folder = temporaryFolder();
    const kinds = [{ kind: 'input_data' }] as const;
    const again = async (options: Partial<MakeRecordingsOptions>, experiment = memoryExperiment()) =>
      (await make(experiment, { folder, kinds, ...options })).recordings[0]!.reason;
    expect(await again({})).toEqual({ kind: 'absent' });
    expect(await again({ toolVersion: '2.0.0' })).toEqual({ kind: 'other-version', before: '1.0.0', now: '2.0.0' });
    expect(await again({ toolVersion: '2.0.0', selection: { cameras: [4] } })).toEqual({
      kind: 'other-selection',
      before: '',
      now: 'cameras 4',
      changes: [{ option: 'cameras', before: undefined, now: '4' }],
    });
    expect(await again({ force: true })).toEqual({ kind: 'forced' });
    truncateSync(join(folder, 'input_data.rrd'), 100);
    expect(await again({})).toEqual({ kind: 'incomplete' });
    const other = { ...memoryExperiment(), fingerprint: () => 'f'.repeat(20) };
    expect(await again({}, other)).toEqual({ kind: 'manifest-changed' });
    // Made without comparing contents, so asking for it does not make it outdated.
    expect(await again({ readFiles: async function* () {} }, other)).toEqual({ kind: 'compared', by: 'times' });
  });

  it('knows files that changed since, and while it was made', async () => {
    const folder = temporaryFolder();
    let modified = 1000;
    const files = (): InputFile[] => [{ path: 'input_data/a.jpg', bytes: 3, modified }];
    const experiment = { ...memoryExperiment({ evaluations: [] }), inputs: async () => files() };
    const statFiles = async () => files();
    expect((await make(experiment, { folder, statFiles })).recordings[0]!.diagnostics).toEqual([]);
    expect(said(await make(experiment, { folder, statFiles }))).toEqual([['input_data.rrd', 'up-to-date', undefined]]);
    modified = Date.now() + 60_000;
    expect(said(await make(experiment, { folder }))).toEqual([
      ['input_data.rrd', 'written', '1 file changed in input_data'],
    ]);
    const changing = async () => [{ bytes: 4, modified }];
    const [made] = (await make(experiment, { folder, force: true, statFiles: changing })).recordings;
    expect(made!.diagnostics).toMatchObject([
      { code: 'OUT9011', message: '1 file changed in input_data while input_data.rrd was made.' },
    ]);
  });

  it('writes nothing when it only plans', async () => {
    const folder = join(temporaryFolder(), 'rerun');
    const { recordings } = await make(memoryExperiment(), { folder, dryRun: true });
    expect(recordings.map(({ status }) => status)).toEqual(['planned', 'planned']);
    for (const { bytes } of recordings) expect(bytes).toBeGreaterThan(1000);
    expect(() => listing(folder)).toThrow();
  });

  it('splits what is too large by task and by cameras, and knows the parts again', async () => {
    const folder = temporaryFolder();
    const kinds = [{ kind: 'evaluation', epoch: 30 }] as const;
    const whole = (await make(memoryExperiment(), { folder, kinds })).recordings[0]!;
    const maxSize = Math.floor(whole.bytes! * 0.8);
    const split = await make(memoryExperiment(), { folder, kinds, maxSize });
    const parts = split.recordings.filter(({ status }) => status === 'written').map(({ file }) => file);
    expect(parts.length).toBeGreaterThan(1);
    expect(split.recordings[0]).toMatchObject({ status: 'skipped', reason: { kind: 'split', count: parts.length } });
    expect(split.recordings[0]!.diagnostics).toMatchObject([{ code: 'OUT9010', severity: 'warning' }]);
    // The whole would only be out of date.
    expect(listing(folder)).toEqual([...parts].sort());
    const again = await make(memoryExperiment(), { folder, kinds, maxSize });
    expect(said(again)).toEqual(
      parts.map((file, i) => [file, 'up-to-date', `part ${i + 1}/${parts.length} of evaluation_epoch_0030.rrd`]),
    );
    await make(memoryExperiment(), { folder, kinds });
    expect(listing(folder)).toEqual(['evaluation_epoch_0030.rrd']);
  });

  it('goes on when one fails, and says whose fault it is', async () => {
    const folder = temporaryFolder();
    const ours = await make(failing('boom', {}), { folder });
    expect(ours.recordings.map(({ status, failure }) => [status, failure?.kind])).toEqual([
      ['failed', 'bug'],
      ['written', undefined],
    ]);
    const theirs = await make(failing('The bucket is locked.', { hint: 'Unlock it.' }), { folder });
    expect(theirs.recordings[0]!.failure).toMatchObject({
      kind: 'not-made',
      diagnostic: { code: 'OUT9008', fix: 'Unlock it.', path: 'rerun/input_data.rrd' },
    });
    const full = await make(failing('write', { code: 'ENOSPC' }), { folder });
    expect(full.recordings[0]!.failure).toMatchObject({ kind: 'unwritable', diagnostic: { code: 'OUT9006' } });
    expect(listing(folder)).toEqual(['evaluation_epoch_0030.rrd']);
  });

  it('does not make what could not be read for a reason that may pass, and keeps what is there', async () => {
    const folder = temporaryFolder();
    const kinds = [{ kind: 'input_data' }] as const;
    const whole = await make(memoryExperiment(), { folder, kinds });
    const bytes = readFileSync(whole.recordings[0]!.path);
    const problem = { code: 'OUT1113', name: 'file-unreadable', severity: 'error', mayPass: true } as const;
    const unread = { ...problem, path: 'input_data/train/images/4/000001.jpg', message: 'Cannot read it (EIO).' };
    const { train } = memoryExperiment();
    const passing: Experiment = {
      ...memoryExperiment(),
      train: {
        ...train!,
        cameras: train!.cameras.map((camera) => ({
          ...camera,
          images: {
            ...camera.images!,
            async *read() {
              yield [{ frame: 1, path: unread.path, problem: unread }];
            },
          },
        })),
      },
    };
    const folderUnread = {
      ...problem,
      name: 'folder-unreadable',
      path: 'input_data/train',
      message: 'Cannot list it.',
    };
    for (const experiment of [passing, { ...memoryExperiment(), problems: [folderUnread] }]) {
      const [made] = (await make(experiment, { folder, kinds, force: true })).recordings;
      expect(made).toMatchObject({ status: 'failed', failure: { kind: 'unread', diagnostic: { code: 'OUT9012' } } });
      expect(made!.diagnostics.map(({ name }) => name)).toEqual([
        experiment === passing ? 'file-unreadable' : 'folder-unreadable',
        'input-unread',
      ]);
      expect(readFileSync(made!.path).equals(bytes)).toBe(true);
      expect(listing(folder)).toEqual(['input_data.rrd']);
    }
    // A folder that has nothing to do with it.
    const elsewhere = { ...memoryExperiment(), problems: [{ ...folderUnread, path: 'evaluation/epoch_0030' }] };
    expect((await make(elsewhere, { folder, kinds })).recordings[0]!.status).toBe('up-to-date');
  });

  it('makes all or none with strict', async () => {
    const folder = temporaryFolder();
    const failed = await make(failing('boom', {}), { folder, strict: true });
    expect(failed.recordings.map(({ status }) => status)).toEqual(['failed', 'skipped']);
    expect(listing(folder)).toEqual([]);
    await make(memoryExperiment(), { folder, strict: true });
    expect(listing(folder)).toEqual(NAMES);
  });

  it('says that the folder cannot be used', async () => {
    const file = join(temporaryFolder({ taken: 'x' }), 'taken');
    expect(await make(memoryExperiment(), { folder: file })).toMatchObject({
      recordings: [],
      failure: { kind: 'unwritable', diagnostic: { code: 'OUT9006' } },
    });
  });

  it.each([false, true])('leaves no temporary file when nobody asks for more, strict: %s', async (strict) => {
    const folder = temporaryFolder();
    const making = makeRecordings(memoryExperiment(), { folder, strict, toolVersion: '1.0.0', now: () => 0 });
    let progress = 0;
    for await (const event of making) {
      if (event.kind === 'progress') progress++;
      // In the middle of the second one.
      if (event.kind === 'progress' && event.file === NAMES[0]) break;
    }
    expect(progress).toBeGreaterThan(1);
    expect(listing(folder)).toEqual(strict ? [] : ['input_data.rrd']);
  });

  it('ends with the reason of the signal and leaves no temporary file', async () => {
    const folder = temporaryFolder();
    const abort = new AbortController();
    const making = makeRecordings(memoryExperiment(), {
      folder,
      toolVersion: '1.0.0',
      now: () => 0,
      signal: abort.signal,
    });
    await making.next();
    abort.abort(new Error('enough'));
    await expect(
      (async () => {
        for await (const _ of making);
      })(),
    ).rejects.toThrow('enough');
    expect(listing(folder)).toEqual([]);
  });

  it('throws what is wrong with the call', async () => {
    const kinds = [{ kind: 'evaluation', epoch: 7 }] as const;
    await expect(make(memoryExperiment(), { folder: temporaryFolder(), kinds })).rejects.toMatchObject({
      code: 'SELECTION_INVALID',
    });
  });
});

describe('what lies in a folder', () => {
  it('is compared with the experiment', async () => {
    const folder = temporaryFolder({ 'old.rrd': 'x', 'nvs_epoch_0030.rrd': '', 'notes.txt': '' });
    const files: InputFile[] = [{ path: 'a', bytes: 1, modified: 0 }];
    const experiment = { ...memoryExperiment(), inputs: async () => files };
    await make(experiment, { folder, selection: { cameras: [4] } });
    expect(
      (await recordingStates(experiment, folder)).map(({ file, state, reason }) => [file, state, reason?.kind]),
    ).toEqual([
      ['evaluation_epoch_0030.rrd', 'up-to-date', 'narrowed'],
      ['input_data.rrd', 'up-to-date', 'narrowed'],
      ['nvs_epoch_0030.rrd', 'unreadable', 'incomplete'],
      ['old.rrd', 'unreadable', 'incomplete'],
    ]);
    files[0] = { path: 'a', bytes: 1, modified: Date.now() + 60_000 };
    expect((await recordingStates(experiment, folder))[1]).toMatchObject({
      state: 'outdated',
      reason: { kind: 'files-changed', change: { changed: 1, folder: '' } },
    });
    expect(await recordingStates(experiment, join(folder, 'nowhere'))).toEqual([]);
  });

  it('says who it is', async () => {
    const folder = temporaryFolder({ 'cut.rrd': 'RRF2' });
    const { recordings } = await make(memoryExperiment(), { folder, kinds: [{ kind: 'input_data' }] });
    expect(await readIdentity(recordings[0]!.path)).toMatchObject({
      ok: true,
      identity: { applicationId: 'outlay-v1-input_data', properties: { tool_version: '1.0.0', exp_name: 'exp one' } },
    });
    mkdirSync(join(folder, 'folder.rrd'));
    writeFileSync(join(folder, 'long.rrd'), 'x'.repeat(1000));
    const problem = async (name: string) => {
      const read = await readIdentity(join(folder, name));
      return read.ok ? undefined : read.problem;
    };
    expect(await problem('nowhere.rrd')).toEqual({ kind: 'absent' });
    expect(await problem('cut.rrd')).toEqual({ kind: 'incomplete' });
    expect(await problem('long.rrd')).toEqual({ kind: 'incomplete' });
    expect(await problem('folder.rrd')).toEqual({ kind: 'unreadable', message: 'it is a folder' });
  });
});
