import { readTaskMetrics } from '@outlay/layout';
import { TASKS, type Task } from '@outlay/schema/names';
import type { MetricTable } from '@outlay/schema/port';
import type { Columns, EpochMetrics, TaskTables } from '../api.ts';
import type { OpenedRun } from '../runs/opened-run.ts';
import { FaultError } from '../web/fault.ts';
import { metricOf, toValue } from './metric-columns.ts';

/** The metric files of an epoch as columns. @throws FaultError for an epoch that is not there. */
export async function metricsAnswer({ scan }: OpenedRun, epoch: number): Promise<EpochMetrics> {
  const { source, inventory, epochs } = scan;
  const state = epochs.find((one) => one.epoch === epoch);
  if (state === undefined) throw new FaultError('notServed', 'This run has no such epoch.');
  const tasks: TaskTables[] = [];
  for (const task of TASKS) {
    const { overall, perCamera, perFrame, problems } = await readTaskMetrics(source, inventory, task, epoch);
    if (!overall && !perCamera && !perFrame && problems.length === 0) continue;
    tasks.push({
      task,
      ...(overall && { overall: overallColumns(task, overall) }),
      ...(perCamera?.cameras && { perCamera: { ...columns(task, perCamera), cameras: perCamera.cameras } }),
      ...(perFrame?.frames && {
        perFrame: {
          ...columns(task, perFrame),
          frames: perFrame.frames,
          ...(perFrame.cameras && { cameras: perFrame.cameras }),
        },
      }),
      problems,
    });
  }
  return { epoch, tasks };
}

function overallColumns(task: Task, overall: Readonly<Record<string, number>>): Columns {
  const names = Object.keys(overall);
  return {
    metrics: names.map((name) => metricOf(task, name)),
    values: names.map((name) => [toValue(overall[name])]),
  };
}

function columns(task: Task, { metrics, values }: MetricTable): Columns {
  return {
    metrics: metrics.map((name) => metricOf(task, name)),
    values: metrics.map((name) => Array.from(values[name]!, toValue)),
  };
}
