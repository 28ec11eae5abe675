/**
 * Words of the command line → opened runs under names.
 * @module
 */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { RUN_COUNT } from '@outlay/rerun/exporters';
import type { Diagnostic } from '@outlay/schema';
import { type OpenedExperiment, openPicked } from '../../experiments/open.ts';
import { pickExperiments } from '../../experiments/pick.ts';
import { CliError } from '../../failures/errors.ts';
import type { Session } from '../../session/session.ts';
import type { LocatedRun } from './metrics-table.ts';
import { nameRuns, parseRun, type TypedRun } from './name-runs.ts';

/** An opened run. */
export interface OpenedRun extends LocatedRun {
  readonly opened: OpenedExperiment;
}

/** The runs that were typed. @throws CliError for too few or many, and for bad epochs. */
export function typedRuns({ io }: Session, named: readonly string[]): readonly TypedRun[] {
  if (named.length < RUN_COUNT.min || named.length > RUN_COUNT.max)
    throw new CliError('usage', `Expected ${RUN_COUNT.min} to ${RUN_COUNT.max} runs, found ${named.length}.`, {
      fix: 'Name two runs or more, e.g. outlay compare results/scene/v104 results/scene/v105, or v104@0 v104@30.',
    });
  return named.map((text) => {
    try {
      return parseRun(text, (path) => existsSync(resolve(io.cwd, path)));
    } catch (error) {
      if (error instanceof RangeError) throw new CliError('usage', `${text}: ${error.message}`, { cause: error });
      throw error;
    }
  });
}

/** Opens runs and names them. @throws CliError when one cannot be opened, has no such epoch, or two have one name. */
export async function openRuns(
  session: Session,
  typed: readonly TypedRun[],
  reading: (path: string) => Parameters<typeof openPicked>[2],
): Promise<readonly OpenedRun[]> {
  const picked = await pickExperiments(session.io, [...new Set(typed.map(({ path }) => path))], {}, session.signal);
  const opened = new Map<string, OpenedExperiment>();
  for (const one of picked) {
    const result = await openPicked(one, session.signal, reading(one.path));
    // There is no comparison without it.
    if (result.experiment === undefined) throw cannotCompare(one.label, one.problem, result.diagnostics[0]);
    opened.set(one.path, result);
  }
  const found = typed.map(({ name, path, epoch }) => {
    const experiment =
      opened.get(resolve(session.io.cwd, path)) ?? [...opened.values()].find((one) => one.picked.label === path);
    if (experiment === undefined) throw new Error(`${path} was opened under another path.`);
    const at = epochOf(experiment, epoch);
    return { opened: experiment, path: experiment.picked.path, epoch: at, ...(name !== undefined && { name }) };
  });
  const names = nameRuns(found);
  const twice = names.findIndex((name, i) => names.indexOf(name) !== i);
  if (twice >= 0)
    throw new CliError('usage', `Two runs are called '${names[twice]}'.`, {
      fix: 'Compare different runs, and give them different names: a=folder b=folder.',
    });
  return found.map(({ opened: run, epoch }, i) => ({
    opened: run,
    experiment: run.experiment,
    epoch,
    name: names[i]!,
    label: run.picked.label,
  }));
}

function epochOf({ experiment, picked }: OpenedExperiment, wanted: 'latest' | number): number {
  const epochs = experiment.evaluations.filter(({ tasks }) => tasks.length > 0).map(({ epoch }) => epoch);
  const epoch = wanted === 'latest' ? epochs.at(-1) : epochs.find((one) => one === wanted);
  if (epoch !== undefined) return epoch;
  const there = epochs.length === 0 ? 'no epoch is on disk' : `epochs ${epochs.join(', ')} are on disk`;
  throw new CliError('notFound', `${picked.label} has no epoch ${wanted}; ${there}.`, {
    path: picked.path,
    fix: 'Choose one with @, for example @latest.',
  });
}

function cannotCompare(label: string, problem: CliError | undefined, first: Diagnostic | undefined): CliError {
  return (
    problem ??
    new CliError('notFound', `${label} cannot be compared: ${first?.message ?? 'it cannot be read.'}`, { path: label })
  );
}
