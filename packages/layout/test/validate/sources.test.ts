import { describe, expect, test } from 'vitest';
import {
  CHECKS,
  type Check,
  type Entry,
  type FileSource,
  FileUnreadableError,
  MemorySource,
  type RefusedReason,
  validate,
} from '../../src/index.ts';
import { latin } from '../read/bytes.ts';
import { RECORDING_READER } from './recording-reader.ts';

const MANIFEST = JSON.stringify({
  output_layout_version: 'v1',
  exp_name: 'e',
  scene_name: 's',
  tasks: ['nvs'],
  eval_epochs: [],
});

/** A small experiment in which some entries cannot be followed and some paths cannot be read. */
function stubborn(options: {
  refused?: Readonly<Record<string, RefusedReason>>;
  unreadable?: readonly string[];
}): FileSource {
  const inner = new MemorySource({
    'manifest.json': MANIFEST,
    'evaluation/': '',
    'training_artifacts/': '',
    'input_data/train/skip_frames.csv': latin('3'),
    'input_data/test/': '',
  });
  const refuse = (path: string): void => {
    if (options.unreadable?.includes(path)) throw new FileUnreadableError(`Cannot read ${path} (EACCES).`, { path });
  };
  return {
    location: 'memory',
    list(folder): readonly Entry[] {
      refuse(folder);
      const added = Object.entries(options.refused ?? {}).flatMap(([path, reason]): Entry[] => {
        const parent = path.split('/').slice(0, -1).join('/');
        return parent === folder ? [{ name: path.split('/').at(-1) as string, kind: 'refused', reason }] : [];
      });
      return [...inner.list(folder), ...added];
    },
    async read(path, read) {
      refuse(path);
      return inner.read(path, read);
    },
    readMany: (paths, read) => inner.readMany(paths, read),
    size: (path) => inner.size(path),
  };
}

const codesOf = async (source: FileSource): Promise<readonly string[]> =>
  (await validate(source)).diagnostics.map(({ code, path }) => `${code} ${path}`).filter((text) => /OUT11/.test(text));

describe('what a source cannot give', () => {
  test('a sound source has none of these findings', async () => {
    expect(await codesOf(stubborn({}))).toEqual([]);
  });

  test.each([
    ['OUT1108', 'outside'],
    ['OUT1110', 'broken'],
    ['OUT1111', 'special'],
  ] as const)('%s: an entry that is refused as %s', async (code, reason) => {
    expect(await codesOf(stubborn({ refused: { 'input_data/train/images': reason } }))).toEqual([
      `${code} input_data/train/images`,
    ]);
  });

  test('OUT1107: a folder that cannot be listed', async () => {
    expect(await codesOf(stubborn({ unreadable: ['input_data/test'] }))).toEqual(['OUT1107 input_data/test']);
  });

  test('OUT1113: files that cannot be read', async () => {
    expect(await codesOf(stubborn({ unreadable: ['manifest.json', 'input_data/train/skip_frames.csv'] }))).toEqual([
      'OUT1113 input_data/train/skip_frames.csv',
      'OUT1113 manifest.json',
    ]);
  });

  test('OUT1109: a link that leads back', async () => {
    const inner = stubborn({});
    const looping: FileSource = {
      ...inner,
      list: async (folder) => {
        const entries = await inner.list(folder.replaceAll('/again', ''));
        return folder.startsWith('input_data/test')
          ? [...entries, { name: 'again', kind: 'folder', target: 'input_data/test' }]
          : entries;
      },
    };
    expect(await codesOf(looping)).toEqual(['OUT1109 input_data/test/again']);
  });

  test('OUT1112: folders without end', async () => {
    const deep = Array.from({ length: 40 }, (_, i) => `d${i}`).join('/');
    const source = new MemorySource({ 'manifest.json': MANIFEST, 'evaluation/': '', [`input_data/${deep}/x`]: 'x' });
    expect((await codesOf(source))[0]).toMatch(/^OUT1112 /);
  });

  test('a root that cannot be listed throws', async () => {
    await expect(validate(stubborn({ unreadable: [''] }))).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
  });

  test('an abort ends it', async () => {
    await expect(validate(stubborn({}), { signal: AbortSignal.abort() })).rejects.toThrow();
  });
});

