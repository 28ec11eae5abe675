import { bytesOf, fixedWidthArray } from '../arrow/array-data.ts';
import { formatDataType } from '../arrow/data-type.ts';
import { END_OF_STREAM } from '../arrow/message.ts';
import { encodeRecordBatch } from '../arrow/record-batch.ts';
import { encodeSchemaMessage } from '../arrow/schema-message.ts';
import { formatTuid, type Tuid } from '../rrd/tuid.ts';
import { timelineType } from '../timeline.ts';
import type { Chunk } from './chunk.ts';
import { KEY, SORBET_VERSION } from './metadata.ts';
import { componentField, ROW_ID_TYPE, rowIdField, timeField } from './schema.ts';

/** Schema messages kept per encoder; a recording of many entities must not keep one for each. */
const MAX_CACHED_SCHEMAS = 512;
const PLACEHOLDER = { timeNs: 0n, inc: 0n } as const satisfies Tuid;
const ascii = new TextEncoder();

/** Bytes of an Arrow IPC stream, as pieces. */
export interface EncodedChunk {
  readonly pieces: readonly Uint8Array[];
  readonly byteLength: number;
}

interface CachedSchema {
  readonly message: Uint8Array;
  readonly idOffset: number;
}

/** Chunks to Arrow IPC streams. Schemas of equal layout are written once and get their chunk id patched in. */
export class ChunkEncoder {
  readonly #schemas = new Map<string, CachedSchema>();

  encode(chunk: Chunk): EncodedChunk {
    const schema = this.#schemaMessage(chunk);
    const batch = encodeRecordBatch(chunk.rows, [
      fixedWidthArray(ROW_ID_TYPE, chunk.rows, chunk.rowIds),
      ...chunk.timeColumns.map((column) =>
        fixedWidthArray(timelineType(column.timeline), chunk.rows, bytesOf(column.times)),
      ),
      ...chunk.componentColumns.map((column) => column.cells),
    ]);
    const pieces = [schema, ...batch.pieces, END_OF_STREAM];
    return { pieces, byteLength: schema.length + batch.byteLength + END_OF_STREAM.length };
  }

  #schemaMessage(chunk: Chunk): Uint8Array {
    const sorted = chunk.timeColumns.map((column) => isNonDecreasing(column.times));
    const key = layoutKey(chunk, sorted);
    let cached = this.#schemas.get(key);
    if (cached === undefined) {
      if (this.#schemas.size >= MAX_CACHED_SCHEMAS) this.#schemas.clear();
      cached = makeSchema(chunk, sorted);
      this.#schemas.set(key, cached);
    }
    const message = cached.message.slice();
    message.set(ascii.encode(formatTuid(chunk.id)), cached.idOffset);
    return message;
  }
}

function makeSchema(chunk: Chunk, sorted: readonly boolean[]): CachedSchema {
  const id = `chunk_${formatTuid(PLACEHOLDER)}`;
  const message = encodeSchemaMessage(
    [
      rowIdField({ isSorted: true }),
      ...chunk.timeColumns.map((column, index) => timeField(column.timeline, { isSorted: sorted[index]! })),
      ...chunk.componentColumns.map(({ descriptor }) => componentField(descriptor, descriptor.component)),
    ],
    { [KEY.entityPath]: chunk.entityPath, [KEY.sorbetVersion]: SORBET_VERSION, [KEY.chunkId]: id },
  );
  // The id is the last text written: its last occurrence is the one, even if a name holds the same text.
  return { message, idOffset: lastIndexOf(message, ascii.encode(id)) + 'chunk_'.length };
}

function lastIndexOf(bytes: Uint8Array, wanted: Uint8Array): number {
  for (let at = bytes.length - wanted.length; at >= 0; at--) {
    let same = 0;
    while (same < wanted.length && bytes[at + same] === wanted[same]) same++;
    if (same === wanted.length) return at;
  }
  throw new RangeError('the schema message does not hold the chunk id it was given');
}

const typeKeys = new WeakMap<object, string>();

function layoutKey(chunk: Chunk, sorted: readonly boolean[]): string {
  const parts = [chunk.entityPath];
  for (const [index, { timeline }] of chunk.timeColumns.entries()) {
    parts.push('t', timeline.name, timeline.kind, String(sorted[index]));
  }
  for (const { descriptor } of chunk.componentColumns) {
    let type = typeKeys.get(descriptor.type);
    if (type === undefined) {
      type = formatDataType(descriptor.type);
      typeKeys.set(descriptor.type, type);
    }
    parts.push('c', descriptor.component, descriptor.archetype ?? '', descriptor.componentType ?? '', type);
  }
  return parts.join('\0');
}

function isNonDecreasing(times: BigInt64Array): boolean {
  for (let row = 1; row < times.length; row++) if (times[row]! < times[row - 1]!) return false;
  return true;
}
