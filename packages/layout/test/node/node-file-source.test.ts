import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { because } from '../../../../vitest.shared.ts';
import { isLayoutError, type ReadResult, scan } from '../../src/index.ts';
import { NodeFileSource } from '../../src/node/index.ts';

const base = mkdtempSync(join(tmpdir(), 'outlay-links-'));
const root = join(base, 'root');
afterAll(() => rmSync(base, { recursive: true }));
for (const folder of ['input_data/train/images/4', 'input_data/test', 'deep/a'])
  mkdirSync(join(root, folder), { recursive: true });
mkdirSync(join(base, 'outside'));
writeFileSync(join(base, 'outside/secret.txt'), 'secret');
writeFileSync(join(root, 'input_data/train/images/4/000001.jpg'), 'picture');
symlinkSync('../train/images', join(root, 'input_data/test/images'));
symlinkSync('000001.jpg', join(root, 'input_data/train/images/4/000002.jpg'));
symlinkSync(join(base, 'outside/secret.txt'), join(root, 'input_data/train/images/4/000003.jpg'));
symlinkSync('../../outside', join(root, 'input_data/out'));
symlinkSync('nowhere', join(root, 'input_data/broken'));
symlinkSync('self', join(root, 'input_data/self'));
symlinkSync('..', join(root, 'deep/a/up'));
symlinkSync(root, join(root, 'deep/top'));
const hasFifo = (() => {
  try {
    execFileSync('mkfifo', [join(root, 'input_data/train/images/4/000004.jpg')]);
    return true;
  } catch {
    return false;
  }
})();

describe.each([0, 4])('a folder with links, %i reads ahead', (readAhead) => {
  const open = () => new NodeFileSource(root, { readAhead });

  it('follows links inside and refuses the others', async () => {
    const entries = await open().list('input_data');
    expect(
      Object.fromEntries(entries.map((entry) => [entry.name, entry.kind === 'refused' ? entry.reason : entry.kind])),
    ).toEqual({
      train: 'folder',
      test: 'folder',
      out: 'outside',
      broken: 'broken',
      self: 'broken',
    });
    const images = await open().list('input_data/test');
    expect(images).toEqual([{ name: 'images', kind: 'folder', target: 'input_data/train/images' }]);
    const files = await open().list('input_data/test/images/4');
    expect(Object.fromEntries(files.map((entry) => [entry.name, entry.kind]))).toEqual({
      '000001.jpg': 'file',
      '000002.jpg': 'file',
      '000003.jpg': 'refused',
      ...(hasFifo ? { '000004.jpg': 'refused' } : {}),
    });
  });

  it('reads through links inside only', async () => {
    const source = open();
    expect(new TextDecoder().decode(await source.read('input_data/test/images/4/000002.jpg'))).toBe('picture');
    for (const path of ['input_data/train/images/4/000003.jpg', 'input_data/out/secret.txt'])
      await expect(source.read(path)).rejects.toMatchObject({ code: 'PATH_REFUSED' });
    const results: ReadResult[] = [];
    const paths = ['input_data/test/images/4/000002.jpg', 'input_data/train/images/4/000003.jpg', 'input_data/self/x'];
    for await (const batch of source.readMany(paths)) results.push(...batch);
    expect(results.map(({ error }) => error?.code)).toEqual([undefined, 'PATH_REFUSED', expect.any(String)]);
  });

  it.runIf(hasFifo)(`does not wait for a pipe${because(hasFifo ? undefined : 'mkfifo is missing')}`, async () => {
    const source = open();
    const results: ReadResult[] = [];
    for await (const batch of source.readMany(['input_data/train/images/4/000004.jpg'])) results.push(...batch);
    expect(results).toHaveLength(1);
    expect(results[0]!.error !== undefined || results[0]!.bytes!.length === 0).toBe(true);
  });

  it('ends on loops, and says where', async () => {
    const skipped: string[] = [];
    const folders: string[] = [];
    for await (const folder of scan(open())) {
      folders.push(folder.path);
      skipped.push(...folder.skipped.map(({ path, reason }) => `${reason} ${path}`));
    }
    expect(folders).toEqual([
      '',
      'deep',
      'deep/a',
      'input_data',
      'input_data/test',
      'input_data/test/images',
      'input_data/test/images/4',
      'input_data/train',
      'input_data/train/images',
      'input_data/train/images/4',
    ]);
    expect(skipped).toContain('loop deep/a/up');
    expect(skipped).toContain('loop deep/top');
    expect(skipped).toContain('outside input_data/out');
    expect(skipped).toContain('outside input_data/train/images/4/000003.jpg');
  });
});

it('says what is wrong with the folder itself', () => {
  const codeOf = (path: string): string | undefined => {
    try {
      new NodeFileSource(path);
      return undefined;
    } catch (error) {
      return isLayoutError(error) ? error.code : String(error);
    }
  };
  expect(codeOf(join(base, 'nothing'))).toBe('FILE_NOT_FOUND');
  expect(codeOf(join(base, 'outside/secret.txt'))).toBe('FILE_NOT_FOUND');
  expect(codeOf(root)).toBeUndefined();
});

const AS_ROOT = process.getuid?.() === 0 ? 'root may read everything' : undefined;

it.skipIf(AS_ROOT !== undefined)(`reports folders without permission and goes on${because(AS_ROOT)}`, async () => {
  const folder = join(base, 'locked');
  mkdirSync(join(folder, 'evaluation'), { recursive: true });
  chmodSync(join(folder, 'evaluation'), 0);
  const errors: string[] = [];
  for await (const { path, error } of scan(new NodeFileSource(folder))) if (error) errors.push(`${path} ${error.code}`);
  chmodSync(join(folder, 'evaluation'), 0o700);
  expect(errors).toEqual(['evaluation FILE_UNREADABLE']);
});

it('does not grow a tree of links without end', async () => {
  const folder = join(base, 'doubling');
  for (let i = 0; i < 24; i++) mkdirSync(join(folder, `d${i}`), { recursive: true });
  for (let i = 0; i < 23; i++) for (const name of ['x', 'y']) symlinkSync(`../d${i + 1}`, join(folder, `d${i}`, name));
  let folders = 0;
  for await (const _ of scan(new NodeFileSource(folder))) folders++;
  expect(folders).toBeLessThan(100);
});
