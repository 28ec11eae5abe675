/**
 * What makes numbers of a table not comparable, or not whole.
 * @module
 */
import type { Diagnostic } from '@outlay/schema';
import { formatEpoch, TASKS, type Task } from '@outlay/schema/names';
import { averageOf } from './average.ts';
import { summaryFinding } from './codes.ts';
import { commonSet, setDifferences } from './common.ts';
import { epochDifferences } from './epochs.ts';
import type { RunMetrics } from './run-metrics.ts';
import type { SummaryColumn } from './summary.ts';

interface Compared {
  readonly names: readonly string[];
  readonly scenes: readonly string[];
  readonly common: boolean;
  /** Runs are shown at epochs of their own, because the table is about epochs or the user asked for the best. */
  readonly ownEpochs: boolean;
}

/** Findings about runs that stand beside each other. */
export function comparisonFindings(
  runs: readonly RunMetrics[],
  { names, scenes, common, ownEpochs }: Compared,
): readonly Diagnostic[] {
  const found: Diagnostic[] = ownEpochs ? [] : [...epochDifferences(runs)];
  for (const scene of scenes) {
    const beside = runs.filter((run) => run.scene === scene);
    for (const task of TASKS) {
      if (!common) {
        found.push(...taskDifferences(beside, scene, task), ...setDifferences(beside, task));
        continue;
      }
      const set = commonSet(beside, task);
      const empty = set?.frames?.size === 0 ? 'frame' : set?.cameras?.size === 0 ? 'camera' : undefined;
      if (empty !== undefined)
        found.push(
          summaryFinding('nothingInCommon', '', `${scene}, ${task}: no ${empty} is in all of ${names.join(', ')}.`),
        );
    }
  }
  if (common && scenes.length === 0 && runs.length === 0)
    found.push(summaryFinding('nothingInCommon', '', `No scene is in all of ${names.join(', ')}.`));
  if (common) return found;
  for (const name of names) {
    const lacks = scenes.filter((scene) => !runs.some((run) => run.name === name && run.scene === scene));
    if (lacks.length > 0 && names.length > 1)
      found.push(
        summaryFinding(
          'scenesDiffer',
          '',
          `${name} has no results on ${lacks.join(', ')}, so its mean is over ${scenes.length - lacks.length} of ${scenes.length} scenes.`,
        ),
      );
  }
  return found;
}

/** Experiments that lack a task which others have in the same scene. */
function taskDifferences(beside: readonly RunMetrics[], scene: string, task: Task): readonly Diagnostic[] {
  if (beside.every(({ tasks }) => tasks[task] === undefined)) return [];
  return beside
    .filter(({ tasks }) => tasks[task] === undefined)
    .map(({ name, path }) =>
      summaryFinding('tasksDiffer', path, `${scene}: ${name} has no metrics of ${task}, the others do.`),
    );
}

/** Findings about the numbers of one run. */
export function runFindings(run: RunMetrics, columns: readonly SummaryColumn[]): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  const seen = new Set<string>();
  for (const { task, metric, facts, experiment } of columns) {
    if (run.tasks[task] === undefined || (experiment !== undefined && experiment !== run.name)) continue;
    const where = `${run.scene} / ${run.name}${run.epoch === undefined ? '' : `, ${formatEpoch(run.epoch)}`}, ${task}`;
    const { value, disagrees, missing } = averageOf(run, task, metric);
    if (disagrees !== undefined)
      found.push(
        summaryFinding(
          'averageDisagrees',
          run.path,
          `${where}: the file of averages says ${facts.label} ${value}, its rows have a mean of ${disagrees.toFixed(4)}.`,
        ),
      );
    const key = `${task} ${missing}`;
    if (missing > 0 && !seen.has(key)) {
      seen.add(key);
      found.push(
        summaryFinding(
          'valuesMissing',
          run.path,
          `${where}: ${missing} ${missing === 1 ? 'row has' : 'rows have'} no ${facts.label}.`,
        ),
      );
    }
  }
  return found;
}
