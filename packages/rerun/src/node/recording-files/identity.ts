/**
 * What a recording file says about itself. Only its beginning is read, and its last bytes.
 * @module
 */
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { fileSystemReason } from '@outlay/schema/names';
import { decode, isRecordingError, type RecordingMessage } from '../../read/index.ts';
import { openRecordingFile } from '../open-recording.ts';
import { ENDING_BYTES, endingOf } from './ending.ts';
import type { IdentityProblem } from './reason.ts';

/** Identity inside a file. */
export interface StoredIdentity {
  readonly applicationId: string;
  readonly recordingId: string;
  /** Texts of the property group `outlay`. */
  readonly properties: Readonly<Record<string, string>>;
  readonly bytes: number;
  /** 16 hex digits over size and end of the file, which tell it from other recordings of its name. */
  readonly ending: string;
}

const PROPERTIES = '/__properties';
// See rrd-format 3.3: 8 bytes of entry, the magic, 12 bytes; the file ends with it.
const FOOTER = new TextEncoder().encode('RRF2FOOT');
const FOOTER_BYTES = 32;
/** Opening a pipe must not wait for a writer. */
const OPEN_FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** What {@link readIdentity} found. */
export type IdentityResult =
  | { readonly ok: true; readonly identity: StoredIdentity }
  | { readonly ok: false; readonly problem: IdentityProblem };

/** Identity of the first recording in a file, or why there is none. Throws bugs only. */
export async function readIdentity(path: string): Promise<IdentityResult> {
  try {
    const end = await readEnd(path);
    if (end === undefined) return none({ kind: 'unreadable', message: 'it is not a plain file' });
    if (!end.hasFooter) return none({ kind: 'incomplete' });
    const source = await openRecordingFile(path);
    try {
      const found = await identityFrom(decode(source));
      if (found === undefined) return none({ kind: 'no-recording' });
      return { ok: true, identity: { ...found, bytes: end.bytes, ending: end.ending } };
    } finally {
      await source.close();
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return none({ kind: 'absent' });
    if (isRecordingError(error)) return none({ kind: 'invalid', message: error.message });
    const message = fileSystemReason(error);
    if (message === undefined) throw error;
    return none({ kind: 'unreadable', message });
  }
}

const none = (problem: IdentityProblem): IdentityResult => ({ ok: false, problem });

async function identityFrom(
  messages: AsyncIterable<RecordingMessage>,
): Promise<Pick<StoredIdentity, 'applicationId' | 'recordingId' | 'properties'> | undefined> {
  let identity: { readonly applicationId: string; readonly recordingId: string } | undefined;
  const properties: Record<string, string> = {};
  for await (const message of messages) {
    if (message.kind === 'store_info' && message.info.storeId.kind === 'recording') {
      const { applicationId = '', recordingId } = message.info.storeId;
      identity ??= { applicationId, recordingId };
    }
    if (identity === undefined || message.kind !== 'chunk' || message.message.storeId.kind !== 'recording') continue;
    const chunk = message.chunk();
    // Properties come before data; behind them is nothing to learn.
    if (!chunk.entityPath.startsWith(PROPERTIES)) break;
    if (chunk.entityPath !== `${PROPERTIES}/outlay`) continue;
    for (const { component, cell } of chunk.components.map((column) => ({
      component: column.component,
      cell: column.cell(0)?.values,
    })))
      if (Array.isArray(cell) && typeof cell[0] === 'string') properties[component] = cell[0];
    break;
  }
  return identity && { ...identity, properties };
}

interface End extends Pick<StoredIdentity, 'bytes' | 'ending'> {
  readonly hasFooter: boolean;
}

// Writing ends with the footer, so a file that has one was written to its end.
async function readEnd(path: string): Promise<End | undefined> {
  const handle = await open(path, OPEN_FLAGS);
  try {
    const stats = await handle.stat();
    if (!stats.isFile() && !stats.isDirectory()) return undefined;
    const { size } = stats;
    const start = Math.max(0, size - ENDING_BYTES);
    const { bytesRead, buffer } = await handle.read(new Uint8Array(ENDING_BYTES), 0, ENDING_BYTES, start);
    const tail = buffer.subarray(0, bytesRead);
    const magic = tail.subarray(tail.length - FOOTER_BYTES + 20);
    const hasFooter = tail.length >= FOOTER_BYTES && FOOTER.every((byte, i) => magic[i] === byte);
    return { hasFooter, bytes: size, ending: endingOf(size, tail) };
  } finally {
    await handle.close();
  }
}