test('a folder that is no experiment is not walked', async () => {
  const listed: string[] = [];
  const inner = new MemorySource({ 'thesis/notes.txt': '', 'src/a/b/c.py': '', 'todo.txt': '' });
  const source: FileSource = {
    location: 'home',
    list: (folder) => {
      listed.push(folder);
      return inner.list(folder);
    },
    read: (path, read) => inner.read(path, read),
    readMany: (paths, read) => inner.readMany(paths, read),
    size: (path) => inner.size(path),
  };
  const { diagnostics, scanned } = await validate(source);
  expect(diagnostics.map(({ code }) => code)).toEqual(['OUT1001']);
  expect(scanned).toEqual({ folders: 1, files: 1 });
  // What was asked for beside the first is not gone into.
  expect(listed).not.toContain('src/a');
});

test('a recording without an index is complete when its last message is the end, and only then', async () => {
  const message = (kind: number, length: number) =>
    `${String.fromCharCode(kind)}${'\0'.repeat(7)}${String.fromCharCode(length)}${'\0'.repeat(7)}`;
  const told = async (rest: string) => {
    const recording = latin(`RRF2${'\0'.repeat(8)}${message(2, 40)}${rest}`);
    const source = new MemorySource({ 'manifest.json': MANIFEST, 'rerun/input_data.rrd': recording });
    const { diagnostics } = await validate(source, { recordings: RECORDING_READER });
    return diagnostics.some(({ code }) => code === 'OUT6201');
  };
  expect(await told('x'.repeat(40) + message(0, 0))).toBe(false);
  // Cut within a message, in zeros and not.
  expect(await told('\0'.repeat(39))).toBe(true);
  expect(await told('x'.repeat(39))).toBe(true);
});

test('without a reader of recordings only their names are looked at', async () => {
  const source = new MemorySource({ 'manifest.json': MANIFEST, 'rerun/input_data.rrd': 'x', 'rerun/old.rrd': 'x' });
  const codes = (await validate(source)).diagnostics.map(({ code }) => code).filter((code) => code.startsWith('OUT6'));
  expect(codes).toEqual(['OUT6202']);
});

describe('which checks run', () => {
  const sizes: Check = {
    name: 'size of the manifest',
    level: 'structure',
    looksAt: 'manifest',
    *run({ source }) {
      const base = { code: 'OUT8001', name: 'lab-manifest-large', severity: 'warning', fix: 'Shorten it.' } as const;
      if (source.size('manifest.json')! > 10)
        for (const path of ['manifest.json', 'copy.json'])
          yield { ...base, path, message: `${path} has more than 10 bytes.` };
    },
  };
  const source = new MemorySource({ 'manifest.json': MANIFEST });

  test('may be narrowed', async () => {
    const checks = CHECKS.filter(({ looksAt }) => looksAt === 'structure');
    const all = await validate(source);
    const some = await validate(source, { checks });
    expect(some.diagnostics.length).toBeGreaterThan(0);
    expect(all.diagnostics).toEqual(expect.arrayContaining([...some.diagnostics]));
    expect(some.diagnostics.filter(({ code }) => !code.startsWith('OUT1'))).toEqual([]);
  });

  test('may be extended by a check with codes of its own', async () => {
    const report = await validate(source, { checks: [...CHECKS, sizes] });
    expect(report.diagnostics.filter(({ code }) => code === 'OUT8001')).toEqual([
      expect.objectContaining({ name: 'lab-manifest-large', affects: { count: 2, sample: ['copy.json'] } }),
    ]);
    expect((await validate(source)).counts.warning + 2).toBe(report.counts.warning);
  });
});
