/**
 * Which folders `outlay view` shows.
 * @module
 */
import { existsSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { findExperiments, nearestExperiment } from '@outlay/layout/node';
import { MANIFEST, refusedSearch } from '../../experiments/pick.ts';
import { CliError } from '../../failures/errors.ts';
import type { ExperimentOptions } from '../../grammar/experiment-options.ts';
import type { Io } from '../../process/io.ts';

/** Folders with experiments below them, and experiments. Absolute. */
export interface Shown extends Pick<ExperimentOptions, 'scene' | 'exp'> {
  readonly results: readonly string[];
  readonly experiments: readonly string[];
}

/**
 * What arguments and options name. A folder without a manifest stands for all experiments below it.
 * @throws CliError when there is nothing to show.
 */
export async function shownFolders(
  io: Io,
  named: readonly string[],
  { results: root, scene, exp }: ExperimentOptions,
  signal: AbortSignal,
): Promise<Shown> {
  const lonely = scene !== undefined ? '--scene' : exp !== undefined ? '--exp' : undefined;
  if (root === undefined && lonely !== undefined) throw new CliError('usage', `${lonely} needs --results <root>.`);
  const results = root === undefined ? [] : [resolve(io.cwd, root)];
  const experiments: string[] = [];
  for (const label of named) {
    const path = folderOf(io, label);
    if (existsSync(join(path, MANIFEST))) experiments.push(path);
    else results.push(path);
  }
  if (results.length + experiments.length === 0) {
    const nearest = nearestExperiment(io.cwd);
    if (nearest !== undefined) experiments.push(nearest);
    else results.push(io.cwd);
  }
  const narrowed = { ...(scene !== undefined && { scene }), ...(exp !== undefined && { exp }) };
  for (const folder of results) await requireExperiment(folder, narrowed, signal);
  return { results, experiments, ...narrowed };
}

function folderOf(io: Io, label: string): string {
  const path = resolve(io.cwd, label);
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) throw new CliError('notFound', `The folder does not exist: ${label}`, { path: label });
  if (stats.isDirectory()) return path;
  if (basename(path) === MANIFEST) return dirname(path);
  throw new CliError('notAFolder', `Expected a folder, found a file: ${label}`, { path: label });
}

/** One is enough: the page shows the others as they are found. */
async function requireExperiment(
  root: string,
  narrowed: Pick<Shown, 'scene' | 'exp'>,
  signal: AbortSignal,
): Promise<void> {
  try {
    for await (const _ of findExperiments(root, { ...narrowed, signal })) return;
  } catch (error) {
    throw refusedSearch(error, root);
  }
  throw new CliError('notFound', `Found no experiment below: ${root}`, {
    path: root,
    fix: 'Run `outlay view` in a results folder, or name one. An experiment is a folder with a manifest.json.',
  });
}
