import { expect, it } from 'vitest';
import { ListingSource, scan } from '../../src/index.ts';

const LINES = ['.', './manifest.json', 'evaluation/', './input_data/train/images/4/000001.jpg', ''];

it('scans names', async () => {
  const found: string[] = [];
  for await (const { path, files } of scan(new ListingSource(LINES)))
    found.push(`${path}/`, ...files.map(({ file }) => file?.contract.id ?? '?'));
  expect(found).toEqual([
    '/',
    'manifest',
    'evaluation/',
    'input_data/',
    'input_data/train/',
    'input_data/train/images/',
    'input_data/train/images/4/',
    'input.image',
  ]);
});

it('has no contents, and says so', async () => {
  const source = new ListingSource(LINES);
  await expect(source.read('manifest.json')).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
  await expect(source.read('nothing')).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' });
  const codes: unknown[] = [];
  for await (const batch of source.readMany(['manifest.json', 'nothing', '../x']))
    codes.push(...batch.map(({ error }) => error?.code));
  expect(codes).toEqual(['FILE_UNREADABLE', 'FILE_NOT_FOUND', 'PATH_REFUSED']);
  expect(source.size()).toBeUndefined();
});

it('refuses names that leave the root', () => {
  for (const path of ['../x', '/etc/passwd', 'a//b', 'a/../b'])
    expect(() => new ListingSource([path])).toThrow(expect.objectContaining({ code: 'PATH_REFUSED' }));
});
