import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { MemoryFileSink } from '../../src/index.ts';
import { NodeFileSink } from '../../src/node/index.ts';

const roots: string[] = [];
afterAll(() => {
  for (const root of roots) rmSync(root, { recursive: true, force: true });
});
const temporary = (): string => {
  const root = mkdtempSync(join(tmpdir(), 'outlay-editor-'));
  roots.push(root);
  return root;
};
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe.each([
  ['memory', () => new MemoryFileSink()],
  ['disk', () => new NodeFileSink(temporary())],
] as const)('an editor in %s', (_, make) => {
  test('moves files and folders, never over something', async () => {
    const editor = make();
    await editor.createFolder('a/b');
    await editor.createFile('a/b/one', bytes('1'));
    await editor.createFile('two', bytes('2'));
    await editor.rename('a', 'c');
    expect([await editor.exists('a'), await editor.exists('c/b/one')]).toEqual([false, true]);
    await expect(editor.rename('two', 'c/b/one')).rejects.toMatchObject({ code: 'FILE_EXISTS' });
    await expect(editor.rename('three', 'four')).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' });
    await expect(editor.rename('two', '../two')).rejects.toMatchObject({ code: 'PATH_REFUSED' });
    expect(await editor.exists('two')).toBe(true);
  });
});

test('on disk, content is replaced and nothing is reached through a link', async () => {
  const root = temporary();
  const editor = new NodeFileSink(root);
  writeFileSync(join(root, 'manifest.json'), 'old');
  await editor.replaceFile('manifest.json', bytes('new'));
  expect(readFileSync(join(root, 'manifest.json'), 'utf8')).toBe('new');
  mkdirSync(join(root, 'real'));
  writeFileSync(join(root, 'real/file'), 'x');
  symlinkSync('real', join(root, 'link'));
  symlinkSync('manifest.json', join(root, 'linked.json'));
  await expect(editor.rename('link/file', 'link/other')).rejects.toMatchObject({ code: 'PATH_REFUSED' });
  await expect(editor.rename('manifest.json', 'link/other')).rejects.toMatchObject({ code: 'PATH_REFUSED' });
  await expect(editor.replaceFile('linked.json', bytes('y'))).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
});
