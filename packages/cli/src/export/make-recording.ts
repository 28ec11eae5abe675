/**
 * One recording of an experiment: is it up to date, is it too large for one file, writing it.
 * @module
 */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type ExportSelection,
  fingerprintPart,
  guessSize,
  MAX_GROWTH,
  type PlannedRecording,
  planRecording,
  predictSize,
} from '@outlay/rerun/exporters';
import type { Diagnostic } from '@outlay/schema';
import { CLI_CODES } from '../codes.ts';
import { errorDiagnostic } from '../errors.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { OpenedExperiment } from '../open.ts';
import { newest } from '../recording-source.ts';
import { propertiesOf, reasonToWrite, type WantedRecording, whyOutdated } from '../recording-state.ts';
import { formatBytes } from '../render/amounts.ts';
import { plural } from '../render/diagnostics.ts';
import { recordingFailure } from './failures.ts';
import { findParts, isComplete } from './find-parts.ts';
import { changedMeanwhile, type InputReader } from './input.ts';
import type { ExportJob } from './job.ts';
import { splitTarget } from './parts.ts';
import type { RecordingResult } from './results.ts';
import type { RecordingTarget } from './targets.ts';
import { type WrittenRecording, writeRecording } from './write-recording.ts';

/** How an experiment's export reports while it runs. */
export interface ExportHooks {
  readonly now: () => number;
  readonly onProgress: (recording: string, done: number, total: number) => void;
  /** A recording is done, whatever became of it. */
  readonly onRecording: (result: RecordingResult) => void;
}

/** What every recording of an experiment's export shares. */
export interface ExportContext {
  readonly opened: OpenedExperiment;
  /** Folder for the recordings. */
  readonly output: string;
  readonly job: ExportJob;
  readonly hooks: ExportHooks;
  readonly input: InputReader;
}

/** One recording: what is shown, what was found, and what is still to do. */
export interface Made {
  readonly result: RecordingResult;
  readonly diagnostics: readonly Diagnostic[];
  readonly exitCode: ExitCode;
  /** The file that still waits for its name. */
  readonly pending?: WrittenRecording;
  /** Files that hold the same in another division, to be removed when all is in its place. */
  readonly replaces?: readonly string[];
}

/** A recording that is wanted, and where. */
interface Wish extends WantedRecording {
  readonly target: RecordingTarget;
  readonly selection: ExportSelection;
  readonly path: string;
  readonly started: number;
}

/** Makes a recording, or its parts when it is larger than allowed. Failures are in the result. */
export async function makeRecording(context: ExportContext, target: RecordingTarget): Promise<readonly Made[]> {
  const all = await makeOrLeave(context, target);
  for (const { result } of all) context.hooks.onRecording(result);
  return all;
}

async function makeOrLeave(context: ExportContext, target: RecordingTarget): Promise<readonly Made[]> {
  const { job } = context;
  const wish = await wishFor(context, target);
  try {
    const reason = await reasonFor(context, wish);
    if (reason === undefined && !(await isTooLarge(wish, job))) return [await upToDate(context, wish)];
    const parts = reason === undefined || job.force ? undefined : await upToDateParts(context, wish);
    if (parts !== undefined) return parts;
    return await makeWholeOrParts(context, wish, reason);
  } catch (error) {
    return [failed(context, wish, error)];
  }
}

async function wishFor(
  { opened, output, job, hooks, input }: ExportContext,
  target: RecordingTarget,
  properties?: WantedRecording['properties'],
): Promise<Wish> {
  const started = hooks.now();
  const selection = { ...job.selection, ...(target.cameras === undefined ? {} : { cameras: target.cameras }) };
  // First, so that planning finds the sizes of files known: on a network disk they are asked for many at a time.
  const files = await input(fingerprintPart(target.kind));
  const plan = planRecording(opened.experiment, target.kind, selection);
  return {
    target,
    selection,
    plan,
    path: join(output, plan.name),
    input: files,
    toolVersion: job.toolVersion,
    started,
    ...(properties === undefined ? {} : { properties }),
  };
}

async function reasonFor({ job }: ExportContext, wish: Wish): Promise<string | undefined> {
  return job.force ? 'asked for with --force' : reasonToWrite(wish.path, wish);
}

