import type { ArrayData } from '../arrow/array-data.ts';
import { ChunkTooLargeError } from '../errors.ts';
import { type BatchLimits, MAX_COLUMN_BYTES } from './batch-limits.ts';
import type { ComponentDescriptor } from './chunk.ts';

/** One component of many rows. */
export interface ComponentRows {
  readonly descriptor: ComponentDescriptor;
  readonly rows: number;
  /** Bytes of the values of one row. */
  byteLength(row: number): number;
  /** The same for all rows, where it is known without asking for each. */
  readonly rowBytes?: number;
  /** Cells of rows `from` to `to` (exclusive), of type `List(descriptor.type)`. */
  cells(from: number, to: number): ArrayData;
}

/** Where the chunk ends that starts at a row: at least one row, then up to the limits. */
export function endOfChunk(
  entityPath: string,
  columns: readonly ComponentRows[],
  from: number,
  { chunkBytes, chunkRows }: BatchLimits,
): number {
  const last = Math.min(columns[0]!.rows, from + chunkRows);
  const uniform = uniformRowBytes(columns);
  if (uniform !== undefined && uniform <= chunkBytes) {
    return uniform === 0 ? last : Math.min(last, from + Math.floor(chunkBytes / uniform));
  }
  let to = from;
  for (let bytes = 0; to < last; to++) {
    let rowBytes = 0;
    for (const column of columns) {
      const size = column.byteLength(to);
      if (size > MAX_COLUMN_BYTES) throw new ChunkTooLargeError(entityPath, column.descriptor.component, size);
      rowBytes += size;
    }
    if (to > from && bytes + rowBytes > chunkBytes) break;
    bytes += rowBytes;
  }
  return to;
}

function uniformRowBytes(columns: readonly ComponentRows[]): number | undefined {
  let bytes = 0;
  for (const { rowBytes } of columns) {
    if (rowBytes === undefined) return undefined;
    bytes += rowBytes;
  }
  return bytes;
}

/** Numbers of consecutive rows. */
export function rowNumbersFrom(first: number, count: number): Float64Array {
  const numbers = new Float64Array(count);
  for (let index = 0; index < count; index++) numbers[index] = first + index;
  return numbers;
}
