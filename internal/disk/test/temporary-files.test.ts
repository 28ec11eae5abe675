import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openTemporary, removeAbandoned } from '../src/index.ts';

function temporaryFolder(...names: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'outlay-disk-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const name of names) writeFileSync(join(folder, name), 'x');
  return folder;
}

async function create(path: string): Promise<string> {
  const { handle, path: temporary } = await openTemporary(path);
  await handle.close();
  return basename(temporary);
}

it('removes what killed runs left behind, and nothing else', async () => {
  const elsewhere = '.b.rrd.outlay-node7-01234567.101-0.tmp';
  const others = ['.c.rrd.outlay-node7-01234567.102-0.tmp', 'd.rrd', '.e.tmp', '.f.rrd.host.1-1.tmp'];
  const folder = temporaryFolder(elsewhere, ...others);
  const ours = await create(join(folder, 'a.rrd'));
  const yesterday = Date.now() / 1000 - 24 * 3600;
  for (const name of [ours, elsewhere, 'd.rrd', '.e.tmp']) utimesSync(join(folder, name), yesterday, yesterday);
  await removeAbandoned(folder, () => true);
  expect(readdirSync(folder).sort()).toEqual([ours, ...others].sort());
  await removeAbandoned(folder, () => false);
  expect(readdirSync(folder).sort()).toEqual([...others].sort());
  await removeAbandoned(join(folder, 'nowhere'));
});

it('gives every file a name of its own, and opens nothing that is there', async () => {
  const folder = temporaryFolder();
  const first = await create(join(folder, 'a.rrd'));
  const next = (name: string, by: number) => name.replace(/-(\d+)\.tmp$/, (_, n) => `-${Number(n) + by}.tmp`);
  // Whoever opens a pipe to write waits until somebody reads.
  execFileSync('mkfifo', [join(folder, next(first, 1))]);
  expect(await create(join(folder, 'a.rrd'))).toBe(next(first, 2));
});
