/**
 * Writing a manifest that is already there without losing anything from it.
 * @module
 */
import { formatEpoch, parseEpoch } from './ids.ts';
import { type Manifest, ManifestError } from './manifest.ts';
import { TASKS } from './vocabulary.ts';

/** The manifest with one more epoch: sorted by number, each once; everything else as it was. @throws RangeError for a bad epoch. */
export function addEpoch(manifest: Manifest, epoch: number): Manifest {
  return { ...manifest, eval_epochs: sortedEpochs([...manifest.eval_epochs, formatEpoch(epoch)]) };
}

/**
 * What to write when a run starts again in the same folder: values of `next` win, keys only `previous` has are kept,
 * epochs and tasks are the union of both, because their folders stay on disk.
 * @throws ManifestError when the two are of different experiments (`exp_name`, `scene_name`).
 */
export function mergeManifest(previous: Manifest, next: Manifest): Manifest {
  const problems = (['exp_name', 'scene_name'] as const)
    .filter((key) => previous[key] !== next[key])
    .map((at) => ({
      kind: 'bad-value' as const,
      at,
      expected: JSON.stringify(previous[at]),
      received: JSON.stringify(next[at]),
    }));
  if (problems.length > 0) throw new ManifestError(problems);
  return {
    ...previous,
    ...next,
    tasks: TASKS.filter((task) => previous.tasks.includes(task) || next.tasks.includes(task)),
    eval_epochs: sortedEpochs([...previous.eval_epochs, ...next.eval_epochs]),
  };
}

function sortedEpochs(names: readonly string[]): string[] {
  const seen = new Map<number, string>();
  for (const name of names) {
    const epoch = parseEpoch(name) ?? -1;
    if (!seen.has(epoch)) seen.set(epoch, name);
  }
  return [...seen].sort(([a], [b]) => a - b).map(([, name]) => name);
}
