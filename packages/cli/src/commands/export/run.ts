import { join, resolve } from 'node:path';
import { DecoderPool } from '@outlay/layout/node';
import { isRerunError } from '@outlay/rerun';
import { type FrameSelection, parseFrameSelection } from '@outlay/rerun/exporters';
import type { Diagnostic } from '@outlay/schema';
import type { Task } from '@outlay/schema/names';
import { openBodyModels } from '../../experiments/body-models.ts';
import { type OpenedExperiment, openPicked, type RefusedExperiment } from '../../experiments/open.ts';
import { pickExperiments } from '../../experiments/pick.ts';
import { CliError } from '../../failures/errors.ts';
import { type ExitCode, gravestExitCode } from '../../failures/exit-codes.ts';
import type { ExperimentOptions } from '../../grammar/experiment-options.ts';
import { type EpochSelection, parseSize, type ReadAhead } from '../../grammar/selection.ts';
import { filesInFlight, withEnoughThreads } from '../../process/read-ahead.ts';
import { VERSION } from '../../process/version.ts';
import { formatBytes } from '../../render/amounts.ts';
import { plural } from '../../render/diagnostics.ts';
import type { LocatedDiagnostic, Outcome } from '../../session/outcome.ts';
import type { ProgressEvent } from '../../session/progress.ts';
import { type Session, withFlags } from '../../session/session.ts';
import { exportExperiment } from './export-experiment.ts';
import type { ExportJob } from './job.ts';
import { renderExport } from './render.ts';
import type { ExperimentResult, ExportedRecording, ExportReport } from './results.ts';
import type { ExportTarget, Extra } from './words.ts';

/** Options of `outlay export …` as parsed. */
export interface ExportCommandOptions extends ExperimentOptions {
  readonly output?: string;
  readonly force?: boolean;
  readonly checksum?: boolean;
  readonly dryRun?: boolean;
  readonly frames?: string;
  readonly cameras?: readonly number[];
  readonly persons?: readonly number[];
  readonly with?: readonly Extra[];
  readonly bodyModel?: readonly string[];
  readonly maxSize?: string;
  readonly jobs?: number;
  readonly readAhead?: ReadAhead;
  readonly strict?: boolean;
  readonly epoch?: EpochSelection;
  readonly task?: readonly Task[];
}

/** Files of an experiment from which on memory counts for more than a few percent of time. */
const MANY_FILES = 20_000;

/** `outlay export input-data|evaluation|training|all [<exp>…]` */
export async function exportCommand(
  session: Session,
  target: ExportTarget,
  named: readonly string[],
  options: ExportCommandOptions,
): Promise<Outcome> {
  refuseIdleExtras(target, options);
  const job = await exportJob(session, target, options);
  const picked = await pickExperiments(session.io, named, options, session.signal);
  const { readAhead } = withFlags(session.settings, { readAhead: options.readAhead });
  const inFlight = (path: string): number => filesInFlight(readAhead.value as ReadAhead, path);
  const elsewhere = await withEnoughThreads(session.io, Math.max(...picked.map(({ path }) => inFlight(path))));
  if (elsewhere !== undefined)
    return { exitCode: elsewhere as ExitCode, data: null, diagnostics: [], text: () => '', isShown: true };
  const outputs = outputFolders(session, options.output, picked.length);
  let isLarge = false;
  // Beside this module once it is bundled; where there is no such file, all is done in this thread, which is a job too.
  const pool = new DecoderPool({
    url: new URL('./worker.js', import.meta.url),
    count: job.jobs - 1,
    onStart: () => {
      if (isLarge) session.io.keepHeapSmall?.();
    },
  });
  const onFiles = (count: number): void => {
    if (isLarge || count < MANY_FILES) return;
    isLarge = true;
    session.io.keepHeapSmall?.();
  };
  const results: ExperimentResult[] = [];
  for (const [i, one] of picked.entries()) {
    session.signal.throwIfAborted();
    const opened = await openPicked(one, session.signal, { pool, readAhead: inFlight(one.path), onFiles });
    const output = outputs(opened);
    const result = opened.experiment
      ? await exportExperiment(opened, output, job, hooks(session, opened, [i, picked.length]))
      : refusedResult(opened, output);
    results.push(result);
    session.progress.over(experimentOver(result, [i, picked.length]));
  }
  // Failures last, where they are seen.
  const ordered = [...results].sort((a, b) => Number(a.status === 'failed') - Number(b.status === 'failed'));
  const data = report(ordered, job.dryRun);
  if (session.io.stderr.isTTY && !session.json && !job.dryRun && data.totals.recordings > 0)
    session.say('To view a recording, run `rerun <file>` or drop it onto https://app.rerun.io');
  return {
    exitCode: gravestExitCode(results.map(({ exitCode }) => exitCode)),
    data,
    diagnostics: results.flatMap(({ path, diagnostics }) =>
      diagnostics.map((one): LocatedDiagnostic => ({ ...one, experiment: path })),
    ),
    isAboutSeveral: picked.length > 1,
    text: (style) => renderExport(data, style),
  };
}

// Gaussians are an evaluation's; an option that does nothing is a mistake of the one who typed it.
function refuseIdleExtras(target: ExportTarget, options: ExportCommandOptions): void {
  if (options.with?.length && (target === 'input-data' || target === 'training'))
    throw new CliError('usage', `--with ${options.with.join(',')} does not apply to export ${target}.`, {
      fix: 'Use it with export evaluation or export all.',
    });
}

