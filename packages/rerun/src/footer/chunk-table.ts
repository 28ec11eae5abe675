/**
 * @module
 * The rows of a footer: one per chunk, with columns per component of the store (reference: rrd-format 11.4). Most cells
 * are empty, as a chunk has a few of the store's components: columns are filled chunk by chunk, touching only what is
 * there.
 */
import { type ArrayData, bytesOf, fixedWidthArray } from '../arrow/array-data.ts';
import { bool, type Field, fixedBinary, u64, utf8 } from '../arrow/data-type.ts';
import { encodeTexts } from '../arrow/from-values.ts';
import type { ComponentDescriptor } from '../chunk/chunk.ts';
import { KEY, newestComponentType } from '../chunk/metadata.ts';
import { encodeTuid } from '../rrd/tuid.ts';
import { type Timeline, timelineType } from '../timeline.ts';
import type { IndexedChunk, TimeRange } from './chunk-index.ts';

/** One column of the table. */
export interface TableColumn {
  readonly field: Field;
  readonly cells: ArrayData;
}

/** The whole table, in the order that readers expect. */
export function chunkTable(chunks: readonly IndexedChunk[]): readonly TableColumn[] {
  const rows = chunks.length;
  const ids = new Uint8Array(16 * rows);
  const isStatic = new Uint8Array(rows);
  const components = new Components(rows);
  const timelines = new Map<string, Ranges>();
  for (let row = 0; row < rows; row++) {
    const chunk = chunks[row]!;
    ids.set(encodeTuid(chunk.id), 16 * row);
    isStatic[row] = chunk.isStatic ? 1 : 0;
    for (const timeline of chunk.timelines)
      rangesOf(timelines, timeline, rows).set(row, chunk.ranges.get(timeline.name));
    for (const { descriptor, rows: filled, ranges } of chunk.components) {
      const component = components.of(descriptor);
      if (chunk.isStatic) component.isStatic[row] = 1;
      for (const timeline of chunk.timelines) {
        const found = rangesOf(component.times, timeline, rows);
        const range = ranges.get(timeline.name);
        found.set(row, range);
        if (range !== undefined) found.filled[row] = BigInt(filled);
      }
    }
  }
  const counted = (name: string, count: (chunk: IndexedChunk) => number): TableColumn => ({
    field: plainField(name, u64),
    cells: flat(
      u64,
      rows,
      BigUint64Array.from(chunks, (chunk) => BigInt(count(chunk))),
    ),
  });
  const sorted = components.sorted();
  const { offsets, bytes } = encodeTexts(chunks.map(({ entityPath }) => entityPath));
  return [
    { field: plainField('chunk_entity_path', utf8), cells: { ...flat(utf8, rows, bytes), offsets } },
    { field: plainField('chunk_id', fixedBinary(16)), cells: flat(fixedBinary(16), rows, ids) },
    { field: plainField('chunk_is_static', bool), cells: flat(bool, rows, isStatic) },
    counted('chunk_num_rows', (chunk) => chunk.rows),
    counted('chunk_byte_offset', (chunk) => chunk.byteOffset),
    counted('chunk_byte_size', (chunk) => chunk.byteSize),
    counted('chunk_byte_size_uncompressed', (chunk) => chunk.byteSizeUncompressed),
    ...sorted.map((component) => staticColumn(component, rows)),
    ...sortedValues(timelines).flatMap((ranges) => [
      ...rangeColumns(ranges, [], {}),
      ...sorted.flatMap((component) => componentColumns(component, ranges.timeline)),
    ]),
  ];
}

/** Times of one timeline, row by row; a row that was not set has none. */
class Ranges {
  readonly timeline: Timeline;
  readonly min: BigInt64Array;
  readonly max: BigInt64Array;
  readonly isSet: Uint8Array;
  /** Cells of a component that are not null. */
  readonly filled: BigUint64Array;

  constructor(timeline: Timeline, rows: number) {
    this.timeline = timeline;
    this.min = new BigInt64Array(rows);
    this.max = new BigInt64Array(rows);
    this.isSet = new Uint8Array(rows);
    this.filled = new BigUint64Array(rows);
  }

