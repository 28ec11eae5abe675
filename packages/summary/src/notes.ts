/**
 * What averages are over, in sentences below a table.
 * @module
 */
import { TASKS, type Task } from '@outlay/schema/names';
import { averageOf } from './average.ts';
import type { FilterOf } from './cells.ts';
import { epochRange } from './epochs.ts';
import type { RunMetrics } from './run-metrics.ts';
import type { SummaryColumn } from './summary.ts';

/** One sentence per task. */
export function extentNotes(
  runs: readonly RunMetrics[],
  columns: readonly SummaryColumn[],
  filterOf: FilterOf,
): readonly string[] {
  return TASKS.flatMap((task) => {
    const column = columns.find((one) => one.task === task);
    if (column === undefined) return [];
    const measured = runs.filter((run) => run.tasks[task] !== undefined);
    const averages = measured.map((run) => averageOf(run, task, column.metric, filterOf(run, task)));
    const frames = range(averages.flatMap((one) => (one.frames === null ? [] : [one.frames.length])));
    const cameras = range(averages.flatMap((one) => (one.cameras === null ? [] : [one.cameras.length])));
    if (frames === undefined) return [`${task}: averages of the trainer; no rows per frame tell what they are over.`];
    const over = [
      `${frames} ${frames === '1' ? 'frame' : 'frames'}`,
      ...(cameras === undefined ? [] : [`${cameras} ${cameras === '1' ? 'camera' : 'cameras'}`]),
    ];
    const epoch = epochRange(measured);
    return [
      `${task}${epoch === undefined ? '' : `, ${epoch}`}: over ${over.join(' × ')}${sourceNote(task, measured)}.`,
    ];
  });
}

function sourceNote(task: Task, runs: readonly RunMetrics[]): string {
  if (task !== 'nvs') return '';
  const sources = [...new Set(runs.map(({ sourceCamera }) => sourceCamera))];
  const known = sources.filter((camera) => camera !== undefined);
  if (known.length === 0) return '; nothing tells which camera is the source, so none is left out';
  return `, without the source camera${known.length === 1 ? ` ${known[0]}` : ''}`;
}

function range(values: readonly number[]): string | undefined {
  if (values.length === 0) return undefined;
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return low === high ? String(low) : `${low} to ${high}`;
}
