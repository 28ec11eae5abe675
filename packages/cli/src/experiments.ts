/**
 * Which experiments a command is about.
 * @module
 */
import { type Dirent, existsSync, statSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { ExperimentOptions } from './commands/experiment-options.ts';
import { CliError, fileSystemReason } from './errors.ts';
import { globTest } from './glob.ts';
import type { Io } from './io.ts';

/** Name of the file that makes a folder an experiment. */
export const MANIFEST = 'manifest.json';

/** An experiment that was asked for, or why it cannot be used. */
export interface PickedExperiment {
  /** Absolute path. */
  readonly path: string;
  /** As a person would name it: as typed, or relative to the results root. */
  readonly label: string;
  readonly problem?: CliError;
}

// `<root>/<scene>/<experiment>` is two levels; one more for a group folder. Deeper is data, not results.
const RESULTS_DEPTH = 3;

/**
 * The experiments that arguments and options name: those given, those below `--results`, or the nearest parent of
 * the working directory. One that does not exist comes with its `problem`, so that the others can go on.
 * @throws CliError when nothing is named and nothing is found, or options contradict each other.
 */
export async function pickExperiments(
  io: Io,
  named: readonly string[],
  options: ExperimentOptions,
): Promise<readonly PickedExperiment[]> {
  if (options.results === undefined) {
    const lonely = options.scene !== undefined ? '--scene' : options.exp !== undefined ? '--exp' : undefined;
    if (lonely !== undefined) throw new CliError('usage', `${lonely} needs --results <root>.`);
    return named.length > 0 ? unique(named.map((label) => namedExperiment(io, label))) : [nearestExperiment(io)];
  }
  const below = await experimentsBelow(io, options.results, options);
  return unique([...named.map((label) => namedExperiment(io, label)), ...below]);
}

function unique(picked: readonly PickedExperiment[]): readonly PickedExperiment[] {
  return [...new Map(picked.map((experiment) => [experiment.path, experiment])).values()];
}

function namedExperiment(io: Io, label: string): PickedExperiment {
  const path = resolve(io.cwd, label);
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined)
    return { path, label, problem: new CliError('notFound', `There is no such folder: ${label}`, { path: label }) };
  // The manifest itself is a fair way to name an experiment.
  if (stats.isFile() && basename(path) === MANIFEST) return { path: dirname(path), label: dirname(label) };
  if (!stats.isDirectory())
    return {
      path,
      label,
      problem: new CliError('notAFolder', `An experiment is a folder, this is a file: ${label}`, { path: label }),
    };
  return { path, label };
}

function nearestExperiment(io: Io): PickedExperiment {
  for (let folder = io.cwd; ; folder = dirname(folder)) {
    if (existsSync(join(folder, MANIFEST))) return { path: folder, label: folder };
    if (dirname(folder) === folder)
      throw new CliError(
        'notFound',
        `No experiment was named, and neither this folder nor any above it has a ${MANIFEST}: ${io.cwd}`,
        { path: io.cwd, fix: 'Name an experiment folder, or pick many with --results <root>.' },
      );
  }
}

async function experimentsBelow(
  io: Io,
  root: string,
  { scene, exp }: ExperimentOptions,
): Promise<readonly PickedExperiment[]> {
  const top = resolve(io.cwd, root);
  const [sceneMatches, expMatches] = [matcher('--scene', scene), matcher('--exp', exp)];
  const found: PickedExperiment[] = [];
  const walk = async (folder: string, depth: number): Promise<void> => {
    const entries = await list(folder, depth === 0 ? root : undefined);
    if (entries.some((entry) => entry.name === MANIFEST)) {
      if (sceneMatches(basename(dirname(folder))) && expMatches(basename(folder)))
        found.push({ path: folder, label: folder.slice(top.length + 1) || root });
      return;
    }
    if (depth === RESULTS_DEPTH) return;
    const folders = entries.filter((entry) => isFolder(folder, entry) && !entry.name.startsWith('.'));
    for (const { name } of folders.sort((a, b) => (a.name < b.name ? -1 : 1)))
      await walk(join(folder, name), depth + 1);
  };
  await walk(top, 0);
  if (found.length === 0) {
    const filter = [scene && `--scene '${scene}'`, exp && `--exp '${exp}'`].filter(Boolean).join(' ');
    throw new CliError('notFound', `No experiment${filter ? ` matching ${filter}` : ''} was found below: ${root}`, {
      path: root,
    });
  }
  return found;
}

// Results are often linked in from several disks; the depth bounds what a circle of links can cost.
function isFolder(parent: string, entry: Dirent): boolean {
  if (!entry.isSymbolicLink()) return entry.isDirectory();
  return statSync(join(parent, entry.name), { throwIfNoEntry: false })?.isDirectory() ?? false;
}

async function list(folder: string, namedAs: string | undefined): Promise<readonly Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (cause) {
    // A stranger's locked folder beside the experiments is not our concern; the root itself is.
    if (namedAs === undefined) return [];
    const reason = fileSystemReason(cause) ?? (cause as Error).message;
    throw new CliError('notFound', `The results folder cannot be read, ${reason}: ${namedAs}`, {
      path: namedAs,
      cause,
    });
  }
}

function matcher(option: string, pattern: string | undefined): (name: string) => boolean {
  if (pattern === undefined) return () => true;
  try {
    return globTest(pattern);
  } catch (cause) {
    throw new CliError('usage', `${option}: ${(cause as Error).message}`, { cause });
  }
}
