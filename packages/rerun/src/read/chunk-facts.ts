import type { ArrowField } from './arrow/types.ts';
import type { Chunk, ComponentColumn, TimeColumn, TimelineKind } from './chunk.ts';
import { migrateNames } from './migrate.ts';

/** Smallest and largest time, both inclusive. */
export interface TimeRange {
  readonly min: bigint;
  readonly max: bigint;
}

/** What the chunk index of a footer says about one component of a chunk. */
export interface ComponentFacts {
  readonly component: string;
  readonly archetype: string | undefined;
  readonly componentType: string | undefined;
  readonly field: ArrowField;
  /** Rows with a value or an empty list. */
  readonly cells: number;
  /** All its cells are null or empty lists. */
  readonly isEmpty: boolean;
  /** Per timeline name over the rows that have a cell; nothing when there is no such row. */
  readonly ranges: ReadonlyMap<string, TimeRange>;
}

/** What the chunk index of a footer says about one chunk; names after migration, as readers of 0.41 see them. */
export interface ChunkFacts {
  readonly id: string;
  readonly entityPath: string;
  readonly isStatic: boolean;
  readonly rowCount: number;
  readonly timelines: readonly {
    readonly name: string;
    readonly kind: TimelineKind;
    readonly range: TimeRange | undefined;
  }[];
  readonly components: readonly ComponentFacts[];
  /** Place of the ArrowMsg protobuf, behind its message header. */
  readonly byteOffset: number;
  readonly byteSize: number;
  readonly uncompressedSize: number;
}

export type ChunkPlace = Pick<ChunkFacts, 'byteOffset' | 'byteSize' | 'uncompressedSize'>;

export function chunkFacts(chunk: Chunk, place: ChunkPlace): ChunkFacts {
  const whole = new Map(chunk.timelines.map((timeline) => [timeline.name, rangeOf(timeline, undefined)]));
  return {
    ...place,
    id: chunk.id,
    entityPath: chunk.entityPath,
    isStatic: chunk.isStatic,
    rowCount: chunk.rowCount,
    timelines: chunk.timelines.map(({ name, kind }) => ({ name, kind, range: whole.get(name) })),
    components: chunk.components.map((column) => componentFacts(chunk, column, whole)),
  };
}

function componentFacts(
  chunk: Chunk,
  column: ComponentColumn,
  whole: ReadonlyMap<string, TimeRange | undefined>,
): ComponentFacts {
  const names = migrateNames(column, chunk.sorbetVersion);
  let cells = 0;
  let isEmpty = true;
  for (let row = 0; row < chunk.rowCount; row++) {
    if (!column.hasCell(row)) continue;
    cells += 1;
    isEmpty &&= column.isList && column.array.offsets?.[row] === column.array.offsets?.[row + 1];
  }
  const ranges = new Map<string, TimeRange>();
  for (const timeline of chunk.timelines) {
    const range = cells === chunk.rowCount ? whole.get(timeline.name) : rangeOf(timeline, column);
    if (range !== undefined) ranges.set(timeline.name, range);
  }
  return { ...names, field: column.field, cells, isEmpty, ranges };
}

function rangeOf({ values }: TimeColumn, column: ComponentColumn | undefined): TimeRange | undefined {
  let min: bigint | undefined;
  let max: bigint | undefined;
  for (let row = 0; row < values.length; row++) {
    if (column !== undefined && !column.hasCell(row)) continue;
    const value = values[row] ?? 0n;
    if (min === undefined || value < min) min = value;
    if (max === undefined || value > max) max = value;
  }
  return min === undefined || max === undefined ? undefined : { min, max };
}
