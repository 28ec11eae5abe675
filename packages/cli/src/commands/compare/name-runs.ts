/**
 * Which runs the words of the command line mean, and what they are called.
 * @module
 */
import { formatEpoch } from '@outlay/schema/names';
import { type EpochSelection, parseEpochs } from '../../grammar/selection.ts';

/** A run as it was typed. */
export interface TypedRun {
  /** Given as `name=…`. */
  readonly name?: string;
  readonly path: string;
  readonly epoch: 'latest' | number;
}

/**
 * `v104`, `v104@30`, `v104@epoch_0030`, `v104@latest`, `base=runs/v104@30`.
 * @param exists Is there a file of this path? Names of folders may have an `@` too.
 * @throws RangeError when what follows the `@` is not one epoch.
 */
export function parseRun(text: string, exists: (path: string) => boolean): TypedRun {
  const [, name, rest = text] = exists(text) ? [] : (/^([^=/\\]+)=(.+)$/.exec(text) ?? []);
  const named = name === undefined ? {} : { name };
  const at = rest.lastIndexOf('@');
  if (at < 0 || exists(rest)) return { ...named, path: rest, epoch: 'latest' };
  const which = rest.slice(at + 1);
  const path = rest.slice(0, at);
  if (which === 'latest') return { ...named, path, epoch: 'latest' };
  let epochs: EpochSelection = 'all';
  try {
    epochs = parseEpochs(which);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  const [epoch] = typeof epochs === 'string' ? [] : epochs;
  if (epoch === undefined || epochs.length !== 1)
    throw new RangeError(`expected one epoch after '@', such as ${path}@30 or ${path}@latest, found '${which}'.`);
  return { ...named, path, epoch };
}

/** A run whose epoch is known. */
export interface FoundRun {
  readonly name?: string;
  /** Absolute path of the experiment. */
  readonly path: string;
  readonly epoch: number;
}

/** Names of runs: those given, else the shortest part of their paths that differs, with the epoch where needed. */
export function nameRuns(runs: readonly FoundRun[]): readonly string[] {
  const paths = [...new Set(runs.map(({ path }) => path))];
  const short = shortNames(paths);
  return runs.map(({ name, path, epoch }) => {
    if (name !== undefined) return name;
    if (paths.length === 1) return formatEpoch(epoch);
    const isOnce = runs.filter((run) => run.path === path).length === 1;
    return isOnce ? short.get(path)! : `${short.get(path)}@${epoch}`;
  });
}

function shortNames(paths: readonly string[]): ReadonlyMap<string, string> {
  const parts = paths.map((path) => path.split(/[\\/]+/).filter((part) => part !== ''));
  const fewest = Math.min(...parts.map(({ length }) => length));
  const isSame = (of: (list: readonly string[]) => string | undefined) => new Set(parts.map(of)).size === 1;
  let head = 0;
  while (head < fewest && isSame((list) => list[head])) head++;
  let tail = 0;
  while (tail < fewest - head && isSame((list) => list.at(-1 - tail))) tail++;
  const differing = parts.map((list) => list.slice(head, list.length - tail));
  // The last part alone, where that tells them apart.
  const last = differing.map((list) => list.at(-1) ?? '');
  const isEnough = new Set(last).size === paths.length && !last.includes('');
  return new Map(paths.map((path, i) => [path, isEnough ? last[i]! : differing[i]!.join('/') || parts[i]!.at(-1)!]));
}
