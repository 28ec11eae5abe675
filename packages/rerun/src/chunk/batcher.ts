import { type ArrayData, byteLength, concatArrays, listArray } from '../arrow/array-data.ts';
import { sameDataType } from '../arrow/data-type.ts';
import { ChunkTooLargeError } from '../errors.ts';
import type { Timeline } from '../timeline.ts';
import { type BatchLimits, MAX_COLUMN_BYTES } from './batch-limits.ts';
import type { Chunk, ComponentColumn, ComponentDescriptor, TimeColumn } from './chunk.ts';
import { type ComponentRows, endOfChunk, rowNumbersFrom } from './column-rows.ts';
import type { IdSource } from './identity.ts';
import { cellType } from './schema.ts';

/** All open chunks together; beyond it the biggest is cut, so memory does not grow with the number of entities. */
const MAX_OPEN_BYTES = 32 * 1024 * 1024;
/** What a row costs beside its values: ids, times, bookkeeping. */
const ROW_OVERHEAD_BYTES = 64;

/** One component of one row: the instances. */
export interface ComponentBatch {
  readonly descriptor: ComponentDescriptor;
  readonly instances: ArrayData;
}

/** One time of one row. */
export interface RowTime {
  readonly timeline: Timeline;
  readonly time: bigint;
}

interface OpenChunk {
  readonly entityPath: string;
  readonly timelines: readonly Timeline[];
  readonly descriptors: readonly ComponentDescriptor[];
  readonly rowNumbers: number[];
  readonly times: bigint[][];
  readonly instances: ArrayData[][];
  bytes: number;
}

/** Rows in, chunks out. */
export class Batcher {
  readonly #ids: IdSource;
  readonly #limits: BatchLimits;
  readonly #emit: (chunk: Chunk) => void;
  readonly #open = new Map<string, OpenChunk>();
  readonly #lowerHalves = new Map<string, bigint>();
  #openBytes = 0;
  #openStatic = 0;

  constructor(ids: IdSource, limits: BatchLimits, emit: (chunk: Chunk) => void) {
    this.#ids = ids;
    this.#limits = { ...limits, chunkRows: Math.max(1, limits.chunkRows) };
    this.#emit = emit;
  }

  /** Bytes of rows that are not in a chunk yet. */
  get openBytes(): number {
    return this.#openBytes;
  }

  /** One row; no times means static. Blobs and buffers go to chunks of their own, apart from thin components. */
  row(entityPath: string, times: readonly RowTime[], batches: readonly ComponentBatch[]): void {
    const thin = batches.filter((batch) => !isBulky(batch.descriptor));
    if (thin.length > 0) this.#append(entityPath, times, thin);
    for (const batch of batches) if (isBulky(batch.descriptor)) this.#append(entityPath, times, [batch]);
  }

  /** Many rows at once; they become chunks of their own right away. */
  columns(entityPath: string, timeColumns: readonly TimeColumn[], columns: readonly ComponentRows[]): void {
    if (timeColumns.length > 0) this.#flushStatic();
    const thin = columns.filter((column) => !isBulky(column.descriptor));
    if (thin.length > 0) this.#cutColumns(entityPath, timeColumns, thin);
    for (const column of columns) {
      if (isBulky(column.descriptor)) this.#cutColumns(entityPath, timeColumns, [column]);
    }
  }

