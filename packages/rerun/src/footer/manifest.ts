/**
 * @module
 * The footer's table of one store: which columns exist, and one row per chunk (reference: rrd-format 11.3, 11.4).
 */
import { sha256 } from '@noble/hashes/sha2.js';
import type { DataType, Field } from '../arrow/data-type.ts';
import { bool, fixedBinary, u64, utf8 } from '../arrow/data-type.ts';
import { arrayFromValues } from '../arrow/from-values.ts';
import { END_OF_STREAM } from '../arrow/message.ts';
import { encodeRecordBatch } from '../arrow/record-batch.ts';
import { encodeSchemaMessage } from '../arrow/schema-message.ts';
import type { ComponentDescriptor } from '../chunk/chunk.ts';
import { joinBytes } from '../chunk/compression.ts';
import { KEY, newestComponentType } from '../chunk/metadata.ts';
import { componentField, rowIdField, timeField } from '../chunk/schema.ts';
import { lz4Compress } from '../rrd/lz4.ts';
import type { DataframePart, RrdManifest, StoreId } from '../rrd/messages.ts';
import { encodeTuid } from '../rrd/tuid.ts';
import { type Timeline, timelineType } from '../timeline.ts';
import type { ChunkEntry, ChunkPlace, ComponentEntry } from './chunk-index.ts';

/** One chunk of the table. */
export type IndexedChunk = ChunkEntry & ChunkPlace;

/**
 * Chunks in file order to a manifest. Undefined when two columns of the table would have one name, which happens when
 * names differ in punctuation only (`a b` and `a_b`): readers refuse such a file, and take one without index.
 */
