/**
 * One recording of an experiment: is it up to date, is it too large for one file, writing it.
 * @module
 */
import { guessSize, MAX_GROWTH, predictSize } from '../../exporters/index.ts';
import { findParts } from './find-parts.ts';
import { FILE_FINDINGS, finding } from './findings.ts';
import { changedMeanwhile } from './inputs.ts';
import type { RecordingsEvent, RecordingTarget } from './job.ts';
import { makeParts, upToDateParts } from './make-parts.ts';
import { type MakingRecord, removeRecords, saveRecord } from './making-record.ts';
import { propertiesOf, type Verdict } from './outdated.ts';
import { describeChange, type RecordingReason } from './reason.ts';
import { splitTarget } from './split.ts';
import { InputUnreadError } from './unread.ts';
import {
  type Forced,
  failed,
  judgeWish,
  type Made,
  type MakeContext,
  planned,
  recordOf,
  resultOf,
  tooLarge,
  upToDate,
  type Wish,
  wishFor,
} from './wish.ts';
import { type WrittenRecording, writeRecording } from './write-recording.ts';

/** Makes a recording, or its parts when it is larger than allowed. Failures are in the result. */
export async function* makeRecording(
  context: MakeContext,
  target: RecordingTarget,
): AsyncGenerator<RecordingsEvent, readonly Made[], undefined> {
  const { options } = context;
  const wish = await wishFor(context, target);
  try {
    if (wish.unread.length > 0) throw new InputUnreadError(wish.unread);
    const verdict = await judgeWish(context, wish);
    const isThere = verdict.outdated === undefined;
    if (isThere && verdict.stored.bytes <= context.maxSize) return [await upToDate(context, wish, verdict)];
    const parts = isThere || options.force ? undefined : await upToDateParts(context, wish);
    return parts ?? (yield* makeWholeOrParts(context, wish, verdict));
  } catch (error) {
    return [failed(context, wish, error)];
  }
}

/** Times the limit that a guess must be, so that trying first is cheaper than writing and giving up. */
const SURELY_LARGE = 2;

async function* makeWholeOrParts(
  context: MakeContext,
  wish: Wish,
  verdict: Verdict | Forced,
): AsyncGenerator<RecordingsEvent, readonly Made[], undefined> {
  const { options, maxSize } = context;
  const reason = verdict.outdated;
  const { target } = wish;
  const predict = () => predictSize(wish.plan, signalOf(context));
  const prediction = options.dryRun || mayBeLarge(context, wish, reason) ? await predict() : undefined;
  const isLarge = prediction !== undefined && prediction.bytes > maxSize;
  const parts = isLarge ? splitTarget(context, target, prediction, maxSize) : [target];
  if (parts.length > 1) return yield* makeParts(context, wish, parts, write);
  // One that is larger than allowed and cannot be split is as good as it gets.
  if (reason === undefined) return [await upToDate(context, wish, verdict)];
  if (options.dryRun) return [planned(context, wish, reason, prediction?.bytes)];
  const whole = yield* write(context, wish, reason, isLarge ? Number.POSITIVE_INFINITY : maxSize);
  if (whole !== undefined) return [whole];
  const size = prediction ?? (await predict());
  const forced = splitTarget(context, target, size, Math.min(maxSize, size.bytes - 1));
  if (forced.length > 1) return yield* makeParts(context, wish, forced, write);
  return [(yield* write(context, wish, reason, Number.POSITIVE_INFINITY))!];
}

/**
 * Is it worth asking how large it will be? What is up to date comes here because it is too large. What need not be large
 * is not tried, but watched: guesses are high, and a prediction costs as much as a tenth of the export.
 */
function mayBeLarge({ maxSize }: MakeContext, wish: Wish, reason: RecordingReason | undefined): boolean {
  if (reason === undefined) return true;
  const surelyLarge = SURELY_LARGE * maxSize;
  if (wish.input.files.bytes * MAX_GROWTH <= surelyLarge) return false;
  return (guessSize(wish.plan) ?? 0) > surelyLarge;
}

/** Writes a recording; `undefined` when it is larger than `limit`. */
async function* write(
  context: MakeContext,
  wish: Wish,
  reason: RecordingReason,
  limit: number,
): AsyncGenerator<RecordingsEvent, Made | undefined, undefined> {
  const { options, maxSize } = context;
  const { plan, path, input } = wish;
  const written = yield* writeRecording(plan, path, {
    toolVersion: options.toolVersion,
    properties: propertiesOf(wish),
    limit,
    ...signalOf(context),
  });
  if (written === undefined) return undefined;
  const { summary } = written;
  const unread = summary.problems.filter(({ mayPass }) => mayPass);
  if (unread.length > 0) {
    await written.discard();
    throw new InputUnreadError(unread);
  }
  const pending = withRecord(written, path, recordOf(wish, summary.problems));
  // In this order: the disk flushes while the files are looked at.
  const [, change] = await Promise.all([
    options.strict ? undefined : pending.commit(),
    options.statFiles && changedMeanwhile(options.statFiles, input.files),
  ]);
  const changed = change && `${describeChange(change)} while ${plan.name} was made.`;
  const parts = await findParts(options.folder, plan, context.types);
  return {
    result: resultOf(context, wish, 'written', {
      reason,
      bytes: summary.bytes,
      frames: summary.frames.count,
      entities: summary.entities,
      diagnostics: [
        ...summary.problems,
        ...(changed === undefined ? [] : [finding(FILE_FINDINGS.inputChanged, `rerun/${plan.name}`, changed)]),
        ...(summary.bytes > maxSize ? [tooLarge(context, wish, 'It cannot be split further.')] : []),
      ],
    }),
    ...(options.strict ? { pending } : {}),
    replaces: parts.map((part) => part.path),
  };
}

/** The record of its making gets its place just before the recording does. */
function withRecord(written: WrittenRecording, path: string, record: MakingRecord): WrittenRecording {
  return {
    ...written,
    commit: async () => {
      await saveRecord(path, written.ending, record);
      await written.commit();
      await removeRecords(path, written.ending);
    },
  };
}

const signalOf = ({ options: { signal } }: MakeContext): { readonly signal?: AbortSignal } =>
  signal ? { signal } : {};
