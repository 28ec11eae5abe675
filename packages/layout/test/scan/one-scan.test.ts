import { beforeAll, expect, test } from 'vitest';
import {
  type FileSource,
  inspectExperiment,
  MemorySource,
  openExperiment,
  planFixes,
  scanExperiment,
  validate,
} from '../../src/index.ts';
import { allSeries } from '../experiment/series-of.ts';
import { type Files, tinyFiles } from '../tiny-files.ts';

let files: Files;
beforeAll(async () => {
  files = await tinyFiles();
}, 60_000);

/** A source that counts how often each folder is listed. */
function counting(): { readonly source: FileSource; readonly listed: Map<string, number> } {
  const inner = new MemorySource(files, '/results/demo_pair01/tiny_run');
  const listed = new Map<string, number>();
  const source: FileSource = {
    location: inner.location,
    list(folder) {
      listed.set(folder, (listed.get(folder) ?? 0) + 1);
      return inner.list(folder);
    },
    read: (path, options) => inner.read(path, options),
    readMany: (paths, options) => inner.readMany(paths, options),
    size: (path) => inner.size(path),
  };
  return { source, listed };
}

test('everything can be done with one scan, which lists each folder once', async () => {
  const { source, listed } = counting();
  const scanned = await scanExperiment(source);
  const folders = listed.size;
  expect(folders).toBe(scanned.scanned.length);
  const experiment = await openExperiment(scanned);
  const report = await validate(scanned);
  const summary = await inspectExperiment(scanned);
  const plan = await planFixes(scanned);
  expect(listed.size).toBe(folders);
  expect([...listed.values()].every((times) => times === 1)).toBe(true);

  const fresh = await openExperiment(source);
  expect(allSeries(experiment).map(({ path, frames }) => [path, frames])).toEqual(
    allSeries(fresh).map(({ path, frames }) => [path, frames]),
  );
  expect(experiment.problems).toEqual(fresh.problems);
  expect(report).toEqual(await validate(source));
  expect(summary).toEqual(await inspectExperiment(source));
  expect(plan).toEqual(await planFixes(source));
});

test.each([
  ['openExperiment', openExperiment],
  ['validate', validate],
  ['inspectExperiment', inspectExperiment],
  ['planFixes', planFixes],
])('%s alone lists each folder once', async (_, run) => {
  const { source, listed } = counting();
  await run(source);
  expect([...listed].filter(([, times]) => times > 1)).toEqual([]);
});
