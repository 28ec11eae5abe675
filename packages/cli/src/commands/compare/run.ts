/**
 * `outlay compare`: several runs → one recording.
 * @module
 */
import { basename, dirname, resolve } from 'node:path';
import { DecoderPool } from '@outlay/layout/node';
import { type Comparison, comparisonType } from '@outlay/rerun/exporters';
import { makeRecordings } from '@outlay/rerun/files';
import type { Diagnostic } from '@outlay/schema';
import type { Task } from '@outlay/schema/names';
import type { z } from 'zod';
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
import { compareMetrics } from './metrics-table.ts';
import { metricsText } from './metrics-text.ts';
import { openRuns, typedRuns } from './open-runs.ts';
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
    // The file was named.
    others: 'replace',
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
