/**
 * What a recording file says about itself. Only its beginning is read, and its last bytes.
 * @module
 */
import { open } from 'node:fs/promises';
import { fileSystemReason } from '@outlay/schema/names';
import { decode, isRecordingError, type RecordingMessage } from '../../read/index.ts';
import { openRecordingFile } from '../open-recording.ts';
import type { IdentityProblem } from './reason.ts';

/** Identity inside a file. */
export interface StoredIdentity {
  readonly applicationId: string;
  readonly recordingId: string;
  /** Texts of the property group `outlay`. */
  readonly properties: Readonly<Record<string, string>>;
  /** Modification time of the file, milliseconds since 1970: when its making began. */
  readonly date: number;
  readonly bytes: number;
}

const PROPERTIES = '/__properties';
// See rrd-format 3.3: 8 bytes of entry, the magic, 12 bytes; the file ends with it.
const FOOTER = new TextEncoder().encode('RRF2FOOT');
const FOOTER_BYTES = 32;

/** What {@link readIdentity} found. */
export type IdentityResult =
  | { readonly ok: true; readonly identity: StoredIdentity }
  | { readonly ok: false; readonly problem: IdentityProblem };

/** Identity of the first recording in a file, or why there is none. Throws bugs only. */
export async function readIdentity(path: string): Promise<IdentityResult> {
  try {
    const end = await readEnd(path);
    if (!end.hasFooter) return none({ kind: 'incomplete' });
    const source = await openRecordingFile(path);
    try {
      const found = await identityFrom(decode(source));
      if (found === undefined) return none({ kind: 'no-recording' });
      return { ok: true, identity: { ...found, date: end.date, bytes: end.bytes } };
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

// Writing ends with the footer, so a file that has one was written to its end.
async function readEnd(
  path: string,
): Promise<{ readonly hasFooter: boolean; readonly date: number; readonly bytes: number }> {
  const handle = await open(path, 'r');
  try {
    const { size, mtimeMs } = await handle.stat();
    const tail = new Uint8Array(FOOTER_BYTES);
    const { bytesRead } = await handle.read(tail, 0, FOOTER_BYTES, Math.max(0, size - FOOTER_BYTES));
    const hasFooter = bytesRead === FOOTER_BYTES && FOOTER.every((byte, i) => tail[20 + i] === byte);
    return { hasFooter, date: mtimeMs, bytes: size };
  } finally {
    await handle.close();
  }
}
