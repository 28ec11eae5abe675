import { bytesOf, fixedWidthArray } from '../arrow/array-data.ts';
import { formatDataType } from '../arrow/data-type.ts';
import { END_OF_STREAM } from '../arrow/message.ts';
import { encodeRecordBatch } from '../arrow/record-batch.ts';
import { type SchemaTemplate, schemaTemplate } from '../arrow/schema-message.ts';
import { formatTuid } from '../rrd/tuid.ts';
import { timelineType } from '../timeline.ts';
import type { Chunk } from './chunk.ts';
import { KEY, SORBET_VERSION } from './metadata.ts';
import { componentField, ROW_ID_TYPE, rowIdField, timeField } from './schema.ts';

/** Layouts kept per encoder; a recording has a few dozen. */
const MAX_LAYOUTS = 512;

/** Bytes of an Arrow IPC stream, as pieces. */
export interface EncodedChunk {
  readonly pieces: readonly Uint8Array[];
  readonly byteLength: number;
}

/** Chunks to Arrow IPC streams. The fields of a schema are written once for all chunks of equal layout. */
export class ChunkEncoder {
  readonly #schemas = new Map<string, SchemaTemplate>();

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
    let template = this.#schemas.get(key);
    if (template === undefined) {
      if (this.#schemas.size >= MAX_LAYOUTS) this.#schemas.clear();
      template = schemaTemplate([
        rowIdField({ isSorted: true }),
        ...chunk.timeColumns.map((column, index) => timeField(column.timeline, { isSorted: sorted[index]! })),
        ...chunk.componentColumns.map(({ descriptor }) => componentField(descriptor, descriptor.component)),
      ]);
      this.#schemas.set(key, template);
    }
    return template({
      [KEY.entityPath]: chunk.entityPath,
      [KEY.sorbetVersion]: SORBET_VERSION,
      [KEY.chunkId]: `chunk_${formatTuid(chunk.id)}`,
    });
  }
}

const typeKeys = new WeakMap<object, string>();

function layoutKey(chunk: Chunk, sorted: readonly boolean[]): string {
  const parts: string[] = [];
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
