/**
 * A recording that is wanted, and what is known of it before it is made.
 * @module
 */

import { join } from 'node:path';
import type { Diagnostic } from '@outlay/schema';
import type { RecordingName } from '@outlay/schema/names';
import { planRecording, type RecordingPlan, type RecordingType, recordingType } from '../../exporters/index.ts';
import { recordingFailure } from './failure.ts';
import { fileMarks } from './file-marks.ts';
import { FILE_FINDINGS, finding } from './findings.ts';
import type { InputReader } from './inputs.ts';
import type { MakeRecordingsOptions, RecordingResult, RecordingTarget } from './job.ts';
import { type MakingRecord, saveRecord } from './making-record.ts';
import { judge, type Verdict, type WantedRecording, worthSaying } from './outdated.ts';
import type { RecordingReason } from './reason.ts';
import { unreadFolders, unseenFiles } from './unread.ts';
import { formatBytes } from './words.ts';
import type { WrittenRecording } from './write-recording.ts';

/** What all recordings of one call share. */
export interface MakeContext {
  readonly source: unknown;
  readonly types: readonly RecordingType<unknown>[];
  readonly options: MakeRecordingsOptions;
  /** Bytes. */
  readonly maxSize: number;
  readonly input: InputReader;
}

/** One recording: what became of it, and what is still to do. */
export interface Made {
  readonly result: RecordingResult;
  /** The file that still waits for its name. */
  readonly pending?: WrittenRecording;
  /** Files that hold the same in another division, to be removed when all is in its place. */
  readonly replaces?: readonly string[];
}

/** A recording that is wanted, and where. */
export interface Wish extends WantedRecording {
  readonly target: RecordingTarget;
  readonly plan: RecordingPlan<RecordingName>;
  readonly path: string;
  readonly started: number;
  /** What of the experiment could not be read, for a reason that may pass. */
  readonly unread: readonly Diagnostic[];
}

/** Plans a recording. @throws InvalidSelectionError for an epoch that is not on disk. */
export async function wishFor(
  { source, types, options, input }: MakeContext,
  target: RecordingTarget,
  properties?: WantedRecording['properties'],
): Promise<Wish> {
  const started = options.now();
  const selection = { ...options.selection, ...(target.cameras === undefined ? {} : { cameras: target.cameras }) };
  // First, so that planning finds the sizes of files known: on a network disk they are asked for many at a time.
  const parts = recordingType(target.kind, types).sources(source, target.kind);
  const files = await input(parts);
  const plan = planRecording(source, target.kind, selection, types);
  return {
    target,
    plan,
    path: join(options.folder, plan.name),
    input: files,
    toolVersion: options.toolVersion,
    started,
    unread: [...unreadFolders(parts), ...unseenFiles(files.files)],
    ...(properties === undefined ? {} : { properties }),
  };
}

/** Must it be written, and why? */
export async function judgeWish({ options }: MakeContext, wish: Wish): Promise<Verdict | Forced> {
  return options.force ? { outdated: { kind: 'forced' } } : judge(wish.path, wish);
}

/** Written whatever is there. */
export interface Forced {
  readonly outdated: { readonly kind: 'forced' };
}

/** What is there is what is wanted. */
export type UpToDate = Extract<Verdict, { readonly outdated?: undefined }>;

/** It is there and what is wanted. What it lacks is said again. */
export async function upToDate(
  context: MakeContext,
  wish: Wish,
  { compared, problems, stored, isRecordOutdated }: UpToDate,
  asPart?: RecordingReason,
): Promise<Made> {
  const { readFiles, dryRun } = context.options;
  if (isRecordOutdated && !dryRun) await saveRecord(wish.path, stored.ending, recordOf(wish, problems)).catch(() => {});
  const reason = asPart ?? worthSaying(compared, readFiles !== undefined);
  const facts = { ...(reason && { reason }), bytes: stored.bytes, diagnostics: problems };
  return { result: resultOf(context, wish, 'up-to-date', facts) };
}

/** What is kept of the making of a recording. */
export function recordOf({ input }: Wish, problems: readonly Diagnostic[]): MakingRecord {
  return { files: fileMarks(input.files), problems };
}

/** It would be written; `bytes` is its predicted size. */
export function planned(context: MakeContext, wish: Wish, reason: RecordingReason, bytes?: number): Made {
  const isLarge = bytes !== undefined && bytes > context.maxSize;
  const diagnostics = isLarge ? [tooLarge(context, wish, 'It cannot be split further.')] : [];
  return { result: resultOf(context, wish, 'planned', { reason, ...(bytes !== undefined && { bytes }), diagnostics }) };
}

/** It could not be made. @throws `error` when the call was wrong or is to end. */
export function failed(context: MakeContext, wish: Wish, error: unknown): Made {
  if (context.options.signal?.aborted || (error as { name?: unknown }).name === 'AbortError') throw error;
  return { result: failedResult(resultOf(context, wish, 'failed', {}), error) };
}

/** What became of a recording that failed after all. @throws `error` when the call was wrong. */
export function failedResult(result: RecordingResult, error: unknown): RecordingResult {
  const failure = recordingFailure(error, result.file, result.path);
  const problems = (error as { problems?: readonly Diagnostic[] }).problems ?? [];
  const reason = { kind: 'failed', message: failure.diagnostic.message } as const;
  const diagnostics = [...result.diagnostics, ...problems, failure.diagnostic];
  return { ...result, status: 'failed', reason, diagnostics, failure };
}

/** What became of it. */
export function resultOf(
  { options }: MakeContext,
  { plan, path, started }: Wish,
  status: RecordingResult['status'],
  facts: Partial<RecordingResult>,
): RecordingResult {
  return {
    file: plan.name,
    path,
    kind: plan.kind,
    status,
    frames: plan.frames.count,
    leftOut: plan.leftOut,
    durationMs: Math.round(options.now() - started),
    diagnostics: [],
    ...facts,
  };
}

/** The finding that it is larger than allowed. */
export function tooLarge({ maxSize }: MakeContext, { plan }: Wish, what: string): Diagnostic {
  const message = `${plan.name} is larger than ${formatBytes(maxSize)}. ${what}`;
  return finding(FILE_FINDINGS.recordingLarge, `rerun/${plan.name}`, message);
}
