import { readdirSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { removeAbandoned, temporaryName } from '../../src/node/recording-files/temporary-files.ts';
import { temporaryFolder } from './folder.ts';

it('removes what killed exports left behind, and nothing else', async () => {
  const [ours, elsewhere] = [temporaryName('a.rrd'), '.b.rrd.elsewhere.101-0.tmp'];
  const others = ['.c.rrd.elsewhere.102-0.tmp', 'd.rrd', '.e.tmp', '.f.rrd.tmp'];
  const folder = temporaryFolder(Object.fromEntries([ours, elsewhere, ...others].map((name) => [name, 'x'])));
  const yesterday = Date.now() / 1000 - 24 * 3600;
  for (const name of [ours, elsewhere, 'd.rrd', '.e.tmp']) utimesSync(join(folder, name), yesterday, yesterday);
  await removeAbandoned(folder, () => true);
  expect(readdirSync(folder).sort()).toEqual([ours, ...others].sort());
  await removeAbandoned(folder, () => false);
  expect(readdirSync(folder).sort()).toEqual([...others].sort());
  await removeAbandoned(join(folder, 'nowhere'));
});

it('gives every recording a name of its own', () => {
  expect(temporaryName('a.rrd')).not.toBe(temporaryName('a.rrd'));
});
