/**
 * Where experiments are: below a folder of results, or above the folder that somebody works in.
 * @module
 */
import { type Dirent, existsSync, statSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { LayoutError } from '../errors.ts';
import { globTest } from '../source/glob.ts';
import { fromSystemError } from './system-error.ts';

/** Name of the file that makes a folder an experiment. */
const MANIFEST = 'manifest.json';

/** A folder with a manifest. Nothing of it has been read. */
export interface FoundExperiment {
  /** Absolute path. */
  readonly path: string;
  /** The path relative to the root that was searched; `''` is the root itself. */
  readonly label: string;
  /** Names of the folder above it and of its own. */
  readonly scene: string;
  readonly name: string;
}

/** Which experiments are looked for. */
export interface FindExperimentsOptions {
  /** Shell pattern that the folder above an experiment must match: `*`, `?`, `[a-z]`, `{a,b}`. */
  readonly scene?: string;
  /** The same for the folder of the experiment itself. */
  readonly exp?: string;
  readonly signal?: AbortSignal;
}

/** A pattern that is not closed or too long. `PATTERN_INVALID`. */
export class PatternInvalidError extends LayoutError {
  readonly code = 'PATTERN_INVALID';
  readonly hint = 'Correct the pattern; a backslash takes the meaning from a character.';
  readonly option: 'scene' | 'exp';
  constructor(option: 'scene' | 'exp', cause: Error) {
    super(cause.message, { cause });
    this.option = option;
  }
}

// `<root>/<scene>/<experiment>` is two levels; one more for a group folder. Deeper is data, not results.
const DEPTH = 3;

/**
 * Experiments below a folder, ascending by name, as they are found. Hidden folders and what is inside an experiment are
 * not searched; links are followed. Only names are read.
 * @throws PatternInvalidError; FileNotFoundError, FileUnreadableError for `root` itself, a folder below it that cannot
 * be read is skipped; the reason of `signal`.
 */
export async function* findExperiments(
  root: string,
  { scene, exp, signal }: FindExperimentsOptions = {},
): AsyncGenerator<FoundExperiment, void, undefined> {
  const [isScene, isExperiment] = [matcher('scene', scene), matcher('exp', exp)];
  const top = resolve(root);
  async function* below(folder: string, depth: number): AsyncGenerator<FoundExperiment, void, undefined> {
    signal?.throwIfAborted();
    const entries = await list(folder, depth === 0);
    if (entries.some((entry) => entry.name === MANIFEST)) {
      const found = { scene: basename(dirname(folder)), name: basename(folder) };
      if (isScene(found.scene) && isExperiment(found.name))
        yield { path: folder, label: relative(top, folder), ...found };
      return;
    }
    if (depth === DEPTH) return;
    const folders = entries.filter((entry) => !entry.name.startsWith('.') && isFolder(folder, entry));
    for (const { name } of folders.sort((a, b) => (a.name < b.name ? -1 : 1)))
      yield* below(join(folder, name), depth + 1);
  }
  yield* below(top, 0);
}

/** The nearest folder with a manifest: `folder` itself or one above it; `undefined` when there is none. */
export function nearestExperiment(folder: string): string | undefined {
  for (let at = resolve(folder); ; at = dirname(at)) {
    if (existsSync(join(at, MANIFEST))) return at;
    if (dirname(at) === at) return undefined;
  }
}

// Results are often linked in from several disks; the depth bounds what a circle of links can cost.
function isFolder(parent: string, entry: Dirent): boolean {
  if (!entry.isSymbolicLink()) return entry.isDirectory();
  try {
    return statSync(join(parent, entry.name)).isDirectory();
  } catch {
    return false;
  }
}

async function list(folder: string, isRoot: boolean): Promise<readonly Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    // A stranger's locked folder beside the experiments is not our concern; the root itself is.
    if (isRoot) throw fromSystemError(error, 'folder', folder);
    return [];
  }
}

function matcher(option: 'scene' | 'exp', pattern: string | undefined): (name: string) => boolean {
  if (pattern === undefined) return () => true;
  try {
    return globTest(pattern);
  } catch (error) {
    throw new PatternInvalidError(option, error as Error);
  }
}
