import type { RunMetrics } from './run-metrics.ts';

/**
 * Names that tell runs apart. Two runs of one name, scene and epoch are two experiments, and averaging them would be
 * silent nonsense: all runs of that name take on the part of their path in which they differ, `v104 (lr_1e-3)`.
 */
export function distinctNames(runs: readonly RunMetrics[]): readonly RunMetrics[] {
  const seen = new Set<string>();
  const doubled = new Set<string>();
  for (const { name, scene, epoch, problem } of runs) {
    if (problem !== undefined) continue;
    const key = JSON.stringify([name, scene, epoch]);
    if (seen.has(key)) doubled.add(name);
    seen.add(key);
  }
  if (doubled.size === 0) return runs;
  const parts = new Map([...doubled].map((name) => [name, differingParts(runs.filter((run) => run.name === name))]));
  return runs.map((run) => {
    const part = parts.get(run.name)?.get(run.path);
    return part === undefined || part === '' ? run : { ...run, name: `${run.name} (${part})` };
  });
}

/** Path → what is left of it without the scene and what all have at the beginning and the end. */
function differingParts(runs: readonly RunMetrics[]): ReadonlyMap<string, string> {
  const split = runs.map(({ path, scene }) => path.split(/[\\/]/).filter((part) => part !== scene && part !== ''));
  const shortest = Math.min(...split.map(({ length }) => length));
  const isShared = (at: number): boolean => split.every((parts) => parts.at(at) === split[0]!.at(at));
  let start = 0;
  while (start < shortest && isShared(start)) start++;
  let end = 0;
  while (end < shortest - start && isShared(-1 - end)) end++;
  return new Map(runs.map(({ path }, i) => [path, split[i]!.slice(start, split[i]!.length - end).join('/')]));
}
