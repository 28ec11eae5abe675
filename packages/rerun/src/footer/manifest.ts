/**
 * @module
 * The footer's table of one store: which columns exist, and one row per chunk (reference: rrd-format 11.3, 11.4).
 */
import { sha256 } from '@outlay-internal/kernel/sha256';
import type { Field } from '../arrow/data-type.ts';
import { END_OF_STREAM } from '../arrow/message.ts';
import { encodeRecordBatch } from '../arrow/record-batch.ts';
import { encodeSchemaMessage } from '../arrow/schema-message.ts';
import type { ComponentDescriptor } from '../chunk/chunk.ts';
import { joinBytes } from '../chunk/compression.ts';
import { KEY } from '../chunk/metadata.ts';
import { componentField, rowIdField, timeField } from '../chunk/schema.ts';
import { lz4Compress } from '../rrd/lz4.ts';
import type { DataframePart, RrdManifest, StoreId } from '../rrd/messages.ts';
import type { Timeline } from '../timeline.ts';
import type { IndexedChunk } from './chunk-index.ts';
import { chunkTable, migrated, sortedValues, type TableColumn } from './chunk-table.ts';

/**
 * Chunks in file order to a manifest. Undefined when two columns of the table would have one name, which happens when
 * names differ in punctuation only (`a b` and `a_b`): readers refuse such a file, and take one without index.
 */
export function makeManifest(storeId: StoreId, chunks: readonly IndexedChunk[]): RrdManifest | undefined {
  const table = chunkTable(chunks);
  if (new Set(table.map((column) => column.field.name)).size < table.length) return undefined;
  const fields = sorbetFields(chunks);
  const sorted = [...fields].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  const sortedSchema = encodeSchemaMessage(sorted);
  return {
    storeId,
    sorbetSchema: joinAll([encodeSchemaMessage(fields), END_OF_STREAM]),
    sorbetSchemaSha256: sha256(sortedSchema),
    data: encodeTable(table),
  };
}

interface SchemaColumn {
  readonly entityPath: string;
  readonly descriptor: ComponentDescriptor;
  isStatic: boolean;
  hasInstances: boolean;
}

/** Columns of the whole store: row id, timelines, then one per entity and component. */
function sorbetFields(chunks: readonly IndexedChunk[]): readonly Field[] {
  const columns = new Map<string, SchemaColumn>();
  for (const chunk of chunks) {
    for (const component of chunk.components) {
      const key = `${chunk.entityPath}\0${component.descriptor.component}`;
      let column = columns.get(key);
      if (column === undefined) {
        column = {
          entityPath: chunk.entityPath,
          descriptor: migrated(component.descriptor),
          isStatic: false,
          hasInstances: false,
        };
        columns.set(key, column);
      }
      column.isStatic ||= chunk.isStatic;
      column.hasInstances ||= component.hasInstances;
    }
  }
  return [
    rowIdField({ isSorted: false }),
    ...timelinesOf(chunks).map((timeline) => timeField(timeline, { isSorted: false })),
    ...Array.from(columns.values(), schemaField),
  ];
}

function schemaField(column: SchemaColumn): Field {
  const { descriptor, entityPath } = column;
  return componentField(descriptor, `${columnPrefix(entityPath)}:${descriptor.component}`, {
    [KEY.entityPath]: entityPath,
    ...(column.isStatic ? { [KEY.isStatic]: 'true' } : {}),
    ...(descriptor.component === 'Clear:is_recursive' ? { [KEY.isTombstone]: 'true' } : {}),
    ...(column.hasInstances ? {} : { [KEY.isSemanticallyEmpty]: 'true' }),
  });
}

function columnPrefix(entityPath: string): string {
  if (entityPath === '/__properties') return 'property';
  if (entityPath.startsWith('/__properties/')) return `property:${entityPath.slice('/__properties/'.length)}`;
  return entityPath;
}

/** Distinct timelines, by name. */
function timelinesOf(chunks: readonly IndexedChunk[]): readonly Timeline[] {
  const found = new Map<string, Timeline>();
  for (const chunk of chunks) for (const timeline of chunk.timelines) found.set(timeline.name, timeline);
  return sortedValues(found);
}

function encodeTable(columns: readonly TableColumn[]): DataframePart {
  const batch = encodeRecordBatch(
    columns[0]!.cells.length,
    columns.map(({ cells }) => cells),
  );
  const schema = encodeSchemaMessage(columns.map((column) => column.field));
  const plain = joinAll([schema, ...batch.pieces, END_OF_STREAM]);
  return { compression: 'lz4', uncompressedSize: plain.length, payload: lz4Compress(plain) };
}

function joinAll(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return joinBytes(
    pieces,
    pieces.reduce((total, piece) => total + piece.length, 0),
  );
}
