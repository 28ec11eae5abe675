import { basename, dirname, join, resolve } from 'node:path';
import { isLayoutError } from '@outlay/layout';
import {
  type FindExperimentsOptions,
  findExperiments,
  NodeFileSource,
  networkDisk,
  nodeDecoders,
} from '@outlay/layout/node';
import type { FoundRun, RunLibrary } from '../runs/run-source.ts';
import { VIEW_CODES } from '../web/fault.ts';

/** Folders and experiments that are shown. */
export interface ResultsOptions extends Pick<FindExperimentsOptions, 'scene' | 'exp'> {
  /** Folders with experiments below them. */
  readonly results?: readonly string[];
  /** Experiment folders. */
  readonly experiments?: readonly string[];
  /** For the window; default: the name of the first folder. */
  readonly title?: string;
}

/** Files in flight: Node has four threads for them; on a network disk the process should have more. */
const READ_AHEAD = { local: 4, network: 16 };

/** Experiments on the disks of this machine. */
export function resultsLibrary({ results = [], experiments = [], title, scene, exp }: ResultsOptions): RunLibrary {
  const roots = results.map((root) => resolve(root));
  const alone = experiments.map((folder) => resolve(folder));
  return {
    title: title ?? basename(roots[0] ?? alone[0] ?? ''),
    async *find(signal) {
      for (const folder of alone) yield found(join(basename(dirname(folder)), basename(folder)), folder);
      const narrowed = { ...(scene && { scene }), ...(exp && { exp }), ...(signal && { signal }) };
      for (const root of roots)
        try {
          for await (const { label, path } of findExperiments(root, narrowed))
            yield found(label || basename(root), path);
        } catch (error) {
          if (!isLayoutError(error)) throw error;
          yield { code: VIEW_CODES.unreadable.code, message: error.message, fix: error.hint };
        }
    },
  };
}

function found(path: string, location: string): FoundRun {
  return {
    path: path.split('\\').join('/'),
    location,
    decoders: nodeDecoders(),
    open: () =>
      new NodeFileSource(location, {
        readAhead: networkDisk(location) === undefined ? READ_AHEAD.local : READ_AHEAD.network,
      }),
  };
}
