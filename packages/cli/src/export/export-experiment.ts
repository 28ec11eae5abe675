import { rm } from 'node:fs/promises';
import { makeFolder } from '@outlay/layout/node';
import type { Diagnostic } from '@outlay/schema';
import { CLI_CODES } from '../codes.ts';
import { CliError, errorDiagnostic, fileSystemReason } from '../errors.ts';
import { EXIT, gravestExitCode } from '../exit-codes.ts';
import type { OpenedExperiment } from '../open.ts';
import { exitCodeOf } from '../outcome.ts';
import { inputReader } from './input.ts';
import type { ExportJob } from './job.ts';
import { type ExportContext, type ExportHooks, type Made, makeRecording } from './make-recording.ts';
import type { ExperimentResult } from './results.ts';
import { recordingTargets } from './targets.ts';
import { removeAbandoned } from './temporary-files.ts';

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
  const context: ExportContext = { opened, output, job, hooks, input: inputReader(opened, job) };
  // One after the other: threads decode beside this one, which could not write two at once, only keep the memory of two.
  const made: Made[] = [];
  for (const target of targets) made.push(...(await makeRecording(context, target)));
  const settled = job.strict ? await settleStrictly(made) : made;
  const diagnostics = distinct([...found, ...settled.flatMap((one) => one.diagnostics)]);
  const exitCode = gravestExitCode([exitCodeOf(diagnostics), ...settled.map((one) => one.exitCode)]);
  const failed = settled.some(({ result }) => result.status === 'failed');
  if (!failed && !job.dryRun) await removeReplaced(settled);
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

/** A recording that is in one piece now, or in other parts: what held the same before would only be out of date. */
async function removeReplaced(made: readonly Made[]): Promise<void> {
  const kept = new Set(made.filter(({ result }) => result.status !== 'skipped').map(({ result }) => result.path));
  for (const { replaces = [] } of made)
    for (const path of replaces) if (!kept.has(path)) await rm(path, { force: true }).catch(() => {});
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
