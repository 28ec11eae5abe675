import { type Field, f64 } from '../../src/arrow/data-type.ts';
import { arrayFromValues } from '../../src/arrow/from-values.ts';
import { END_OF_STREAM } from '../../src/arrow/message.ts';
import { encodeRecordBatch } from '../../src/arrow/record-batch.ts';
import { schemaTemplate } from '../../src/arrow/schema-message.ts';
import { componentField, rowIdField, timeField } from '../../src/chunk/schema.ts';
import { decode } from '../../src/read/index.ts';
import { encodeMessageHeader, encodeStreamHeader, type MessageKind, type StreamHeader } from '../../src/rrd/frames.ts';
import { type ArrowMsg, encodeArrowMsg, encodeSetStoreInfo, type StoreId } from '../../src/rrd/messages.ts';
import { encodeTuid } from '../../src/rrd/tuid.ts';

export const STORE: StoreId = { kind: 'recording', recordingId: 'rec', applicationId: 'app' };

const HEADER: StreamHeader = { version: { major: 0, minor: 24, patch: 0 }, compression: 'off' };

export const streamHeader = (header: Partial<StreamHeader> = {}): Uint8Array =>
  encodeStreamHeader({ ...HEADER, ...header });

export function message(kind: MessageKind, payload: Uint8Array): Uint8Array {
  return join(encodeMessageHeader({ kind, length: payload.length }), payload);
}

export const storeInfo = (storeId: StoreId = STORE): Uint8Array =>
  message(
    'set_store_info',
    encodeSetStoreInfo({
      rowId: { timeNs: 1n, inc: 1n },
      storeId,
      legacyApplicationId: storeId.applicationId ?? 'app',
      source: { kind: 6, payload: new TextEncoder().encode('a test') },
    }),
  );

export function chunkMessage(payload: Uint8Array, more: Partial<ArrowMsg> = {}): Uint8Array {
  const whole = { storeId: STORE, compression: 'none', uncompressedSize: payload.length, payload, ...more } as const;
  return message('arrow_msg', encodeArrowMsg(whole));
}

export const end = (): Uint8Array => message('end', new Uint8Array(0));

export function join(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}

/** The bytes of each message of a recording, stream header first. */
export async function split(bytes: Uint8Array): Promise<{ readonly kind: string; readonly bytes: Uint8Array }[]> {
  const parts: { kind: string; bytes: Uint8Array }[] = [];
  for await (const { kind, byteOffset, byteLength } of decode(bytes)) {
    parts.push({ kind, bytes: bytes.subarray(byteOffset, byteOffset + byteLength) });
  }
  return parts;
}

/** Replaces text by text of the same length, everywhere. */
export function replaceText(bytes: Uint8Array, from: string, to: string): Uint8Array {
  if (from.length !== to.length) throw new Error('the texts differ in length');
  return new Uint8Array(Buffer.from(Buffer.from(bytes).toString('latin1').replaceAll(from, to), 'latin1'));
}

/** A column of a hand-made chunk. */
export interface BuiltColumn {
  readonly field: Field;
  readonly values: readonly unknown[];
}

export const rowIds = (ids: readonly bigint[], sorted = true): BuiltColumn => ({
  field: rowIdField({ isSorted: sorted }),
  values: ids.map((inc) => encodeTuid({ timeNs: 7n, inc })),
});

export const frames = (values: readonly bigint[], sorted = true): BuiltColumn => ({
  field: timeField({ name: 'frame', kind: 'sequence' }, { isSorted: sorted }),
  values,
});

export const scalars = (values: readonly (readonly number[] | null)[], component = 'Scalars:scalars'): BuiltColumn => ({
  field: componentField({ component, archetype: 'rerun.archetypes.Scalars', type: f64 }, component),
  values,
});

/** One Arrow IPC stream as a chunk holds it. */
export function chunkStream(
  columns: readonly BuiltColumn[],
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array {
  const rows = columns[0]?.values.length ?? 0;
  const batch = encodeRecordBatch(
    rows,
    columns.map(({ field, values }) => arrayFromValues(field.type, values)),
  );
  const schema = schemaTemplate(columns.map(({ field }) => field))({
    'rerun:id': `chunk_${'0'.repeat(31)}1`,
    'rerun:entity_path': '/a',
    'sorbet:version': '0.1.1',
    ...metadata,
  });
  return join(schema, ...batch.pieces, END_OF_STREAM);
}
