import { parseCamera, parseEpoch, TASKS } from '@outlay/schema';
import type { Entry, FileSource } from '../file-source.ts';
import { isIgnoredName, type ScannedFolder } from '../scan.ts';
import { compareNames, joinPath, printable } from '../source-path.ts';
import { NotAnExperimentError } from './open-errors.ts';

/** Folders looked into before giving up: enough to tell a results root, quick on a folder of anything. */
const LOOK_INTO = 200;

/** Says what a folder without `manifest.json` looks like. Reads a few folders below it, at most two deep. */
export async function explainNoManifest(source: FileSource, root: ScannedFolder): Promise<NotAnExperimentError> {
  const names = (await list(source, '')).filter((entry) => entry.kind === 'folder').map((entry) => entry.name);
  if (await looksOld(source, names))
    return new NotAnExperimentError(
      'This folder has no manifest.json and is laid out in the older way (`debug/`, or epochs without task folders); this release reads layout v1 only.',
      'Export it with the trainer that wrote it, or run the experiment again with a trainer that writes layout v1.',
    );
  const experiments = await findExperiments(source, names);
  if (experiments.length > 0)
    return new NotAnExperimentError(
      `This folder has no manifest.json, but ${experiments.length === 1 ? 'an experiment is' : `${experiments.length} experiments are`} below it: ${experiments
        .slice(0, 5)
        .map(printable)
        .join(', ')}${experiments.length > 5 ? ', …' : ''}.`,
      'Give one of these folders, or give this one as `--results`.',
      experiments,
    );
  if (names.includes('evaluation') || names.includes('input_data'))
    return new NotAnExperimentError(
      'This folder looks like an experiment, but its manifest.json is missing.',
      'Write one with `outlay init`, or copy it from where the experiment was made.',
    );
  const what = root.files.length + names.length === 0 ? 'This folder is empty' : 'This folder has no manifest.json';
  return new NotAnExperimentError(
    `${what}, so it is not an experiment.`,
    'Give the folder that holds manifest.json, evaluation/ and input_data/.',
  );
}

async function looksOld(source: FileSource, names: readonly string[]): Promise<boolean> {
  if (names.includes('debug')) return true;
  const above = names.includes('evaluation') ? 'evaluation' : '';
  const epochs = (above ? await list(source, above) : names.map((name) => ({ name }))).filter(
    ({ name }) => parseEpoch(name) !== undefined,
  );
  if (epochs.length === 0) return false;
  const inside = (await list(source, joinPath(above, epochs[0]!.name))).map(({ name }) => name);
  const isFlat = inside.some(
    (name) => /^posed_.*_per_frame$/.test(name) || name === 'smplx' || parseCamera(name) !== undefined,
  );
  return isFlat && !inside.some((name) => (TASKS as readonly string[]).includes(name));
}

async function findExperiments(source: FileSource, names: readonly string[]): Promise<readonly string[]> {
  const found: string[] = [];
  let left = LOOK_INTO;
  const look = async (folder: string, deeper: boolean): Promise<void> => {
    if (left-- <= 0) return;
    const entries = await list(source, folder);
    if (entries.some(({ name, kind }) => name === 'manifest.json' && kind === 'file')) found.push(folder);
    else if (deeper)
      for (const { name, kind } of entries)
        if (kind === 'folder' && !isIgnoredName(name)) await look(joinPath(folder, name), false);
  };
  for (const name of names) if (!isIgnoredName(name)) await look(name, true);
  return found;
}

async function list(source: FileSource, folder: string): Promise<readonly Entry[]> {
  try {
    return [...(await source.list(folder))].sort((a, b) => compareNames(a.name, b.name));
  } catch {
    return [];
  }
}
