import { isRerunError } from '@outlay/rerun';
import { type MadeRecordings, makeRecordings, type RecordingFailure, type RecordingResult } from '@outlay/rerun/files';
import type { Diagnostic } from '@outlay/schema';
import type { OpenedExperiment } from '../../experiments/open.ts';
import { CLI_CODES } from '../../failures/codes.ts';
import { CliError } from '../../failures/errors.ts';
import { EXIT, type ExitCode, gravestExitCode } from '../../failures/exit-codes.ts';
import { findingInWords, reasonInWords } from '../../render/recording-words.ts';
import { exitCodeOf } from '../../session/outcome.ts';
import type { ExportJob } from './job.ts';
import type { ExperimentResult, ExportedRecording } from './results.ts';
import { recordingTargets } from './targets.ts';

/** How an experiment's export reports while it runs. */
export interface ExportHooks {
  readonly now: () => number;
  readonly onProgress: (recording: string, done: number, total: number) => void;
  /** A recording is done, whatever became of it. */
  readonly onRecording: (result: ExportedRecording) => void;
}

/**
 * Exports one experiment into `output`. Failures of a recording are in the result.
 * @throws CliError `usage` when an option selects what cannot be; the reason of an abort.
 */
export async function exportExperiment(
  opened: OpenedExperiment,
  output: string,
  job: ExportJob,
  hooks: ExportHooks,
): Promise<ExperimentResult> {
  const { experiment, picked } = opened;
  const { kinds, absentEpochs } = recordingTargets(experiment, job.target, job);
  const found: Diagnostic[] = [...experiment.problems, ...absentEpochs.map(absentEpoch)];
  const head = {
    path: picked.path,
    label: picked.label,
    name: experiment.manifest.exp_name,
    scene: experiment.manifest.scene_name,
    output,
    recordings: [],
    diagnostics: found,
  };
  if (job.strict && exitCodeOf(found) !== EXIT.ok) return { ...head, status: 'failed', exitCode: EXIT.findings };
  if (kinds.length === 0) {
    found.push(nothing(job.target));
    return { ...head, status: 'nothing', exitCode: gravestExitCode([exitCodeOf(found), unreadExitCode(found)]) };
  }
  const { recordings, failure } = await make(opened, output, { ...job, kinds }, hooks);
  if (failure) {
    const diagnostics = [...found, findingInWords(failure.diagnostic)];
    return { ...head, status: 'failed', diagnostics, exitCode: EXIT_OF[failure.kind] };
  }
  const diagnostics = distinct([...found, ...recordings.flatMap((one) => one.diagnostics.map(findingInWords))]);
  const failures = recordings.flatMap((one) => (one.failure ? [EXIT_OF[one.failure.kind]] : []));
  const exitCode = gravestExitCode([exitCodeOf(diagnostics), unreadExitCode(found), ...failures]);
  const status = failures.length > 0 ? 'failed' : exitCode === EXIT.ok ? 'ok' : 'findings';
  return { ...head, status, recordings: recordings.map(exportedRecording), diagnostics, exitCode };
}

/** What could not be read now may hold recordings that nobody made. */
function unreadExitCode(diagnostics: readonly Diagnostic[]): ExitCode {
  return diagnostics.some(({ mayPass }) => mayPass) ? EXIT.notFound : EXIT.ok;
}

/** Exit codes of failures. */
export const EXIT_OF: Readonly<Record<RecordingFailure['kind'], ExitCode>> = {
  unwritable: EXIT.notFound,
  unread: EXIT.notFound,
  'other-experiment': EXIT.notFound,
  'not-made': EXIT.findings,
  bug: EXIT.internal,
};

async function make(
  { experiment, source }: OpenedExperiment,
  folder: string,
  job: ExportJob & Pick<ReturnType<typeof recordingTargets>, 'kinds'>,
  hooks: ExportHooks,
): Promise<MadeRecordings> {
  const { kinds, selection, maxSize, force, checksum, dryRun, strict, toolVersion, signal } = job;
  const reading = { reuse: true, maxBytes: Number.MAX_SAFE_INTEGER, signal };
  const making = makeRecordings(experiment, {
    ...{ folder, kinds, selection, maxSize, force, dryRun, strict, toolVersion, signal },
    others: job.isOwnFolder ? 'replace' : 'refuse',
    now: hooks.now,
    ...(checksum ? { readFiles: (paths) => source.readMany(paths, reading) } : {}),
    ...(source.stat ? { statFiles: (paths) => source.stat!(paths) } : {}),
  });
  for (;;) {
    const step = await making.next().catch(refuseSelection);
    if (step.done) return step.value;
    const event = step.value;
    if (event.kind === 'progress') hooks.onProgress(event.file, event.done, event.total);
    else hooks.onRecording(exportedRecording(event.result));
  }
}

/** Rethrows; an option that selects what cannot be is wrong usage. */
export function refuseSelection(error: unknown): never {
  if (!isRerunError(error, 'SELECTION_INVALID')) throw error;
  throw new CliError('usage', error.message, { fix: error.hint, cause: error });
}

/** A result as data. */
export function exportedRecording(made: RecordingResult): ExportedRecording {
  const { file, path, kind, status, reason, bytes, frames, entities, leftOut, durationMs } = made;
  return {
    file,
    path,
    kind: kind.kind,
    epoch: 'epoch' in kind ? kind.epoch : null,
    status,
    reason: reason === undefined ? null : reasonInWords(reason),
    bytes: bytes ?? null,
    frames,
    entities: entities ?? null,
    leftOut,
    durationMs,
  };
}

/** Each finding once. */
export function distinct(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return [...new Map(diagnostics.map((one) => [`${one.code} ${one.path} ${one.message}`, one])).values()];
}

function nothing(target: string): Diagnostic {
  const { code, name, severity, fix } = CLI_CODES.nothingToExport;
  const what = target === 'all' ? 'a recording' : `export ${target}`;
  return { code, name, severity, path: '', message: `The experiment has no data for ${what}.`, fix };
}

function absentEpoch(epoch: number): Diagnostic {
  const { code, name, severity, fix } = CLI_CODES.epochAbsent;
  return { code, name, severity, path: 'evaluation', message: `Epoch ${epoch} is not on disk.`, fix };
}
