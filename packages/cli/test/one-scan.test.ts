import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { NodeFileSource } from '@outlay/layout/node';
import { afterEach, beforeAll, expect, it, vi } from 'vitest';
import { run } from './support/run.ts';
import { copySample, type SampleFolder, writeSample } from './support/sample.ts';

let sample: SampleFolder;
beforeAll(async () => {
  sample = copySample(await writeSample());
  const at = (camera: string): string => join(sample.experiment, 'input_data/train/images', camera);
  // Something to fix.
  renameSync(at('4'), at('cam_4'));
});
afterEach(() => {
  vi.restoreAllMocks();
});

/** How often a command lists each folder of the experiment. */
async function listings(argv: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  const { list } = NodeFileSource.prototype;
  vi.spyOn(NodeFileSource.prototype, 'list').mockImplementation(function (this: NodeFileSource, folder) {
    if (this.location === sample.experiment) counts.set(folder, (counts.get(folder) ?? 0) + 1);
    return list.call(this, folder);
  });
  await run(argv);
  return counts;
}

it.each([
  ['export evaluation', ['--dry-run']],
  ['inspect', []],
  ['validate', []],
  ['validate', ['--fix']],
])('outlay %s %j lists each folder once', async (command, flags) => {
  const counts = await listings([...command.split(' '), sample.experiment, ...flags]);
  expect(counts.size).toBeGreaterThan(10);
  expect([...counts].filter(([, times]) => times > 1)).toEqual([]);
});

it('after fixes were applied, folders are listed once more', async () => {
  const counts = await listings(['validate', sample.experiment, '--fix', '--yes']);
  expect(counts.get('')).toBe(2);
  expect([...counts].filter(([, times]) => times > 2)).toEqual([]);
});
