/**
 * A recording that is larger than allowed, as several files.
 * @module
 */
import { predictSize } from '../../exporters/index.ts';
import { findParts, isComplete } from './find-parts.ts';
import type { RecordingsEvent, RecordingTarget } from './job.ts';
import { judgeStored, type WantedRecording } from './outdated.ts';
import type { RecordingReason } from './reason.ts';
import {
  failed,
  judgeWish,
  type Made,
  type MakeContext,
  planned,
  resultOf,
  tooLarge,
  upToDate,
  type Wish,
  wishFor,
} from './wish.ts';
import { plural } from './words.ts';

/** All parts of a recording that was split, when none of them has to be made again. */
export async function upToDateParts(context: MakeContext, whole: Wish): Promise<readonly Made[] | undefined> {
  const parts = await findParts(context.options.folder, whole.plan, context.types);
  if (!isComplete(parts)) return undefined;
  const made: Made[] = [];
  for (const { target, stored, path } of parts) {
    const part = stored.properties.part ?? '';
    const wish = await wishFor(context, target, partProperties(context, whole, part));
    const verdict = await judgeStored(path, stored, wish);
    if (verdict.outdated !== undefined) return undefined;
    made.push(await upToDate(context, wish, verdict, { kind: 'part', part, file: whole.plan.name }));
  }
  return made;
}

const partProperties = ({ maxSize }: MakeContext, { plan }: Wish, part: string): WantedRecording['properties'] => ({
  part_of: plan.name,
  part,
  max_size: String(maxSize),
});

/** Writes a recording whatever its size. */
type Write = (
  context: MakeContext,
  wish: Wish,
  reason: RecordingReason,
  limit: number,
) => AsyncGenerator<RecordingsEvent, Made | undefined, undefined>;

/** Makes the parts of `whole`, and says that it is split. Failures are in the results. */
export async function* makeParts(
  context: MakeContext,
  whole: Wish,
  targets: readonly RecordingTarget[],
  write: Write,
): AsyncGenerator<RecordingsEvent, readonly Made[], undefined> {
  const parts: Made[] = [];
  for (const [i, target] of targets.entries()) {
    const part = `${i + 1}/${targets.length}`;
    const wish = await wishFor(context, target, partProperties(context, whole, part));
    try {
      parts.push(yield* makePart(context, wish, { kind: 'part', part, file: whole.plan.name }, write));
    } catch (error) {
      parts.push(failed(context, wish, error));
    }
  }
  const { folder, dryRun } = context.options;
  const names = parts.map(({ result }) => result.path);
  const others = (await findParts(folder, whole.plan, context.types)).map(({ path }) => path);
  const files = parts.map(({ result }) => result.file).join(', ');
  const what = `${dryRun ? 'It will be' : 'It is'} split into ${plural(parts.length, 'recording')}: ${files}.`;
  const skipped = resultOf(context, whole, 'skipped', {
    reason: { kind: 'split', count: parts.length },
    diagnostics: [tooLarge(context, whole, what)],
  });
  return [{ result: skipped, replaces: [whole.path, ...others].filter((path) => !names.includes(path)) }, ...parts];
}

async function* makePart(
  context: MakeContext,
  wish: Wish,
  asPart: RecordingReason,
  write: Write,
): AsyncGenerator<RecordingsEvent, Made, undefined> {
  const { options } = context;
  const verdict = await judgeWish(context, wish);
  if (verdict.outdated === undefined) return upToDate(context, wish, verdict, asPart);
  const reason = verdict.outdated;
  if (!options.dryRun) return (yield* write(context, wish, reason, Number.POSITIVE_INFINITY))!;
  const signal = options.signal && { signal: options.signal };
  const { bytes } = await predictSize(wish.plan, { ...signal });
  return planned(context, wish, reason, bytes);
}
