import type { ArrayData } from '../arrow/array-data.ts';
import type { Chunk, ComponentDescriptor } from '../chunk/chunk.ts';
import type { Tuid } from '../rrd/tuid.ts';
import type { Timeline } from '../timeline.ts';

/** Smallest and largest time, both inclusive. */
export interface TimeRange {
  readonly min: bigint;
  readonly max: bigint;
}

/** What the footer says about one component of one chunk. */
export interface ComponentEntry {
  readonly descriptor: ComponentDescriptor;
  /** Cells that are not null. */
  readonly rows: number;
  /** Does any cell hold an instance? */
  readonly hasInstances: boolean;
  /** By timeline name, over the rows that are not null; no entry when all are null. */
  readonly ranges: ReadonlyMap<string, TimeRange>;
}

/** What the footer says about one chunk. */
export interface ChunkEntry {
  readonly id: Tuid;
  readonly entityPath: string;
  readonly isStatic: boolean;
  readonly rows: number;
  readonly timelines: readonly Timeline[];
  readonly ranges: ReadonlyMap<string, TimeRange>;
  readonly components: readonly ComponentEntry[];
}

/** Where a chunk lies in the file. */
export interface ChunkPlace {
  /** Of the ArrowMsg protobuf, behind its message header. */
  readonly byteOffset: number;
  readonly byteSize: number;
  readonly byteSizeUncompressed: number;
}

/** One chunk of the footer's table. */
export type IndexedChunk = ChunkEntry & ChunkPlace;

/** Everything about a chunk that the footer needs, so that the chunk itself can go. */
export function indexChunk(chunk: Chunk): ChunkEntry {
  const ranges = new Map<string, TimeRange>();
  for (const { timeline, times } of chunk.timeColumns) {
    const range = rangeOf(times, undefined);
    if (range !== undefined) ranges.set(timeline.name, range);
  }
  return {
    id: chunk.id,
    entityPath: chunk.entityPath,
    isStatic: chunk.timeColumns.length === 0,
    rows: chunk.rows,
    timelines: chunk.timeColumns.map((column) => column.timeline),
    ranges,
    components: chunk.componentColumns.map(({ descriptor, cells }) => ({
      descriptor,
      rows: cells.length - cells.nullCount,
      hasInstances: hasInstances(cells),
      ranges: cells.nullCount === 0 ? ranges : rangesWhere(chunk, cells),
    })),
  };
}

function rangesWhere(chunk: Chunk, cells: ArrayData): ReadonlyMap<string, TimeRange> {
  const ranges = new Map<string, TimeRange>();
  for (const { timeline, times } of chunk.timeColumns) {
    const range = rangeOf(times, cells.validity);
    if (range !== undefined) ranges.set(timeline.name, range);
  }
  return ranges;
}

function rangeOf(times: BigInt64Array, validity: Uint8Array | undefined): TimeRange | undefined {
  let min: bigint | undefined;
  let max: bigint | undefined;
  for (let row = 0; row < times.length; row++) {
    if (validity !== undefined && validity[row] === 0) continue;
    const time = times[row]!;
    if (min === undefined || time < min) min = time;
    if (max === undefined || time > max) max = time;
  }
  return min === undefined || max === undefined ? undefined : { min, max };
}

function hasInstances(cells: ArrayData): boolean {
  return cells.offsets![cells.length]! > cells.offsets![0]!;
}
