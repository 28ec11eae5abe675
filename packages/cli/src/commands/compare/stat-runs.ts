/**
 * Looks at files of several runs, which are told apart by the name before their paths.
 * @module
 */
import type { StatFiles } from '@outlay/rerun/files';
import type { OpenedRun } from './open-runs.ts';

/** A look at files named `<run>/<path>`, each run's together. */
export function statRuns(runs: readonly OpenedRun[]): StatFiles {
  const byLength = [...runs].sort((a, b) => b.name.length - a.name.length);
  return async (paths) => {
    const found: Awaited<ReturnType<StatFiles>>[number][] = new Array(paths.length);
    const owners = paths.map((path) => byLength.find(({ name }) => path.startsWith(`${name}/`)));
    for (const run of runs) {
      const own = paths.flatMap((path, i) => (owners[i] === run ? [{ i, path: path.slice(run.name.length + 1) }] : []));
      const { source } = run.opened;
      if (own.length === 0 || source.stat === undefined) continue;
      const facts = await source.stat(own.map(({ path }) => path));
      for (const [k, { i }] of own.entries()) found[i] = facts[k];
    }
    return found;
  };
}