async function exportJob(session: Session, target: ExportTarget, options: ExportCommandOptions): Promise<ExportJob> {
  const { frames, cameras, persons, task } = options;
  const settings = withFlags(session.settings, {
    maxSize: options.maxSize,
    jobs: options.jobs,
    strict: options.strict,
  });
  return {
    target,
    epoch: options.epoch ?? 'all',
    ...(task === undefined ? {} : { task }),
    extras: options.with ?? [],
    selection: {
      ...(frames === undefined ? {} : { frames: frameSelection(frames) }),
      ...(cameras === undefined ? {} : { cameras }),
      ...(persons === undefined ? {} : { persons }),
      ...(options.with?.includes('viz') ? { viz: true } : {}),
      bodyModels: await openBodyModels(session, options.bodyModel),
    },
    force: options.force === true,
    checksum: options.checksum === true,
    isOwnFolder: options.output === undefined,
    dryRun: options.dryRun === true,
    strict: settings.strict.value === true,
    maxSize: parseSize(String(settings.maxSize.value)),
    jobs: typeof settings.jobs.value === 'number' ? settings.jobs.value : session.io.cpus,
    toolVersion: VERSION,
    signal: session.signal,
  };
}

/** Parses `--frames`. @throws CliError */
export function frameSelection(text: string): FrameSelection {
  try {
    return parseFrameSelection(text);
  } catch (error) {
    if (!isRerunError(error)) throw error;
    throw new CliError('usage', error.message.replace(/^Option frames:/, '--frames:'), {
      fix: 'For example --frames 10:50:2, --frames ::5, --frames 7.',
      cause: error,
    });
  }
}

// One experiment fills the folder itself; of several, each has its own below it, so that none overwrites another.
function outputFolders(
  session: Session,
  output: string | undefined,
  count: number,
): (opened: OpenedExperiment | RefusedExperiment) => string {
  const taken = new Map<string, string>();
  return ({ picked, experiment }) => {
    if (output === undefined) return join(picked.path, 'rerun');
    const top = resolve(session.io.cwd, output);
    if (count === 1) return top;
    const { scene_name, exp_name } = experiment?.manifest ?? { scene_name: '', exp_name: picked.label };
    const folder = join(top, fileName(scene_name), fileName(exp_name));
    const other = taken.get(folder);
    if (other !== undefined && experiment)
      throw new CliError(
        'usage',
        `-o: ${other} and ${picked.label} have the same scene and name, so their recordings would overwrite each other.`,
        {
          fix: 'Export them one by one, each with its own -o.',
        },
      );
    taken.set(folder, picked.label);
    return folder;
  };
}

// Names come from a file; none of them may lead out of the folder.
const fileName = (name: string): string => name.replace(/[^\p{L}\p{N}._-]+/gu, '_').replace(/^\.+/, '_');

function hooks(session: Session, { picked }: OpenedExperiment, [index, count]: readonly [number, number]) {
  const prefix = count > 1 ? `[${index + 1}/${count}] ${picked.label} ` : '';
  return {
    now: session.io.now,
    onProgress: (recording: string, done: number, total: number) =>
      session.progress.step({ subject: `${prefix}${recording}`, done, total }),
    onRecording: ({ file, status, reason, bytes, frames, durationMs }: ExportedRecording) =>
      session.progress.over({
        event: 'recording',
        line: `${prefix}${file}  ${[status, bytes === null ? '' : formatBytes(bytes), reason ?? ''].filter(Boolean).join('  ')}`,
        facts: { experiment: picked.path, file, status, reason, bytes, frames, durationMs: Math.round(durationMs) },
      }),
  };
}

function experimentOver(result: ExperimentResult, [index, count]: readonly [number, number]): ProgressEvent {
  const { path, label, name, scene, status, exitCode, recordings, diagnostics } = result;
  const there = recordings.filter((recording) => isThere(recording.status));
  const bytes = there.reduce((sum, recording) => sum + (recording.bytes ?? 0), 0);
  const facts = {
    experiment: path,
    scene,
    name,
    status,
    exitCode,
    recordings: there.length,
    bytes,
    frames: framesOf(recordings),
    problems: countBySeverity(diagnostics),
  };
  return {
    event: 'experiment',
    line: `[${index + 1}/${count}] ${label}  ${status}  ${plural(there.length, 'recording')}  ${formatBytes(bytes)}`,
    facts,
  };
}

function refusedResult({ picked, diagnostics, exitCode }: RefusedExperiment, output: string): ExperimentResult {
  const { path, label } = picked;
  return { path, label, name: null, scene: null, status: 'failed', output, recordings: [], diagnostics, exitCode };
}

function framesOf(recordings: ExperimentResult['recordings']): number {
  const shown = recordings.filter(({ kind, status }) => kind !== 'training_artifacts' && isThere(status));
  return shown.reduce((sum, { frames }) => sum + (frames ?? 0), 0);
}

function countBySeverity(diagnostics: readonly Diagnostic[]) {
  const count = (wanted: Diagnostic['severity']) => diagnostics.filter(({ severity }) => severity === wanted).length;
  return { error: count('error'), warning: count('warning'), info: count('info') };
}

const isThere = (status: string): boolean => ['written', 'up-to-date', 'planned'].includes(status);

function report(results: readonly ExperimentResult[], dryRun: boolean): ExportReport {
  const recordings = results.flatMap((result) => result.recordings);
  const counted = recordings.filter(({ status }) => isThere(status));
  return {
    dryRun,
    experiments: results.map(({ diagnostics, exitCode: _, ...result }) => ({
      ...result,
      frames: framesOf(result.recordings),
      problems: countBySeverity(diagnostics),
    })),
    totals: {
      experiments: results.length,
      recordings: counted.length,
      bytes: counted.reduce((sum, { bytes }) => sum + (bytes ?? 0), 0),
      failed: results.filter(({ status }) => status === 'failed').length,
    },
  };
}