const isTooLarge = async ({ path }: Wish, { maxSize }: ExportJob): Promise<boolean> =>
  (await stat(path)).size > maxSize;

async function upToDate({ hooks }: ExportContext, wish: Wish, reason: string | null = null): Promise<Made> {
  const { size } = await stat(wish.path);
  return made(resultOf(hooks, wish, 'up-to-date', { reason, bytes: size }));
}

/** All parts of a recording that was split, when none of them has to be made again. */
async function upToDateParts(context: ExportContext, whole: Wish): Promise<readonly Made[] | undefined> {
  const { job, output } = context;
  const parts = await findParts(output, whole.plan.name, whole.plan.kind);
  if (!isComplete(parts)) return undefined;
  const made: Made[] = [];
  for (const { target, stored } of parts) {
    const part = stored.properties.part ?? '';
    const wish = await wishFor(context, target, partProperties(whole, part, job));
    if (whyOutdated(stored, wish) !== undefined) return undefined;
    made.push(await upToDate(context, wish, `part ${part} of ${whole.plan.name}`));
  }
  return made;
}

const partProperties = ({ plan }: Wish, part: string, { maxSize }: ExportJob): WantedRecording['properties'] => ({
  part_of: plan.name,
  part,
  max_size: String(maxSize),
});

/** Times the limit that a guess must be, so that trying first is cheaper than writing and giving up. */
const SURELY_LARGE = 2;

async function makeWholeOrParts(
  context: ExportContext,
  wish: Wish,
  reason: string | undefined,
): Promise<readonly Made[]> {
  const { opened, job } = context;
  const { experiment } = opened;
  const { target } = wish;
  const predict = () => predictSize(experiment, target.kind, { ...wish.selection, signal: job.signal });
  // What is up to date comes here because it is too large. What need not be large is not tried, but watched: guesses are
  // high, and a prediction costs as much as a tenth of the export.
  const surelyLarge = SURELY_LARGE * job.maxSize;
  const guess = (): number => guessSize(experiment, target.kind, wish.selection) ?? 0;
  const mayBeLarge =
    reason === undefined || (wish.input.files.bytes * MAX_GROWTH > surelyLarge && guess() > surelyLarge);
  const prediction = job.dryRun || mayBeLarge ? await predict() : undefined;
  const isLarge = prediction !== undefined && prediction.bytes > job.maxSize;
  const parts = isLarge ? splitTarget(target, experiment, prediction, job.maxSize) : [target];
  if (parts.length > 1) return makeParts(context, wish, parts);
  // One that is larger than allowed and cannot be split is as good as it gets.
  if (reason === undefined) return [await upToDate(context, wish)];
  if (job.dryRun) return [planned(context, wish, reason, prediction?.bytes ?? null)];
  const limit = isLarge ? Number.POSITIVE_INFINITY : job.maxSize;
  const whole = await write(context, wish, reason, limit);
  if (whole !== undefined) return [whole];
  const size = prediction ?? (await predict());
  const forced = splitTarget(target, experiment, size, Math.min(job.maxSize, size.bytes - 1));
  if (forced.length > 1) return makeParts(context, wish, forced);
  return [(await write(context, wish, reason, Number.POSITIVE_INFINITY))!];
}

async function makeParts(
  context: ExportContext,
  whole: Wish,
  targets: readonly RecordingTarget[],
): Promise<readonly Made[]> {
  const { opened, hooks, job } = context;
  const parts: Made[] = [];
  for (const [i, target] of targets.entries()) {
    const wish = await wishFor(context, target, partProperties(whole, `${i + 1}/${targets.length}`, job));
    try {
      const reason = await reasonFor(context, wish);
      if (reason === undefined)
        parts.push(await upToDate(context, wish, `part ${i + 1}/${targets.length} of ${whole.plan.name}`));
      else if (job.dryRun) {
        const { bytes } = await predictSize(opened.experiment, target.kind, { ...wish.selection, signal: job.signal });
        parts.push(planned(context, wish, reason, bytes));
      } else parts.push((await write(context, wish, reason, Number.POSITIVE_INFINITY))!);
    } catch (error) {
      parts.push(failed(context, wish, error));
    }
  }
  const names = parts.map(({ result }) => result.path);
  const others = (await findParts(context.output, whole.plan.name, whole.plan.kind)).map(({ path }) => path);
  const replaces = [whole.path, ...others].filter((path) => !names.includes(path));
  const what = `${job.dryRun ? 'It will be' : 'It is'} split into ${plural(parts.length, 'recording')}: ${parts.map(({ result }) => result.file).join(', ')}.`;
  const skipped = resultOf(hooks, whole, 'skipped', { reason: `split into ${plural(parts.length, 'recording')}` });
  return [{ ...made(skipped, [tooLarge(whole.plan, job, what)]), replaces }, ...parts];
}