  set(row: number, range: TimeRange | undefined): void {
    if (range === undefined) return;
    this.min[row] = range.min;
    this.max[row] = range.max;
    this.isSet[row] = 1;
  }
}

function rangesOf(known: Map<string, Ranges>, timeline: Timeline, rows: number): Ranges {
  let ranges = known.get(timeline.name);
  if (ranges === undefined) {
    ranges = new Ranges(timeline, rows);
    known.set(timeline.name, ranges);
  }
  return ranges;
}

/** A component of the store, whatever its entity. */
interface StoreComponent {
  readonly descriptor: ComponentDescriptor;
  /** One byte per chunk. */
  readonly isStatic: Uint8Array;
  /** By timeline. */
  readonly times: Map<string, Ranges>;
}

class Components {
  readonly #rows: number;
  readonly #byName = new Map<string, StoreComponent>();
  /** Descriptors are constants of archetypes, so most are told by themselves. */
  readonly #byDescriptor = new Map<ComponentDescriptor, StoreComponent>();

  constructor(rows: number) {
    this.#rows = rows;
  }

  of(descriptor: ComponentDescriptor): StoreComponent {
    let component = this.#byDescriptor.get(descriptor);
    if (component !== undefined) return component;
    const key = `${descriptor.archetype ?? ''}\0${descriptor.component}`;
    component = this.#byName.get(key);
    if (component === undefined) {
      component = { descriptor: migrated(descriptor), isStatic: new Uint8Array(this.#rows), times: new Map() };
      this.#byName.set(key, component);
    }
    this.#byDescriptor.set(descriptor, component);
    return component;
  }

  sorted(): readonly StoreComponent[] {
    return sortedValues(this.#byName);
  }
}

/** Does the chunk hold it statically? */
function staticColumn({ descriptor, isStatic }: StoreComponent, rows: number): TableColumn {
  const metadata = { [KEY.manifestStatic]: 'true', ...componentMetadata(descriptor) };
  const name = columnName([...componentName(descriptor), 'has_static_data']);
  return { field: { name, type: bool, nullable: false, metadata }, cells: flat(bool, rows, isStatic) };
}

function componentColumns({ descriptor, times }: StoreComponent, timeline: Timeline): readonly TableColumn[] {
  const ranges = times.get(timeline.name);
  if (ranges === undefined) return [];
  const metadata = componentMetadata(descriptor);
  const name = columnName([timeline.name, ...componentName(descriptor), 'num_rows']);
  return [
    ...rangeColumns(ranges, componentName(descriptor), metadata),
    {
      field: { name, type: u64, nullable: true, metadata: { [KEY.manifestIndex]: timeline.name, ...metadata } },
      cells: flat(u64, ranges.filled.length, ranges.filled),
    },
  ];
}

function rangeColumns(
  { timeline, min, max, isSet }: Ranges,
  of: readonly string[],
  about: Readonly<Record<string, string>>,
): readonly TableColumn[] {
  const type = timelineType(timeline);
  const unset = isSet.length - isSet.reduce((sum, one) => sum + one, 0);
  const metadata = { [KEY.manifestIndex]: timeline.name, ...about };
  const column = (suffix: string, values: BigInt64Array): TableColumn => ({
    field: { name: columnName([timeline.name, ...of, suffix]), type, nullable: true, metadata },
    cells: { ...flat(type, isSet.length, values), nullCount: unset, validity: unset === 0 ? undefined : isSet },
  });
  return [column('start', min), column('end', max)];
}

const plainField = (name: string, type: Field['type']): Field => ({ name, type, nullable: false });

const flat = (type: Field['type'], rows: number, values: ArrayBufferView): ArrayData =>
  fixedWidthArray(type, rows, bytesOf(values));

/** Values by ascending key. */
export function sortedValues<T>(map: ReadonlyMap<string, T>): readonly T[] {
  return [...map].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, value]) => value);
}

/** With the component type that readers know after migration. */
export function migrated(descriptor: ComponentDescriptor): ComponentDescriptor {
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
