import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { type Entry, type FileSource, MemorySource, parsePath, type ScannedFolder, scan } from '../../src/index.ts';

async function all(source: FileSource, options?: Parameters<typeof scan>[1]) {
  const folders: ScannedFolder[] = [];
  const scanning = scan(source, options);
  for (;;) {
    const step = await scanning.next();
    if (step.done) return { folders, summary: step.value };
    folders.push(step.value);
  }
}

/** Lists after a while, in descending order, and counts. */
function slowSource(files: Record<string, string>) {
  const memory = new MemorySource(files);
  const counts = { listed: [] as string[], inFlight: 0, most: 0 };
  const source: FileSource = {
    location: memory.location,
    read: (path, options) => memory.read(path, options),
    readMany: (paths, options) => memory.readMany(paths, options),
    size: (path) => memory.size(path),
    async list(folder) {
      counts.listed.push(folder);
      counts.most = Math.max(counts.most, ++counts.inFlight);
      await new Promise((done) => setImmediate(done));
      counts.inFlight--;
      return [...memory.list(folder)].sort((a, b) => (a.name < b.name ? 1 : -1));
    },
  };
  return { source, counts };
}

const TREE = {
  'manifest.json': '{}',
  'input_data/train/images/4/000002.jpg': '',
  'input_data/train/images/4/000001.jpg': '',
  'input_data/train/images/4/2.JPEG': '',
  'input_data/train/images/4/notes.txt': '',
  'input_data/train/images/4/.DS_Store': '',
  'input_data/train/images/4/000003.jpg.tmp': '',
  'input_data/train/extra/deep/x.bin': '',
  'rerun/input_data.rrd': '',
  'rerun/input_data.rrd.tmp': '',
  'rerun/.hidden.rrd': '',
  'evaluation/': '',
};

describe('scan', () => {
  it('tells files of the layout from strangers and clutter', async () => {
    const { folders, summary } = await all(new MemorySource(TREE));
    const images = folders.find(({ path }) => path === 'input_data/train/images/4')!;
    expect(
      images.files.map(({ name, file }) => [name, file?.contract.id, file?.ids.frame, file?.canonicalPath]),
    ).toEqual([
      ['000001.jpg', 'input.image', 1, 'input_data/train/images/4/000001.jpg'],
      ['000002.jpg', 'input.image', 2, 'input_data/train/images/4/000002.jpg'],
      ['2.JPEG', 'input.image', 2, 'input_data/train/images/4/000002.jpg'],
      ['notes.txt', undefined, undefined, undefined],
    ]);
    expect(images.files[0]!.file!.ids).toEqual({ split: 'train', camera: 4, frame: 1, image: 'jpg' });
    expect(images.ignored).toEqual(['.DS_Store', '000003.jpg.tmp']);
    const rerun = folders.find(({ path }) => path === 'rerun')!;
    expect(rerun.files.map(({ name }) => name)).toEqual(['input_data.rrd']);
    expect(rerun.ignored).toEqual(['.hidden.rrd', 'input_data.rrd.tmp']);
    expect(folders.find(({ path }) => path === 'input_data/train/extra')!.position).toBeUndefined();
    expect(summary).toEqual({ folders: folders.length, files: 7 });
  });

  it('keeps of plain names their numbers only, and gives the same files', async () => {
    const { folders } = await all(
      new MemorySource(
        ['000010.png', '000002.jpg', '000009.png', '000001.jpg', '2.jpg', '0000003.jpg', 'x.jpg', '000004.JPG'].map(
          (name) => [`input_data/test/images/4/${name}`, ''] as const,
        ),
      ),
    );
    const images = folders.at(-1)!;
    expect(images.runs.map(({ contract, extension, frames }) => [contract.id, extension, frames])).toEqual([
      ['input.image', '.jpg', [1, 2]],
      ['input.image', '.png', [9, 10]],
    ]);
    expect(images.others.map(({ name, file }) => [name, file?.frame])).toEqual([
      ['0000003.jpg', 3],
      ['000004.JPG', 4],
      ['2.jpg', 2],
      ['x.jpg', undefined],
    ]);
    expect(images.fileCount).toBe(8);
    const names = images.files.map(({ name }) => name);
    expect(names).toEqual([...names].sort());
    expect(images.files.map(({ name, path }) => path.endsWith(`/4/${name}`))).not.toContain(false);
    expect(images.files.map(({ file }) => file && parsePath(file.canonicalPath)?.ids)).toEqual(
      images.files.map(({ file }) => file?.ids),
    );
  });

  it('reads every folder once, in one order, with few at a time', async () => {
    const { source, counts } = slowSource(TREE);
    const { folders } = await all(source, { concurrency: 3 });
    const paths = folders.map(({ path }) => path);
    expect(paths).toEqual((await all(new MemorySource(TREE))).folders.map(({ path }) => path));
    expect(paths[0]).toBe('');
    expect([...counts.listed].sort()).toEqual([...paths].sort());
    expect(counts.most).toBeGreaterThan(1);
    expect(counts.most).toBeLessThanOrEqual(3);
  });

  it('leaves out what it is told to', async () => {
    const { source, counts } = slowSource(TREE);
    const { folders } = await all(source, { enter: (_, position) => position !== undefined });
    expect(folders.map(({ path }) => path)).not.toContain('input_data/train/extra');
    expect(counts.listed).not.toContain('input_data/train/extra');
  });

  test.prop([
    fc.uniqueArray(fc.array(fc.constantFrom('a', 'b', 'c', 'evaluation', 'epoch_1'), { minLength: 1, maxLength: 5 }), {
      maxLength: 12,
    }),
  ])('meets every file once', async (paths) => {
    const files = paths.map((parts) => `${parts.join('/')}/f.bin`);
    const { folders } = await all(new MemorySource(files.map((path) => [path, ''] as const)));
    expect(folders.flatMap((folder) => folder.files.map(({ path }) => path)).sort()).toEqual(
      [...new Set(files)].sort(),
    );
  });

  it('fails on a root that is not there, goes on past a folder that is not', async () => {
    class Broken extends MemorySource {
      override list(folder: string): readonly Entry[] {
        return super.list(folder === this.broken ? 'gone' : folder);
      }
      broken = '';
    }
    await expect(all(new Broken(TREE))).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' });
    const source = new Broken(TREE);
    source.broken = 'input_data/train';
    const { folders } = await all(source);
    expect(folders.filter(({ error }) => error).map(({ path }) => path)).toEqual(['input_data/train']);
    expect(folders.map(({ path }) => path)).toContain('rerun');
  });

  it('stops when asked to', async () => {
    await expect(all(new MemorySource(TREE), { signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow(
      'enough',
    );
  });
});
