/**
 * The table of metrics in a comparison's text panel.
 * @module
 */
import type { ComparedRun } from '@outlay/rerun/exporters';
import { TASKS, type Task } from '@outlay/schema/names';
import type { TaskMetrics } from '@outlay/schema/port';
import { type RunMetrics, SUMMARY_CODES, type Summary, summarise } from '@outlay/summary';

/** A run and where it is, for people. */
export interface LocatedRun extends ComparedRun {
  readonly label: string;
}

/** The table, differences to the first run, and warnings about what is unlike. */
export async function compareMetrics(
  runs: readonly LocatedRun[],
  options: { readonly tasks?: readonly Task[] },
): Promise<Summary> {
  const metrics: RunMetrics[] = [];
  for (const run of runs) metrics.push(await metricsOf(run));
  // Of several scenes a mean says nothing: every run is a row of its own.
  const scene = [...new Set(metrics.map((one) => one.scene))].join(', ');
  const { tasks } = options;
  const summary = summarise(
    metrics.map((one) => ({ ...one, scene })),
    { rows: 'experiment', baseline: runs[0]!.name, ...(tasks && { tasks }) },
  );
  // Epochs are what was asked for here.
  return {
    ...summary,
    diagnostics: summary.diagnostics.filter(({ name }) => name !== SUMMARY_CODES.epochsDiffer.name),
  };
}

async function metricsOf({ name, label, epoch, experiment }: LocatedRun): Promise<RunMetrics> {
  const { manifest, sourceCamera, evaluations } = experiment;
  const evaluation = evaluations.find((one) => one.epoch === epoch);
  const tasks: { [task in Task]?: TaskMetrics } = {};
  for (const task of TASKS) {
    const metrics = await (task === 'nvs' ? evaluation?.nvs : evaluation?.pose[task])?.metrics();
    if (metrics !== undefined) tasks[task] = metrics;
  }
  const source = sourceCamera === undefined ? {} : { sourceCamera };
  return { name, scene: manifest.scene_name, path: label, epoch, ...source, tasks };
}
