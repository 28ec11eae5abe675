import { RecordingError } from '../errors.ts';
import type { DecodeLimits } from '../limits.ts';
import { type ArrowArray, type BatchLayout, loadArrays } from './array.ts';
import { FlatBuffer, type FlatTable, sizeAt } from './flatbuffer.ts';
import { decodeSchema } from './schema.ts';
import type { ArrowSchema } from './types.ts';

/** The first record batch of an Arrow IPC stream; official readers ignore any further one as well. */
export interface ArrowBatch {
  readonly schema: ArrowSchema;
  readonly rows: number;
  /** One array per field of the schema, each with `rows` items; views into the given bytes where alignment allows. */
  readonly columns: readonly ArrowArray[];
}

const MESSAGE_SCHEMA = 1;
const MESSAGE_BATCH = 3;
const CONTINUATION = 0xffffffff;

/**
 * Decodes one Arrow IPC stream (schema message, record batch). Every length and offset is checked against the bytes
 * that are there before anything is built, so hostile input is refused and never over-allocates.
 * Throws {@link RecordingError} OUT6020, OUT6021, OUT6022 or OUT6005.
 */
export function decodeArrowStream(stream: Uint8Array, limits: DecodeLimits): ArrowBatch {
  const head = readSchemaMessage(stream, limits);
  const message = readMessage(stream, head.end, limits);
  if (message === undefined) throw new RecordingError('OUT6020', 'The Arrow stream ends before its record batch.');
  if (message.type !== MESSAGE_BATCH) throw unexpected(message.type, 'a record batch');
  const batch = message.header;
  if (batch.table(3) !== undefined) {
    throw new RecordingError('OUT6021', "The Arrow buffers use Arrow's own compression, which is not read here.");
  }
  const rows = batch.size(0);
  const columns = loadArrays(head.schema.fields, layoutOf(message, batch), rows);
  return { schema: head.schema, rows, columns };
}

/** Decodes the schema message that an Arrow IPC stream starts with. */
export function decodeArrowSchema(stream: Uint8Array, limits: DecodeLimits): ArrowSchema {
  return readSchemaMessage(stream, limits).schema;
}

function readSchemaMessage(stream: Uint8Array, limits: DecodeLimits): { schema: ArrowSchema; end: number } {
  const message = readMessage(stream, 0, limits);
  if (message === undefined) throw new RecordingError('OUT6020', 'The Arrow stream is empty.');
  if (message.type !== MESSAGE_SCHEMA) throw unexpected(message.type, 'a schema');
  return { schema: decodeSchema(message.flat, message.header), end: message.end };
}

interface IpcMessage {
  readonly flat: FlatBuffer;
  readonly type: number;
  readonly header: FlatTable;
  readonly body: Uint8Array;
  readonly end: number;
}

function readMessage(stream: Uint8Array, start: number, limits: DecodeLimits): IpcMessage | undefined {
  const left = stream.length - start;
  if (left <= 0) return undefined;
  const view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength);
  if (left < 8 || view.getUint32(start, true) !== CONTINUATION) {
    throw new RecordingError(
      'OUT6020',
      `The Arrow stream has no message at byte ${start}; it should start with FF FF FF FF.`,
    );
  }
  const metadataLength = view.getInt32(start + 4, true);
  if (metadataLength === 0) return undefined;
  const bodyStart = start + 8 + metadataLength;
  if (metadataLength < 0 || bodyStart > stream.length) {
    throw new RecordingError(
      'OUT6020',
      `An Arrow message states ${metadataLength} bytes of metadata, ${left - 8} are left.`,
    );
  }
  const flat = new FlatBuffer(stream.subarray(start + 8, bodyStart), limits);
  const table = flat.root();
  const header = table.table(2);
  if (header === undefined) throw new RecordingError('OUT6020', 'An Arrow message has no header.');
  const bodyLength = table.size(3);
  if (bodyStart + bodyLength > stream.length) {
    throw new RecordingError(
      'OUT6022',
      `An Arrow body states ${bodyLength} bytes, ${stream.length - bodyStart} are left.`,
    );
  }
  const body = stream.subarray(bodyStart, bodyStart + bodyLength);
  return { flat, type: table.u8(1), header, body, end: bodyStart + bodyLength };
}

function layoutOf(message: IpcMessage, batch: FlatTable): BatchLayout {
  const pairs = (slot: number): (readonly [number, number])[] => {
    const { start, length } = batch.vector(slot, 16);
    return Array.from({ length }, (_, i) => {
      const at = start + 16 * i;
      return [sizeAt(message.flat, at), sizeAt(message.flat, at + 8)] as const;
    });
  };
  return {
    nodes: pairs(1).map(([length, nullCount]) => ({ length, nullCount })),
    buffers: pairs(2).map(([offset, length]) => ({ offset, length })),
    body: message.body,
  };
}

function unexpected(type: number, wanted: string): RecordingError {
  return new RecordingError('OUT6020', `An Arrow message has type ${type} where ${wanted} is expected.`);
}
