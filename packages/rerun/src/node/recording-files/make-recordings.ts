import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Experiment } from '@outlay/schema/port';
import { makeFolder, removeAbandoned } from '@outlay-internal/disk';
import { RECORDING_TYPES, type RecordingType, recordingsOf } from '../../exporters/index.ts';
import { folderFailure, type RecordingFailure, strangerFailure } from './failure.ts';
import { inputReader } from './inputs.ts';
import {
  DEFAULT_MAX_SIZE,
  type MadeRecordings,
  type MakeRecordingsOfOptions,
  type MakeRecordingsOptions,
  type RecordingsEvent,
} from './job.ts';
import { makeRecording } from './make-recording.ts';
import { RECORDS_FOLDER, removeRecords } from './making-record.ts';
import { findStranger } from './stranger.ts';
import { failedResult, type Made, type MakeContext } from './wish.ts';

/**
 * Makes the recordings of an experiment in a folder: leaves alone what is up to date, splits what is too large, removes
 * what killed runs left behind. Each file is whole or not there, under its old content until the new one is complete.
 * What fails is in the results, and the others go on. Whoever stops asking leaves no temporary file.
 * @throws InvalidSelectionError when an option cannot be; the reason of `signal`.
 */
export function makeRecordings(
  experiment: Experiment,
  options: MakeRecordingsOptions,
): AsyncGenerator<RecordingsEvent, MadeRecordings, undefined>;
/** The same for recordings of other `types`, made from whatever those are made from. */
export function makeRecordings<Source>(
  source: Source,
  options: MakeRecordingsOfOptions<Source>,
): AsyncGenerator<RecordingsEvent, MadeRecordings, undefined>;
export async function* makeRecordings(
  source: unknown,
  options: MakeRecordingsOptions | MakeRecordingsOfOptions<unknown>,
): AsyncGenerator<RecordingsEvent, MadeRecordings, undefined> {
  const { folder, dryRun, strict } = options;
  const types = 'types' in options ? options.types : (RECORDING_TYPES as readonly RecordingType<unknown>[]);
  const kinds = options.kinds ?? recordingsOf(source, {}, types);
  const failure = dryRun ? undefined : await prepareFolder(folder);
  if (failure !== undefined) return { recordings: [], failure };
  const isOpen = options.force || options.others === 'replace';
  const stranger = isOpen ? undefined : await findStranger(folder, source, kinds, types);
  if (stranger !== undefined) return { recordings: [], failure: strangerFailure(folder, stranger) };
  const context: MakeContext = {
    source,
    types,
    options,
    maxSize: options.maxSize ?? DEFAULT_MAX_SIZE,
    input: inputReader(options.readFiles, options.signal),
  };
  // One after the other: threads decode beside this one, which could not write two at once, only keep the memory of two.
  const made: Made[] = [];
  let isOver = false;
  try {
    for (const kind of kinds)
      for (const one of yield* makeRecording(context, { kind })) {
        made.push(one);
        yield { kind: 'recording', result: one.result };
      }
    isOver = true;
  } finally {
    if (!isOver) for (const { pending } of made) await pending?.discard();
  }
  const settled = strict ? await settle(made) : made;
  if (!dryRun && settled.every(({ result }) => result.status !== 'failed')) await removeReplaced(settled);
  return { recordings: settled.map(({ result }) => result) };
}

async function prepareFolder(folder: string): Promise<RecordingFailure | undefined> {
  try {
    await makeFolder(folder);
    await removeAbandoned(folder);
    await removeAbandoned(join(folder, RECORDS_FOLDER));
    return undefined;
  } catch (error) {
    return folderFailure(error, folder);
  }
}

// All or nothing: no recording gets its name unless every one can.
async function settle(made: readonly Made[]): Promise<readonly Made[]> {
  const isGood = made.every(({ result }) => result.diagnostics.every(({ severity }) => severity !== 'error'));
  const settled: Made[] = [];
  for (const one of made) settled.push(await (isGood ? committed(one) : discarded(one)));
  return settled;
}

async function committed(one: Made): Promise<Made> {
  try {
    await one.pending?.commit();
    return one;
  } catch (error) {
    return { result: failedResult(one.result, error) };
  }
}

async function discarded(one: Made): Promise<Made> {
  if (one.pending === undefined) return one;
  await one.pending.discard();
  return { ...one, result: { ...one.result, status: 'skipped', reason: { kind: 'strict' } } };
}

/** A recording that is in one piece now, or in other parts: what held the same before would only be out of date. */
async function removeReplaced(made: readonly Made[]): Promise<void> {
  const kept = new Set(made.filter(({ result }) => result.status !== 'skipped').map(({ result }) => result.path));
  for (const { replaces = [] } of made)
    for (const path of replaces)
      if (!kept.has(path)) {
        await rm(path, { force: true }).catch(() => {});
        await removeRecords(path);
      }
}
