/**
 * Which experiments a command is about.
 * @module
 */
import { statSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { isLayoutError } from '@outlay/layout';
import { findExperiments, nearestExperiment, type PatternInvalidError } from '@outlay/layout/node';
import { CliError, fileSystemReason } from '../failures/errors.ts';
import type { ExperimentOptions } from '../grammar/experiment-options.ts';
import type { Io } from '../process/io.ts';

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

/**
 * The experiments that arguments and options name: those given, those below `--results`, or the nearest parent of
 * the working directory. One that does not exist comes with its `problem`, so that the others can go on.
 * @throws CliError when nothing is named and nothing is found, or options contradict each other.
 */
export async function pickExperiments(
  io: Io,
  named: readonly string[],
  options: ExperimentOptions,
  signal: AbortSignal,
): Promise<readonly PickedExperiment[]> {
  if (options.results === undefined) {
    const lonely = options.scene !== undefined ? '--scene' : options.exp !== undefined ? '--exp' : undefined;
    if (lonely !== undefined) throw new CliError('usage', `${lonely} needs --results <root>.`);
    return named.length > 0 ? unique(named.map((label) => namedExperiment(io, label))) : [nearest(io)];
  }
  const below = await experimentsBelow(io, options.results, options, signal);
  return unique([...named.map((label) => namedExperiment(io, label)), ...below]);
}

function unique(picked: readonly PickedExperiment[]): readonly PickedExperiment[] {
  return [...new Map(picked.map((experiment) => [experiment.path, experiment])).values()];
}

function namedExperiment(io: Io, label: string): PickedExperiment {
  const path = resolve(io.cwd, label);
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined)
    return { path, label, problem: new CliError('notFound', `The folder does not exist: ${label}`, { path: label }) };
  // The manifest itself is a fair way to name an experiment.
  if (stats.isFile() && basename(path) === MANIFEST) return { path: dirname(path), label: dirname(label) };
  if (!stats.isDirectory())
    return {
      path,
      label,
      problem: new CliError('notAFolder', `Expected an experiment folder, found a file: ${label}`, { path: label }),
    };
  return { path, label };
}

function nearest(io: Io): PickedExperiment {
  const path = nearestExperiment(io.cwd);
  if (path !== undefined) return { path, label: path };
  throw new CliError('notFound', `Neither this folder nor any folder above it has a ${MANIFEST}: ${io.cwd}`, {
    path: io.cwd,
    fix: 'Name an experiment folder, or select many with --results <root>.',
  });
}

async function experimentsBelow(
  io: Io,
  root: string,
  { scene, exp }: ExperimentOptions,
  signal: AbortSignal,
): Promise<readonly PickedExperiment[]> {
  const found: PickedExperiment[] = [];
  const wanted = { ...(scene !== undefined && { scene }), ...(exp !== undefined && { exp }), signal };
  try {
    for await (const { path, label } of findExperiments(resolve(io.cwd, root), wanted))
      found.push({ path, label: label || root });
  } catch (error) {
    throw refusedSearch(error, root);
  }
  if (found.length === 0) {
    const filter = [scene && `--scene '${scene}'`, exp && `--exp '${exp}'`].filter(Boolean).join(' ');
    throw new CliError('notFound', `Found no experiment${filter ? ` matching ${filter}` : ''} below: ${root}`, {
      path: root,
    });
  }
  return found;
}

/** Why a folder could not be searched, as a failure of the command. */
export function refusedSearch(error: unknown, root: string): unknown {
  if (!isLayoutError(error)) return error;
  if (error.code === 'PATTERN_INVALID')
    return new CliError('usage', `--${(error as PatternInvalidError).option}: ${error.message}`, { cause: error });
  const reason = fileSystemReason(error.cause) ?? error.message;
  return new CliError('notFound', `The results folder cannot be read, ${reason}: ${root}`, {
    path: root,
    cause: error,
  });
}
