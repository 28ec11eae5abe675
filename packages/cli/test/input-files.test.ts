import type { InputFile } from '@outlay/schema/port';
import { describe, expect, it } from 'vitest';
import { changedMeanwhile } from '../src/export/input.ts';
import { InputFiles } from '../src/input-files.ts';

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
    expect([...files]).toEqual(FILES);
    expect([...files]).toEqual(FILES);
    expect([...new InputFiles([])]).toEqual([]);
  });

  it('are compared with those of later', () => {
    const before = new InputFiles(FILES);
    expect(changedMeanwhile(before, FILES)).toBeUndefined();
    expect(changedMeanwhile(before, FILES.slice(2))).toBeUndefined();
    const touched = FILES.map((file) => (file.path === 'a/b/x' ? { ...file, modified: 4 } : file));
    expect(changedMeanwhile(before, touched)).toBe('1 file changed in a/b');
    expect(changedMeanwhile(new InputFiles(FILES.slice(1, 2)), FILES.slice(0, 3))).toBe('2 files changed in a');
  });
});
