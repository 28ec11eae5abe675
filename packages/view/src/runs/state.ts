import type { FileSource } from '@outlay/layout';
import type { Manifest, Task } from '@outlay/schema';
import type { RunState } from '../api.ts';
import type { Averages, EpochFolder } from './averages.ts';
import { foldersIn } from './listing.ts';

/** The state of a run whose manifest can be read, from which files of averages are there. */
export async function stateOf(
  source: FileSource,
  { tasks }: Manifest,
  listed: readonly number[],
  folders: readonly EpochFolder[],
  averages: readonly Averages[],
): Promise<RunState> {
  if (listed.length === 0) return 'running';
  const has = (epoch: number, task: Task): boolean =>
    averages.some(({ file }) => file.epoch === epoch && file.task === task);
  for (const task of tasks) {
    if (listed.every((epoch) => has(epoch, task))) continue;
    // A scene without ground truth for bodies never gets these files.
    const isEverThere = averages.some(({ file }) => file.task === task);
    if (isEverThere || task === 'nvs' || !(await hasOnlyPredictions(source, folders, task))) return 'running';
  }
  return 'complete';
}

async function hasOnlyPredictions(source: FileSource, folders: readonly EpochFolder[], task: Task): Promise<boolean> {
  const parts = await foldersIn(source, `${folders.at(-1)?.path}/${task}`);
  return parts.includes('pred') && !parts.includes('gt_inputs') && !parts.includes('metrics');
}
