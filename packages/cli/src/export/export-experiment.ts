import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '@outlay/layout/node';
import { type PlannedRecording, planRecording } from '@outlay/rerun/exporters';
import type { Diagnostic } from '@outlay/schema';
import { CLI_CODES } from '../codes.ts';
import { CliError, errorDiagnostic, fileSystemReason } from '../errors.ts';
import { EXIT, type ExitCode, gravestExitCode } from '../exit-codes.ts';
import type { OpenedExperiment } from '../open.ts';
import { exitCodeOf } from '../outcome.ts';
import { mapConcurrent } from '../pool.ts';
import { reasonToWrite } from '../recording-state.ts';
import { formatBytes } from '../render/amounts.ts';
import { recordingFailure } from './failures.ts';
import type { ExportJob } from './job.ts';
import type { ExperimentResult, RecordingResult } from './results.ts';
import { type RecordingTarget, recordingTargets, splitByTask } from './targets.ts';
import { removeAbandoned } from './temporary-files.ts';
import { type WrittenRecording, writeRecording } from './write-recording.ts';

/** How an experiment's export reports while it runs. */
export interface ExportHooks {
  readonly now: () => number;
  readonly onProgress: (recording: string, done: number, total: number) => void;
}

/** One recording: what is shown, what was found, and the file that still waits for its name. */
interface Made {
  readonly result: RecordingResult;
  readonly diagnostics: readonly Diagnostic[];
  readonly exitCode: ExitCode;
  readonly pending?: WrittenRecording;
}

/** Exports one experiment into `output`. Failures of a recording are in the result. */
export async function exportExperiment(
  opened: OpenedExperiment,
  output: string,
  job: ExportJob,
  hooks: ExportHooks,
): Promise<ExperimentResult> {
  const { experiment, picked } = opened;
  const { recordings: targets, absentEpochs } = recordingTargets(experiment, job.target, job);
  const found: Diagnostic[] = [...experiment.problems, ...absentEpochs.map(absentEpoch)];
  const head = {
    path: picked.path,
    label: picked.label,
    name: experiment.manifest.exp_name,
    scene: experiment.manifest.scene_name,
    output,
  };
  if (job.strict && exitCodeOf(found) !== EXIT.ok)
    return { ...head, status: 'failed', recordings: [], diagnostics: found, exitCode: EXIT.findings };
  if (targets.length === 0) {
    found.push(nothing(job.target));
    return { ...head, status: 'nothing', recordings: [], diagnostics: found, exitCode: exitCodeOf(found) };
  }
  const unusable = job.dryRun ? undefined : await prepareFolder(output);
  if (unusable)
    return {
      ...head,
      status: 'failed',
      recordings: [],
      diagnostics: [...found, errorDiagnostic(unusable)],
      exitCode: unusable.exitCode,
    };
  const made = (await mapConcurrent(targets, job.jobs, (target) => make(opened, target, output, job, hooks))).flat();
  const settled = job.strict ? await settleStrictly(made) : made;
  const diagnostics = distinct([...found, ...settled.flatMap((one) => one.diagnostics)]);
  const exitCode = gravestExitCode([exitCodeOf(diagnostics), ...settled.map((one) => one.exitCode)]);
  const failed = settled.some(({ result }) => result.status === 'failed');
  const status = failed ? 'failed' : exitCode === EXIT.ok ? 'ok' : 'findings';
  return { ...head, status, recordings: settled.map(({ result }) => result), diagnostics, exitCode };
}

async function prepareFolder(output: string): Promise<CliError | undefined> {
  try {
    await makeFolder(output);
    await removeAbandoned(output);
    return undefined;
  } catch (error) {
    const reason = fileSystemReason(error);
    if (reason === undefined) throw error;
    return new CliError('unwritable', `The folder for recordings cannot be made, ${reason}: ${output}`, {
      cause: error,
    });
  }
}

