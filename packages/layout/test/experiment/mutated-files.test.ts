import { fc, test } from '@fast-check/vitest';
import type { Experiment, Series } from '@outlay/schema/port';
import { beforeAll, describe, expect } from 'vitest';
import { MemorySource, openExperiment, parsePath } from '../../src/index.ts';
import { changed, type Files, tinyFiles } from '../tiny-files.ts';
import { allSeries, collect } from './series-of.ts';

let files: Files;
let paths: readonly string[];
beforeAll(async () => {
  files = await tinyFiles({ frames: 2, cameras: 2, epochs: [30], virtualCameras: 1, artifactEpochs: [] });
  // One file of each kind; the others of a kind are read by the same code.
  const kinds = new Map([...files.keys()].map((path) => [parsePath(path)?.contract.id, path]));
  paths = [...kinds].flatMap(([id, path]) => (id === undefined || id === 'manifest' ? [] : [path]));
}, 60_000);

async function readAll(experiment: Experiment, path: string): Promise<void> {
  const folder = path.slice(0, path.lastIndexOf('/'));
  const touched = allSeries(experiment).filter((series: Series<unknown>) => folder.startsWith(series.path));
  for (const series of touched) {
    const items = await collect(series);
    expect(items.map(({ frame }) => frame)).toEqual(series.frames);
    for (const { problem } of items) if (problem) expect(problem.code).toMatch(/^OUT\d{4}$/);
  }
  for (const { nvs, pose } of experiment.evaluations)
    for (const task of [nvs, pose.pose_smplx, pose.pose_smpl])
      for (const { code } of (await task?.metrics())?.problems ?? []) expect(code).toMatch(/^OUT\d{4}$/);
}

describe('files with other bytes than they should have', () => {
  test.prop(
    [
      fc.nat(),
      fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 0, max: 255 })), {
        maxLength: 8,
      }),
      fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
    ],
    { numRuns: 80 },
  )(
    'give values or coded problems, and never an error',
    async (pick, edits, cutAt) => {
      const path = paths[pick % paths.length]!;
      const bytes = files.get(path)!.slice(0, cutAt === null ? undefined : Math.floor(cutAt * files.get(path)!.length));
      for (const [where, value] of edits) if (bytes.length > 0) bytes[Math.floor(where * (bytes.length - 1))] = value;
      const experiment = await openExperiment(new MemorySource(changed(files, { [path]: bytes })));
      await readAll(experiment, path);
    },
    60_000,
  );
});