  /** Cuts all open chunks, static ones first. */
  flush(): void {
    this.#flushStatic();
    for (const [key, open] of this.#open) this.#cut(key, open);
  }

  #append(entityPath: string, times: readonly RowTime[], batches: readonly ComponentBatch[]): void {
    let bytes = ROW_OVERHEAD_BYTES;
    for (const { descriptor, instances } of batches) {
      const size = byteLength(instances);
      if (size > MAX_COLUMN_BYTES) throw new ChunkTooLargeError(entityPath, descriptor.component, size);
      bytes += size;
    }
    let key = entityPath;
    for (const { timeline } of times) key += `\0${timeline.name}`;
    key += '\0';
    for (const { descriptor } of batches) key += `\0${descriptor.component}`;
    let open = this.#open.get(key);
    if (open !== undefined && (open.bytes + bytes > MAX_COLUMN_BYTES || !fits(open, batches))) {
      this.#cut(key, open);
      open = undefined;
    }
    if (open === undefined) {
      open = {
        entityPath,
        timelines: times.map(({ timeline }) => timeline),
        descriptors: batches.map(({ descriptor }) => descriptor),
        rowNumbers: [],
        times: times.map(() => []),
        instances: batches.map(() => []),
        bytes: 0,
      };
      this.#open.set(key, open);
      if (times.length === 0) this.#openStatic++;
    }
    for (const [index, { instances }] of batches.entries()) open.instances[index]!.push(instances);
    for (const [index, { time }] of times.entries()) open.times[index]!.push(time);
    open.rowNumbers.push(this.#ids.takeRows(1));
    open.bytes += bytes;
    this.#openBytes += bytes;
    if (open.bytes >= this.#limits.chunkBytes || open.rowNumbers.length >= this.#limits.chunkRows) {
      if (times.length > 0) this.#flushStatic();
      this.#cut(key, open);
    } else if (this.#openBytes > MAX_OPEN_BYTES) {
      this.#cutBiggest();
    }
  }

  #flushStatic(): void {
    if (this.#openStatic === 0) return;
    for (const [key, open] of this.#open) if (open.timelines.length === 0) this.#cut(key, open);
  }

  #cutBiggest(): void {
    let biggest: [string, OpenChunk] | undefined;
    for (const entry of this.#open) if (biggest === undefined || entry[1].bytes > biggest[1].bytes) biggest = entry;
    if (biggest !== undefined) this.#cut(...biggest);
  }

  #cut(key: string, open: OpenChunk): void {
    this.#open.delete(key);
    this.#openBytes -= open.bytes;
    if (open.timelines.length === 0) this.#openStatic--;
    this.#emitChunk(
      open.entityPath,
      open.rowNumbers,
      open.timelines.map((timeline, index) => ({ timeline, times: BigInt64Array.from(open.times[index]!) })),
      open.descriptors.map((descriptor, index) => ({
        descriptor,
        cells: cellsOf(descriptor, open.instances[index]!),
      })),
    );
  }

  #cutColumns(entityPath: string, timeColumns: readonly TimeColumn[], columns: readonly ComponentRows[]): void {
    const rows = columns[0]!.rows;
    const first = this.#ids.takeRows(rows);
    for (let from = 0; from < rows; ) {
      const to = endOfChunk(entityPath, columns, from, this.#limits);
      const chunkFrom = from;
      this.#emitChunk(
        entityPath,
        rowNumbersFrom(first + chunkFrom, to - chunkFrom),
        timeColumns.map(({ timeline, times }) => ({ timeline, times: times.subarray(chunkFrom, to) })),
        columns.map((column) => ({ descriptor: column.descriptor, cells: column.cells(chunkFrom, to) })),
      );
      from = to;
    }
  }

  #emitChunk(
    entityPath: string,
    rowNumbers: ArrayLike<number>,
    timeColumns: readonly TimeColumn[],
    componentColumns: readonly ComponentColumn[],
  ): void {
    const layout = [
      entityPath,
      ...timeColumns.map((column) => column.timeline.name),
      '',
      ...componentColumns.map((column) => column.descriptor.component),
    ].join('\0');
    this.#emit({
      id: this.#ids.tuid(rowNumbers[0]!, this.#lowerHalf(`chunk\0${layout}`)),
      entityPath,
      rows: rowNumbers.length,
      rowIds: this.#ids.encodeRowIds(rowNumbers, this.#lowerHalf(`row\0${entityPath}`)),
      timeColumns,
      componentColumns,
    });
  }

  #lowerHalf(key: string): bigint {
    let half = this.#lowerHalves.get(key);
    if (half === undefined) {
      half = this.#ids.lowerHalf(key);
      this.#lowerHalves.set(key, half);
    }
    return half;
  }
}

/** One component name may come with another type or archetype; Rerun allows that, one chunk does not. */
function fits(open: OpenChunk, batches: readonly ComponentBatch[]): boolean {
  return batches.every(({ descriptor }, index) => {
    const known = open.descriptors[index]!;
    if (known === descriptor) return true;
    return (
      known.archetype === descriptor.archetype &&
      known.componentType === descriptor.componentType &&
      sameDataType(known.type, descriptor.type)
    );
  });
}

/** Values that are lists of bytes: blobs, image buffers, video samples. */
function isBulky(descriptor: ComponentDescriptor): boolean {
  return descriptor.type.kind === 'list' && descriptor.type.item.type.kind === 'u8';
}

/** One cell per row, none of them null. */
function cellsOf(descriptor: ComponentDescriptor, rows: readonly ArrayData[]): ArrayData {
  const offsets = new Int32Array(rows.length + 1);
  for (const [row, instances] of rows.entries()) offsets[row + 1] = offsets[row]! + instances.length;
  return listArray(cellType(descriptor), offsets, concatArrays(descriptor.type, rows));
}
