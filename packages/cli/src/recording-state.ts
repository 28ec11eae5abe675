/**
 * Is a recording on disk what an export would write now? Told from its identity, which is made of the fingerprint of
 * the files behind it and of the options; nothing else of the file is read.
 * @module
 */
import type { Dirent } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { planRecording } from '@outlay/rerun/exporters';
import { openRecordingFile } from '@outlay/rerun/node';
import { decode, isRecordingError, type RecordingMessage } from '@outlay/rerun/read';
import { parseRecordingName, type RecordingKind } from '@outlay/schema/names';
import type { Experiment } from '@outlay/schema/port';
import { fileSystemReason } from './errors.ts';

/** A recording in a folder, compared with the experiment. */
export interface RecordingState {
  readonly file: string;
  readonly bytes: number;
  readonly state: 'up-to-date' | 'outdated' | 'unknown' | 'unreadable';
  /** Why it is not up to date, or in what it is narrower than the whole. */
  readonly reason: string | null;
}

/** Identity inside a file. */
interface StoredIdentity {
  readonly applicationId: string;
  readonly recordingId: string;
  /** Version of the tool that wrote it; `undefined` when it does not say. */
  readonly toolVersion?: string;
}

/** Every recording in `folder`, ascending by name. */
export async function recordingStates(experiment: Experiment, folder: string): Promise<RecordingState[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((): Dirent[] => []);
  const names = entries.filter((entry) => entry.isFile() && /^[^.].*\.rrd$/.test(entry.name)).map(({ name }) => name);
  const states: RecordingState[] = [];
  for (const file of names.sort()) states.push(await recordingState(experiment, folder, file));
  return states;
}

async function recordingState(experiment: Experiment, folder: string, file: string): Promise<RecordingState> {
  const path = join(folder, file);
  const bytes = (await stat(path)).size;
  const stored = await readIdentity(path);
  if (typeof stored === 'string') return { file, bytes, state: 'unreadable', reason: stored };
  const kind = parseRecordingName(file);
  const expected = kind && expectedIdentity(experiment, kind);
  if (expected === undefined)
    return { file, bytes, state: 'unknown', reason: 'not a recording that outlay writes here' };
  return { file, bytes, ...compare(stored, expected) };
}

function compare(stored: StoredIdentity, expected: StoredIdentity): Pick<RecordingState, 'state' | 'reason'> {
  if (stored.applicationId !== expected.applicationId)
    return { state: 'unknown', reason: 'written by another program' };
  if (stored.recordingId === expected.recordingId) return { state: 'up-to-date', reason: null };
  // Options that narrow a recording are a suffix of its id.
  if (stored.recordingId.startsWith(`${expected.recordingId}-`))
    return { state: 'up-to-date', reason: 'narrowed by options' };
  return { state: 'outdated', reason: 'the files of the experiment have changed' };
}

function expectedIdentity(experiment: Experiment, kind: RecordingKind): StoredIdentity | undefined {
  return hasDataFor(experiment, kind) ? planRecording(experiment, kind, {}) : undefined;
}

function hasDataFor({ evaluations, poseStates, training }: Experiment, kind: RecordingKind): boolean {
  if (kind.kind === 'training_artifacts') return training !== undefined;
  if (kind.kind === 'nv_generation') return poseStates.some(({ epoch }) => epoch === kind.epoch);
  return !('epoch' in kind) || evaluations.some(({ epoch }) => epoch === kind.epoch);
}

/** Says why `path` must be written to be what `expected` is; `undefined` when it already is that, and whole. */
export async function reasonToWrite(path: string, expected: Required<StoredIdentity>): Promise<string | undefined> {
  const stored = await readIdentity(path);
  if (typeof stored === 'string') return stored;
  if (stored.applicationId !== expected.applicationId) return 'the file was written by another program';
  if (stored.recordingId !== expected.recordingId) return 'the experiment or the options have changed';
  if (stored.toolVersion !== expected.toolVersion) return 'the file was written by another version of outlay';
  return undefined;
}

const PROPERTIES = '/__properties';
const FOOTER = new TextEncoder().encode('RRF2FOOT');
const FOOTER_BYTES = 32;

/** Identity of the first recording in a file, or in words why there is none. Reads the beginning of the file only. */
async function readIdentity(path: string): Promise<StoredIdentity | string> {
  try {
    if (!(await hasFooter(path))) return 'the file is not complete';
    const source = await openRecordingFile(path);
    try {
      return (await identityFrom(decode(source))) ?? 'the file holds no recording';
    } finally {
      await source.close();
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 'there is no such file yet';
    if (isRecordingError(error)) return error.message;
    const reason = fileSystemReason(error);
    if (reason === undefined) throw error;
    return `the file cannot be read, ${reason}`;
  }
}

async function identityFrom(messages: AsyncIterable<RecordingMessage>): Promise<StoredIdentity | undefined> {
  let identity: StoredIdentity | undefined;
  for await (const message of messages) {
    if (message.kind === 'store_info' && message.info.storeId.kind === 'recording') {
      const { applicationId = '', recordingId } = message.info.storeId;
      identity ??= { applicationId, recordingId };
    }
    if (identity === undefined || message.kind !== 'chunk' || message.message.storeId.kind !== 'recording') continue;
    const chunk = message.chunk();
    // Properties come before data; behind them is nothing to learn.
    if (!chunk.entityPath.startsWith(PROPERTIES)) break;
    const version = chunk.components.find(({ component }) => component === 'tool_version')?.cell(0)?.values;
    const toolVersion = Array.isArray(version) ? version[0] : undefined;
    if (typeof toolVersion === 'string') return { ...identity, toolVersion };
  }
  return identity;
}

// Writing ends with the footer, so a file that has one was written to its end.
async function hasFooter(path: string): Promise<boolean> {
  const handle = await open(path, 'r');
  try {
    const { size } = await handle.stat();
    const tail = new Uint8Array(FOOTER_BYTES);
    const { bytesRead } = await handle.read(tail, 0, FOOTER_BYTES, Math.max(0, size - FOOTER_BYTES));
    return bytesRead === FOOTER_BYTES && FOOTER.every((byte, i) => tail[20 + i] === byte);
  } finally {
    await handle.close();
  }
}
