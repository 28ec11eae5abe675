/**
 * What runs of one scene were measured on, and what of it all have.
 * @module
 */
import type { Diagnostic } from '@outlay/schema';
import type { Task } from '@outlay/schema/names';
import { summaryFinding } from './codes.ts';
import type { RunMetrics } from './run-metrics.ts';
import { metricsOf, type SampleFilter, visitSamples } from './samples.ts';

/** Cameras and frames of the measurements of one run in one task. */
interface MeasuredSet {
  readonly run: RunMetrics;
  readonly cameras: ReadonlySet<number>;
  readonly frames: ReadonlySet<number>;
}

/** The cameras and frames of a run's measurements; `undefined` when no table tells. */
export function measuredSet(run: RunMetrics, task: Task): MeasuredSet | undefined {
  const metrics = run.tasks[task];
  const [metric] = metrics === undefined ? [] : metricsOf(metrics).filter((name) => metrics.perFrame?.values[name]);
  if (metric === undefined) return undefined;
  const cameras = new Set<number>();
  const frames = new Set<number>();
  const isThere = visitSamples(run, task, metric, {}, (camera, frame) => {
    if (camera !== undefined) cameras.add(camera);
    frames.add(frame);
  });
  return isThere ? { run, cameras, frames } : undefined;
}

/** Scenes in which every experiment has metrics of a task. */
export function commonScenes(
  runs: readonly RunMetrics[],
  task: Task,
  names: readonly string[],
  scenes: readonly string[],
): readonly string[] {
  const has = (name: string, scene: string): boolean =>
    runs.some((run) => run.name === name && run.scene === scene && run.tasks[task] !== undefined);
  return scenes.filter((scene) => names.every((name) => has(name, scene)));
}

/** What all runs of a scene have; `undefined` when fewer than two say what they have. */
export function commonSet(runs: readonly RunMetrics[], task: Task): SampleFilter | undefined {
  const sets = runs.flatMap((run) => measuredSet(run, task) ?? []);
  if (sets.length < 2) return undefined;
  const common = (pick: (set: MeasuredSet) => ReadonlySet<number>): ReadonlySet<number> =>
    new Set([...pick(sets[0]!)].filter((value) => sets.every((set) => pick(set).has(value))));
  const frames = common(({ frames }) => frames);
  const hasCameras = sets.some(({ cameras }) => cameras.size > 0);
  return hasCameras ? { frames, cameras: common(({ cameras }) => cameras) } : { frames };
}

/** Runs of one scene whose averages are over other cameras or frames than those of the first, one finding each. */
export function setDifferences(runs: readonly RunMetrics[], task: Task): readonly Diagnostic[] {
  const [first, ...others] = runs.flatMap((run) => measuredSet(run, task) ?? []);
  if (first === undefined) return [];
  return others.flatMap((other) => {
    const parts = [
      ...sourceChange(first.run, other.run),
      ...changes('camera', first.cameras, other.cameras),
      ...changes('frame', first.frames, other.frames),
    ];
    if (parts.length === 0) return [];
    const message = `${other.run.scene}, ${task}: ${other.run.name} was not measured on what ${first.run.name} was: ${parts.join(', ')}.`;
    return [summaryFinding('setsDiffer', other.run.path, message)];
  });
}

function sourceChange({ sourceCamera: before }: RunMetrics, { sourceCamera: after }: RunMetrics): readonly string[] {
  if (before === after) return [];
  const named = (camera: number | undefined): string => (camera === undefined ? 'unknown' : String(camera));
  return [`its source camera is ${named(after)}, not ${named(before)}`];
}

function changes(what: 'camera' | 'frame', before: ReadonlySet<number>, after: ReadonlySet<number>): readonly string[] {
  const lacks = [...before].filter((value) => !after.has(value));
  const has = [...after].filter((value) => !before.has(value));
  return [
    ...(lacks.length > 0 ? [`it lacks ${listed(what, lacks)}`] : []),
    ...(has.length > 0 ? [`it has ${listed(what, has)} as well`] : []),
  ];
}

const MOST_NAMED = 6;

function listed(what: string, values: readonly number[]): string {
  const sorted = [...values].sort((a, b) => a - b);
  const named = sorted.slice(0, MOST_NAMED).join(', ');
  const more = sorted.length - MOST_NAMED;
  return `${what}${sorted.length === 1 ? '' : 's'} ${named}${more > 0 ? ` and ${more} more` : ''}`;
}
