/**
 * `outlay compare`: several runs → one recording.
 * @module
 */
import { existsSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { DecoderPool } from '@outlay/layout/node';
import { type Comparison, comparisonType, RUN_COUNT } from '@outlay/rerun/exporters';
import { makeRecordings } from '@outlay/rerun/files';
import type { Diagnostic } from '@outlay/schema';
import type { Task } from '@outlay/schema/names';
import type { z } from 'zod';
import { type OpenedExperiment, openPicked } from '../../experiments/open.ts';
import { pickExperiments } from '../../experiments/pick.ts';
import { CliError } from '../../failures/errors.ts';
import { type ExitCode, gravestExitCode } from '../../failures/exit-codes.ts';
import { parseSize, type ReadAhead } from '../../grammar/selection.ts';
import { filesInFlight, withEnoughThreads } from '../../process/read-ahead.ts';
import { VERSION } from '../../process/version.ts';
import { findingInWords } from '../../render/recording-words.ts';
import { exitCodeOf, type Outcome } from '../../session/outcome.ts';
import { type Session, withFlags } from '../../session/session.ts';
import { distinct, EXIT_OF, exportedRecording, refuseSelection } from '../export/export-experiment.ts';
import { frameSelection } from '../export/run.ts';
import type { CompareData } from './data.ts';
import { compareMetrics, type LocatedRun, metricsText } from './metrics-table.ts';
import { nameRuns, parseRun, type TypedRun } from './name-runs.ts';
import { renderCompare } from './render.ts';
import { statRuns } from './stat-runs.ts';

/** Options of `outlay compare` as parsed. */
export interface CompareOptions {
  readonly output: string;
  readonly task?: readonly Task[];
  readonly frames?: string;
  readonly cameras?: readonly number[];
  readonly persons?: readonly number[];
  readonly force?: boolean;
  readonly dryRun?: boolean;
  readonly maxSize?: string;
  readonly jobs?: number;
  readonly readAhead?: ReadAhead;
  readonly strict?: boolean;
}

/** An opened run. */
export interface OpenedRun extends LocatedRun {
  readonly opened: OpenedExperiment;
}

/** `outlay compare <exp[@epoch]>…` */
export async function compareCommand(
  session: Session,
  named: readonly string[],
  options: CompareOptions,
): Promise<Outcome> {
  const typed = typedRuns(session, named);
  const output = resolve(session.io.cwd, options.output);
  if (!/^[^.].*\.rrd$/.test(basename(output)))
    throw new CliError('usage', `--output: expected a file that ends in .rrd, found '${options.output}'.`);
  const settings = withFlags(session.settings, {
    maxSize: options.maxSize,
    jobs: options.jobs,
    strict: options.strict,
    readAhead: options.readAhead,
  });
  const inFlight = (path: string): number => filesInFlight(settings.readAhead.value as ReadAhead, path);
  const paths = typed.map(({ path }) => resolve(session.io.cwd, path));
  const elsewhere = await withEnoughThreads(session.io, Math.max(...paths.map(inFlight)));
  if (elsewhere !== undefined)
    return { exitCode: elsewhere as ExitCode, data: null, diagnostics: [], text: () => '', isShown: true };
  const jobs = typeof settings.jobs.value === 'number' ? settings.jobs.value : session.io.cpus;
  const decoders = new DecoderPool({ url: new URL('./worker.js', import.meta.url), count: jobs - 1 });
  const runs = await openRuns(session, typed, (path) => ({ decoders, readAhead: inFlight(path) }));
  const { task: tasks, frames, cameras, persons } = options;
  const summary = await compareMetrics(runs, { ...(tasks && { tasks }) });
  const comparison: Comparison = { runs, text: metricsText(summary) };
  const dryRun = options.dryRun === true;
  const making = makeRecordings(comparison, {
    folder: dirname(output),
    types: [comparisonType(basename(output, '.rrd'))],
    selection: {
      ...(frames !== undefined && { frames: frameSelection(frames) }),
      ...(cameras && { cameras }),
      ...(persons && { persons }),
      ...(tasks && { tasks }),
    },
    maxSize: parseSize(String(settings.maxSize.value)),
    force: options.force === true,
    dryRun,
    strict: settings.strict.value === true,
    statFiles: statRuns(runs),
    toolVersion: VERSION,
    signal: session.signal,
    now: session.io.now,
  });
  let step = await making.next().catch(refuseSelection);
  for (; !step.done; step = await making.next().catch(refuseSelection))
    if (step.value.kind === 'progress') {
      const { file, done, total } = step.value;
      session.progress.step({ subject: file, done, total });
    }
  const { recordings, failure } = step.value;
  const found: readonly Diagnostic[] = [
    ...runs.flatMap(({ experiment }) => experiment.problems),
    ...summary.diagnostics,
    ...recordings.flatMap(({ diagnostics }) => diagnostics.map(findingInWords)),
    ...(failure ? [findingInWords(failure.diagnostic)] : []),
  ];
  const diagnostics = distinct(found);
  const failures = [failure, ...recordings.map((one) => one.failure)].flatMap((one) =>
    one ? [EXIT_OF[one.kind]] : [],
  );
  const data: z.infer<typeof CompareData> = {
    dryRun,
    runs: runs.map(({ name, epoch, experiment, opened }) => ({
      name,
      path: opened.picked.path,
      scene: experiment.manifest.scene_name,
      experiment: experiment.manifest.exp_name,
      epoch,
    })),
    recordings: recordings.map(exportedRecording),
  };
  return {
    exitCode: gravestExitCode([exitCodeOf(diagnostics), ...failures]),
    data,
    diagnostics,
    text: (style) => renderCompare(data, summary, style),
  };
}

function typedRuns({ io }: Session, named: readonly string[]): readonly TypedRun[] {
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

async function openRuns(
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