async function make(
  opened: OpenedExperiment,
  target: RecordingTarget,
  output: string,
  job: ExportJob,
  hooks: ExportHooks,
): Promise<readonly Made[]> {
  const started = hooks.now();
  const { experiment } = opened;
  const selection = { ...job.selection, ...(target.tasks === undefined ? {} : { tasks: target.tasks }) };
  const plan = planRecording(experiment, target.kind, selection);
  const path = join(output, plan.name);
  const reason = job.force
    ? 'asked for with --force'
    : await reasonToWrite(path, { ...plan, toolVersion: job.toolVersion });
  const result = (status: RecordingResult['status'], facts: Partial<RecordingResult> = {}): RecordingResult => ({
    ...plannedResult(plan, path),
    status,
    reason: reason ?? null,
    durationMs: Math.round(hooks.now() - started),
    ...facts,
  });
  if (reason === undefined)
    return [{ result: result('up-to-date', { bytes: (await stat(path)).size }), diagnostics: [], exitCode: EXIT.ok }];
  if (job.dryRun) return [{ result: result('planned'), diagnostics: [], exitCode: EXIT.ok }];
  try {
    const parts = splitByTask(target, experiment);
    const onProgress = (done: number, total: number) => hooks.onProgress(plan.name, done, total);
    const limit = parts === undefined ? Number.POSITIVE_INFINITY : job.maxSize;
    const written = await writeRecording(experiment, target, path, job, { limit, onProgress });
    if (written === undefined) {
      const made: Made[] = [];
      for (const part of parts ?? []) made.push(...(await make(opened, part, output, job, hooks)));
      const skipped = {
        result: result('skipped', { reason: 'split by task' }),
        diagnostics: [tooLarge(plan.name, job, 'It was split by task.')],
        exitCode: EXIT.ok,
      };
      return [skipped, ...made];
    }
    if (!job.strict) await written.commit();
    const { summary } = written;
    const oversized =
      summary.bytes > job.maxSize ? [tooLarge(plan.name, job, 'Thin it out with --cameras or --frames.')] : [];
    return [
      {
        result: result('written', { bytes: summary.bytes, frames: summary.frames.count, entities: summary.entities }),
        diagnostics: [...summary.problems, ...oversized],
        exitCode: EXIT.ok,
        ...(job.strict ? { pending: written } : {}),
      },
    ];
  } catch (error) {
    if (job.signal.aborted) throw error;
    const failure = recordingFailure(error, plan.name, path);
    const problems = (error as { problems?: readonly Diagnostic[] }).problems ?? [];
    return [
      {
        result: result('failed', { reason: failure.message }),
        diagnostics: [...problems, errorDiagnostic(failure)],
        exitCode: failure.exitCode,
      },
    ];
  }
}

// All or nothing: with --strict no recording gets its name unless every one can.
async function settleStrictly(made: readonly Made[]): Promise<readonly Made[]> {
  const isGood = exitCodeOf(made.flatMap(({ diagnostics }) => diagnostics)) === EXIT.ok;
  for (const { pending } of made) await (isGood ? pending?.commit() : pending?.discard());
  if (isGood) return made;
  return made.map((one) =>
    one.pending === undefined
      ? one
      : { ...one, result: { ...one.result, status: 'skipped', reason: 'not written because of --strict' } },
  );
}

function plannedResult(
  plan: PlannedRecording,
  path: string,
): Omit<RecordingResult, 'status' | 'reason' | 'durationMs'> {
  return {
    file: plan.name,
    path,
    kind: plan.kind.kind,
    epoch: 'epoch' in plan.kind ? plan.kind.epoch : null,
    bytes: null,
    frames: plan.frames.count,
    entities: null,
    leftOut: plan.leftOut,
  };
}

function distinct(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return [...new Map(diagnostics.map((one) => [`${one.code} ${one.path} ${one.message}`, one])).values()];
}

function nothing(target: string): Diagnostic {
  const { code, name, severity, fix } = CLI_CODES.nothingToExport;
  const what = target === 'all' ? 'a recording' : `export ${target}`;
  return { code, name, severity, path: '', message: `The experiment has no data for ${what}.`, fix };
}

function absentEpoch(epoch: number): Diagnostic {
  const { code, name, severity, fix } = CLI_CODES.epochAbsent;
  return { code, name, severity, path: 'evaluation', message: `Epoch ${epoch} was asked for and is not on disk.`, fix };
}

function tooLarge(recording: string, { maxSize }: ExportJob, what: string): Diagnostic {
  const { code, name, severity, fix } = CLI_CODES.recordingLarge;
  return {
    code,
    name,
    severity,
    path: `rerun/${recording}`,
    message: `${recording} is larger than ${formatBytes(maxSize)}. ${what}`,
    fix,
  };
}
