/**
 * The files of averages: one per epoch and task.
 * @module
 */
import { type FileSource, isLayoutError } from '@outlay/layout';
import { readMetricTxt } from '@outlay/layout/read';
import { fileContract, parseEpoch, TASKS, type Task } from '@outlay/schema/names';
import { metricOf, toValue } from '../answers/metric-columns.ts';
import type { MetricOverEpochs, Value } from '../api.ts';
import { foldersIn } from './listing.ts';

/** An epoch's folder. */
export interface EpochFolder {
  readonly epoch: number;
  readonly path: string;
}

/** A place where averages may be. */
export interface AveragesFile {
  readonly epoch: number;
  readonly task: Task;
  readonly path: string;
}

/** Averages that were read. */
export interface Averages {
  readonly file: AveragesFile;
  readonly values: Readonly<Record<string, number>>;
}

/** Reads files of averages; what cannot be read is left out. */
export async function readAverages(source: FileSource, files: readonly AveragesFile[]): Promise<readonly Averages[]> {
  const averages: Averages[] = [];
  let at = 0;
  for await (const batch of source.readMany(files.map(({ path }) => path)))
    for (const { bytes } of batch) {
      const file = files[at++]!;
      // What cannot be read here is told by the run's own page.
      if (bytes === undefined || bytes.length === 0) continue;
      try {
        averages.push({ file, values: readMetricTxt(bytes, file.path).values });
      } catch (error) {
        if (!isLayoutError(error)) throw error;
      }
    }
  return averages;
}

/** One column per metric, in the order of tasks and files. */
export function overEpochs(averages: readonly Averages[], epochs: readonly number[]): readonly MetricOverEpochs[] {
  const columns = new Map<string, { readonly task: Task; readonly name: string; readonly values: Value[] }>();
  for (const task of TASKS)
    for (const { file, values } of averages)
      for (const [name, value] of Object.entries(values)) {
        if (file.task !== task) continue;
        const key = `${task} ${name}`;
        const column = columns.get(key) ?? { task, name, values: epochs.map(() => null) };
        column.values[epochs.indexOf(file.epoch)] = toValue(value);
        columns.set(key, column);
      }
  return [...columns.values()].map(({ task, name, values }) => ({ ...metricOf(task, name), values }));
}

/** Folders of epochs, ascending, each epoch once. */
export async function epochFolders(source: FileSource): Promise<readonly EpochFolder[]> {
  const found = new Map<number, string>();
  for (const name of await foldersIn(source, 'evaluation')) {
    const epoch = parseEpoch(name);
    if (epoch !== undefined && !found.has(epoch)) found.set(epoch, `evaluation/${name}`);
  }
  return [...found].sort(([a], [b]) => a - b).map(([epoch, path]) => ({ epoch, path }));
}

/** Where the averages of some epochs are, if there are any. */
export function averagesFiles(folders: readonly EpochFolder[]): readonly AveragesFile[] {
  return folders.flatMap(({ epoch, path }) =>
    TASKS.map((task): AveragesFile => ({ epoch, task, path: `${path}/${averagesName(task)}` })),
  );
}

function averagesName(task: Task): string {
  return fileContract(`${task}.metrics.overall`).pattern.replace('evaluation/{epoch}/', '');
}