/** Writes a recording; `undefined` when it is larger than `limit`. */
async function write(context: ExportContext, wish: Wish, reason: string, limit: number): Promise<Made | undefined> {
  const { opened, output, job, hooks } = context;
  const { plan, path, input, selection } = wish;
  const written = await writeRecording(opened.experiment, plan.kind, path, {
    ...selection,
    toolVersion: job.toolVersion,
    properties: propertiesOf(wish),
    signal: job.signal,
    limit,
    newestInput: newest(input.files),
    onProgress: (done, total) => hooks.onProgress(plan.name, done, total),
  });
  if (written === undefined) return undefined;
  const { summary } = written;
  // In this order: the disk flushes while the files are looked at.
  const [, changed] = await Promise.all([
    job.strict ? undefined : written.commit(),
    changedMeanwhile(opened.source, input.files),
  ]);
  const parts = await findParts(output, plan.name, plan.kind);
  return {
    ...made(
      resultOf(hooks, wish, 'written', {
        reason,
        bytes: summary.bytes,
        frames: summary.frames.count,
        entities: summary.entities,
      }),
      [
        ...summary.problems,
        ...(changed === undefined ? [] : [changedDiagnostic(plan, changed)]),
        ...(summary.bytes > job.maxSize ? [tooLarge(plan, job, 'Thin it out with --frames.')] : []),
      ],
    ),
    ...(job.strict ? { pending: written } : {}),
    replaces: parts.map((part) => part.path),
  };
}

function planned(context: ExportContext, wish: Wish, reason: string, bytes: number | null): Made {
  const large = bytes !== null && bytes > context.job.maxSize;
  return made(
    resultOf(context.hooks, wish, 'planned', { reason, bytes }),
    large ? [tooLarge(wish.plan, context.job, 'Thin it out with --frames.')] : [],
  );
}

function failed({ hooks, job }: ExportContext, wish: Wish, error: unknown): Made {
  if (job.signal.aborted) throw error;
  const failure = recordingFailure(error, wish.plan.name, wish.path);
  const problems = (error as { problems?: readonly Diagnostic[] }).problems ?? [];
  return {
    result: resultOf(hooks, wish, 'failed', { reason: failure.message }),
    diagnostics: [...problems, errorDiagnostic(failure)],
    exitCode: failure.exitCode,
  };
}

const made = (result: RecordingResult, diagnostics: readonly Diagnostic[] = []): Made => ({
  result,
  diagnostics,
  exitCode: EXIT.ok,
});

function resultOf(
  hooks: ExportHooks,
  { plan, path, started }: Wish,
  status: RecordingResult['status'],
  facts: Partial<RecordingResult>,
): RecordingResult {
  return {
    file: plan.name,
    path,
    kind: plan.kind.kind,
    epoch: 'epoch' in plan.kind ? plan.kind.epoch : null,
    status,
    reason: null,
    bytes: null,
    frames: plan.frames.count,
    entities: null,
    leftOut: plan.leftOut,
    durationMs: Math.round(hooks.now() - started),
    ...facts,
  };
}

function tooLarge({ name: recording }: PlannedRecording, { maxSize }: ExportJob, what: string): Diagnostic {
  const { code, name, severity, fix } = CLI_CODES.recordingLarge;
  const message = `${recording} is larger than ${formatBytes(maxSize)}. ${what}`;
  return { code, name, severity, path: `rerun/${recording}`, message, fix };
}

function changedDiagnostic({ name: recording }: PlannedRecording, changed: string): Diagnostic {
  const { code, name, severity, fix } = CLI_CODES.inputChanged;
  return { code, name, severity, path: `rerun/${recording}`, message: `${changed} while ${recording} was made.`, fix };
}
