/**
 * The table of metrics in a comparison's text panel.
 * @module
 */
import type { ComparedRun } from '@outlay/rerun/exporters';
import type { Diagnostic } from '@outlay/schema';
import { TASKS, type Task } from '@outlay/schema/names';
import type { TaskMetrics } from '@outlay/schema/port';
import { type RunMetrics, renderMarkdown, type Summary, summarise } from '@outlay/summary';

/** A run and where it is, for people. */
export interface LocatedRun extends ComparedRun {
  readonly label: string;
}

/** The table, differences to the first run, and warnings about what is unlike. */
export async function compareMetrics(
  runs: readonly LocatedRun[],
  options: { readonly tasks?: readonly Task[]; readonly cameras?: readonly number[] },
): Promise<Summary> {
  const metrics: RunMetrics[] = [];
  for (const run of runs) metrics.push(await metricsOf(run));
  // Of several scenes a mean says nothing: every run is a row of its own.
  const scene = [...new Set(metrics.map((one) => one.scene))].join(', ');
  const { tasks } = options;
  return summarise(
    metrics.map((one) => ({ ...one, scene })),
    { rows: 'experiment', baseline: runs[0]!.name, ...(tasks && { tasks }) },
  );
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

/** Markdown for the text panel. */
export function metricsText(summary: Summary): string {
  const unlike = summary.diagnostics.map(({ message }: Diagnostic) => `- ${message.replace(/[\r\n|]+/g, ' ')}`);
  const parts = [
    ...(summary.columns.length === 0 ? [] : [renderMarkdown(summary).replaceAll(/<\/?ins>/g, '')]),
    ...(unlike.length === 0 ? [] : ['**Not comparable**', unlike.join('\n')]),
  ];
  return parts.join('\n\n');
}
