import { parseCamera, parseEpoch, TASKS } from '@outlay/schema';
import type { OldLayout } from '../issues/structure.ts';
import type { ScannedFolder } from '../scan/scanned-folder.ts';
import { isIgnoredName } from '../scan/walk.ts';
import type { Entry, FileSource } from '../source/file-source.ts';
import { compareNames, joinPath, printable } from '../source/source-path.ts';
import { NotAnExperimentError } from './open-errors.ts';

/** Folders looked into before giving up: enough to tell a results root, quick on a folder of anything. */
const LOOK_INTO = 200;

/** Says what a folder without `manifest.json` looks like. Reads a few folders below it, at most two deep. */
export async function explainNoManifest(source: FileSource, root: ScannedFolder): Promise<NotAnExperimentError> {
  const names = (await list(source, '')).filter((entry) => entry.kind === 'folder').map((entry) => entry.name);
  const old = await oldLayout(source, names);
  if (old)
    return new NotAnExperimentError(
      `This folder has no manifest.json and is laid out in a way from before v1 (${old.form === 'debug-folder' ? 'it has a folder debug/' : 'its epochs have no task folders'}); this release reads layout v1 only.`,
      'Evaluate again with a trainer that writes v1, or move the files to the places of v1 by hand.',
      { like: 'old-layout', ...old },
    );
  const experiments = await findExperiments(source, names);
  if (experiments.length > 0)
    return new NotAnExperimentError(
      `This folder has no manifest.json, but ${experiments.length === 1 ? 'an experiment is' : `${experiments.length} experiments are`} below it: ${experiments
        .slice(0, 5)
        .map(printable)
        .join(', ')}${experiments.length > 5 ? ', …' : ''}.`,
      'Give one of these folders, or give this one as `--results`.',
      { like: 'results', experiments },
    );
  if (names.includes('evaluation') || names.includes('input_data'))
    return new NotAnExperimentError(
      'This folder looks like an experiment, but its manifest.json is missing.',
      'Copy it from the run, or write one with `outlay init`.',
      { like: 'experiment' },
    );
  const what = root.fileCount + names.length === 0 ? 'This folder is empty' : 'This folder has no manifest.json';
  return new NotAnExperimentError(
    `${what}, so it is not an experiment.`,
    'Give the folder that holds manifest.json, usually <results>/<scene>/<experiment>.',
    { like: 'stranger' },
  );
}

async function oldLayout(
  source: FileSource,
  names: readonly string[],
): Promise<{ readonly form: OldLayout; readonly path: string } | undefined> {
  if (names.includes('debug') && !names.includes('training_artifacts')) return { form: 'debug-folder', path: 'debug' };
  const hasEvaluation = names.includes('evaluation');
  const above = hasEvaluation ? 'evaluation' : '';
  const inAbove = hasEvaluation ? (await list(source, above)).map(({ name }) => name) : names;
  const epoch = inAbove.find((name) => parseEpoch(name) !== undefined);
  if (epoch === undefined) return undefined;
  if (!hasEvaluation) return { form: 'scene-evaluation', path: '' };
  const path = joinPath(above, epoch);
  const inside = (await list(source, path)).map(({ name }) => name);
  if (inside.some((name) => (TASKS as readonly string[]).includes(name))) return undefined;
  if (inside.some((name) => /^posed_.*_per_frame$/.test(name) || name === 'smplx')) return { form: 'flat-epoch', path };
  return inside.some((name) => parseCamera(name) !== undefined) ? { form: 'bare-cameras', path } : undefined;
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