export function makeManifest(storeId: StoreId, chunks: readonly IndexedChunk[]): RrdManifest | undefined {
  const table = chunkTable(chunks);
  if (new Set(table.map((column) => column.field.name)).size < table.length) return undefined;
  const fields = sorbetFields(chunks);
  const sorted = [...fields].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  return {
    storeId,
    sorbetSchema: joinAll([encodeSchemaMessage(fields), END_OF_STREAM]),
    sorbetSchemaSha256: sha256(encodeSchemaMessage(sorted)),
    data: encodeTable(table, chunks),
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

interface TableColumn {
  readonly field: Field;
  /** Asked for one column at a time: all values at once would be most of the memory of a large recording. */
  readonly value: (chunk: IndexedChunk) => unknown;
}

function chunkTable(chunks: readonly IndexedChunk[]): readonly TableColumn[] {
  const column = <T>(name: string, type: DataType, value: (chunk: IndexedChunk) => T): TableColumn => ({
    field: { name, type, nullable: false },
    value,
  });
  return [
    column('chunk_entity_path', utf8, (chunk) => chunk.entityPath),
    column('chunk_id', fixedBinary(16), (chunk) => encodeTuid(chunk.id)),
    column('chunk_is_static', bool, (chunk) => chunk.isStatic),
    column('chunk_num_rows', u64, (chunk) => chunk.rows),
    column('chunk_byte_offset', u64, (chunk) => chunk.byteOffset),
    column('chunk_byte_size', u64, (chunk) => chunk.byteSize),
    column('chunk_byte_size_uncompressed', u64, (chunk) => chunk.byteSizeUncompressed),
    ...staticColumns(chunks),
    ...timeColumns(chunks),
  ];
}

/** Per component of the store: does this chunk hold it statically? */
function staticColumns(chunks: readonly IndexedChunk[]): readonly TableColumn[] {
  return componentsOf(chunks).map((descriptor) => ({
    field: {
      name: columnName([...componentName(descriptor), 'has_static_data']),
      type: bool,
      nullable: false,
      metadata: { [KEY.manifestStatic]: 'true', ...componentMetadata(descriptor) },
    },
    value: (chunk) => chunk.isStatic && entryOf(chunk, descriptor) !== undefined,
  }));
}

function timeColumns(chunks: readonly IndexedChunk[]): readonly TableColumn[] {
  const columns: TableColumn[] = [];
  for (const timeline of timelinesOf(chunks)) {
    const type = timelineType(timeline);
    const index = { [KEY.manifestIndex]: timeline.name };
    for (const end of ['min', 'max'] as const) {
      columns.push({
        field: {
          name: columnName([timeline.name, end === 'min' ? 'start' : 'end']),
          type,
          nullable: true,
          metadata: index,
        },
        value: (chunk) => chunk.ranges.get(timeline.name)?.[end],
      });
    }
    const withTimeline = chunks.filter((chunk) => chunk.timelines.some(({ name }) => name === timeline.name));
    for (const descriptor of componentsOf(withTimeline)) {
      const name = (suffix: string) => columnName([timeline.name, ...componentName(descriptor), suffix]);
      const metadata = { ...index, ...componentMetadata(descriptor) };
      const range = (chunk: IndexedChunk) => entryOf(chunk, descriptor)?.ranges.get(timeline.name);
      columns.push(
        { field: { name: name('start'), type, nullable: true, metadata }, value: (chunk) => range(chunk)?.min },
        { field: { name: name('end'), type, nullable: true, metadata }, value: (chunk) => range(chunk)?.max },
        {
          field: { name: name('num_rows'), type: u64, nullable: true, metadata },
          value: (chunk) => (range(chunk) === undefined ? 0 : entryOf(chunk, descriptor)!.rows),
        },
      );
    }
  }
  return columns;
}

function entryOf(chunk: IndexedChunk, descriptor: ComponentDescriptor): ComponentEntry | undefined {
  return chunk.components.find(
    (entry) =>
      entry.descriptor.component === descriptor.component && entry.descriptor.archetype === descriptor.archetype,
  );
}

/** Distinct timelines, by name. */
function timelinesOf(chunks: readonly IndexedChunk[]): readonly Timeline[] {
  const found = new Map<string, Timeline>();
  for (const chunk of chunks) for (const timeline of chunk.timelines) found.set(timeline.name, timeline);
  return sortedValues(found);
}

/** Distinct components, whatever their entity. */
function componentsOf(chunks: readonly IndexedChunk[]): readonly ComponentDescriptor[] {
  const found = new Map<string, ComponentDescriptor>();
  for (const chunk of chunks) {
    for (const { descriptor } of chunk.components) {
      found.set(`${descriptor.archetype ?? ''}\0${descriptor.component}`, migrated(descriptor));
    }
  }
  return sortedValues(found);
}

function sortedValues<T>(map: ReadonlyMap<string, T>): readonly T[] {
  return [...map].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, value]) => value);
}

function migrated(descriptor: ComponentDescriptor): ComponentDescriptor {
  if (descriptor.componentType === undefined) return descriptor;
  return { ...descriptor, componentType: newestComponentType(descriptor.componentType) };
}

function componentMetadata(descriptor: ComponentDescriptor): Record<string, string> {
  return {
    [KEY.component]: descriptor.component,
    ...(descriptor.componentType === undefined ? {} : { [KEY.componentType]: descriptor.componentType }),
    ...(descriptor.archetype === undefined ? {} : { [KEY.archetype]: descriptor.archetype }),
  };
}

/** Archetype without its prefix (if any), then the field. */
function componentName(descriptor: ComponentDescriptor): readonly string[] {
  if (descriptor.archetype === undefined) return [descriptor.component];
  const short = descriptor.archetype.replace(/^rerun\.(blueprint\.)?archetypes\./, '');
  return descriptor.component.startsWith(`${short}:`)
    ? [short, descriptor.component.slice(short.length + 1)]
    : [short, descriptor.component];
}

function columnName(parts: readonly string[]): string {
  return parts
    .join(':')
    .replace(/[, \-.\\]/g, '_')
    .replace(/^_+/, '');
}

function encodeTable(columns: readonly TableColumn[], chunks: readonly IndexedChunk[]): DataframePart {
  const batch = encodeRecordBatch(
    chunks.length,
    columns.map(({ field, value }) => arrayFromValues(field.type, chunks.map(value))),
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
