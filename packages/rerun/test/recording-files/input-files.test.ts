import type { InputFile } from '@outlay/schema/port';
import { describe, expect, it } from 'vitest';
import { InputFiles, markOf } from '../../src/node/recording-files/input-files.ts';
import { changedMeanwhile } from '../../src/node/recording-files/inputs.ts';

const FILES: readonly InputFile[] = [
  { path: 'a/000001.jpg', bytes: 1, modified: 1.5 },
  { path: 'a/000002.jpg', bytes: 0 },
  { path: 'a/b/x', modified: 2 },
  { path: 'a/c\nd', bytes: 2 ** 40, modified: 0 },
  { path: 'a/e' },
  { path: 'manifest.json', bytes: 3, modified: 3 },
];

describe('packed files', () => {
  it('come out as they went in, as often as they are asked for', () => {
    const files = new InputFiles(FILES);
    const packed = FILES.map(({ modified: _, ...facts }, i) => ({ ...facts, mark: markOf({ ...FILES[i] }) }));
    expect([...files]).toEqual(packed);
    expect([...files]).toEqual(packed);
    expect([...new InputFiles([])]).toEqual([]);
  });

  it('are compared with what they are later, however many there are', async () => {
    const many = Array.from({ length: 5000 }, (_, i) => ({ path: `a/${i}`, bytes: i, modified: i }));
    const files = new InputFiles(many);
    const facts = new Map(many.map(({ path, ...stat }) => [path, stat]));
    const stat = async (paths: readonly string[]) => paths.map((path) => facts.get(path));
    expect(await changedMeanwhile(stat, files)).toBeUndefined();
    facts.set('a/4096', { bytes: 4096, modified: 1 });
    facts.delete('a/7');
    expect(await changedMeanwhile(stat, files)).toEqual({ more: 0, fewer: 0, changed: 2, folder: 'a' });
  });
});
