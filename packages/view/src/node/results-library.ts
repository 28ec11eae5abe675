import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { NodeFileSource, networkDisk } from '@outlay/layout/node';
import type { Fault } from '../api.ts';
import { VIEW_CODES } from '../fault.ts';
import type { FoundRun, RunLibrary } from '../run-source.ts';

/** Folders and experiments that are shown. */
export interface ResultsOptions {
  /** Folders with experiments below them. */
  readonly results?: readonly string[];
  /** Experiment folders. */
  readonly experiments?: readonly string[];
  /** For the window; default: the name of the first folder. */
  readonly title?: string;
}

const MANIFEST = 'manifest.json';
/** `<root>/<scene>/<experiment>` is two levels; one more for a group folder. Deeper is data, not results. */
const RESULTS_DEPTH = 3;
/** Files in flight: Node has four threads for them; on a network disk the process should have more. */
const READ_AHEAD = { local: 4, network: 16 };
/** Folders being listed at a time. */
const WALKERS = 16;

/** Experiments on the disks of this machine. */
export function resultsLibrary({ results = [], experiments = [], title }: ResultsOptions): RunLibrary {
  const roots = results.map((root) => resolve(root));
  const alone = experiments.map((folder) => resolve(folder));
  return {
    title: title ?? basename(roots[0] ?? alone[0] ?? ''),
    async *find(signal) {
      for (const folder of alone) yield found(join(basename(dirname(folder)), basename(folder)), folder);
      for (const root of roots) yield* below(root, signal);
    },
  };
}

async function* below(root: string, signal: AbortSignal | undefined): AsyncGenerator<FoundRun | Fault> {
  let level = [''];
  for (let depth = 0; depth <= RESULTS_DEPTH && level.length > 0; depth++) {
    const next: string[] = [];
    for (let at = 0; at < level.length; at += WALKERS) {
      signal?.throwIfAborted();
      const looked = await Promise.all(level.slice(at, at + WALKERS).map((path) => lookInto(root, path)));
      for (const { path, isExperiment, folders, fault } of looked) {
        if (fault) yield fault;
        else if (isExperiment) yield found(path === '' ? basename(root) : path, join(root, path));
        else next.push(...folders.map((name) => (path === '' ? name : `${path}/${name}`)));
      }
    }
    level = next;
  }
}

interface Looked {
  readonly path: string;
  readonly isExperiment: boolean;
  readonly folders: readonly string[];
  readonly fault?: Fault;
}

async function lookInto(root: string, path: string): Promise<Looked> {
  try {
    const entries = await readdir(join(root, path), { withFileTypes: true });
    if (entries.some(({ name }) => name === MANIFEST)) return { path, isExperiment: true, folders: [] };
    const folders: string[] = [];
    for (const entry of entries) {
      if (entry.name.startsWith('.')) continue;
      // Results are often linked in from several disks; the depth bounds what a circle of links can cost.
      const isFolder = entry.isSymbolicLink() ? await isFolderAt(join(root, path, entry.name)) : entry.isDirectory();
      if (isFolder) folders.push(entry.name);
    }
    return { path, isExperiment: false, folders: folders.sort() };
  } catch (error) {
    const message = `The folder ${JSON.stringify(path || root)} cannot be listed (${(error as NodeJS.ErrnoException).code}).`;
    const fault = { code: VIEW_CODES.unreadable.code, message, fix: 'Check that it exists and its permissions.' };
    return { path, isExperiment: false, folders: [], fault };
  }
}

async function isFolderAt(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}

function found(path: string, location: string): FoundRun {
  return {
    path: path.split('\\').join('/'),
    location,
    open: () =>
      new NodeFileSource(location, {
        readAhead: networkDisk(location) === undefined ? READ_AHEAD.local : READ_AHEAD.network,
      }),
  };
}
