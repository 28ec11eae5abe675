/** When chunks are cut (reference: rrd-format 6.7). */
export interface BatchLimits {
  /** A chunk is cut as soon as it holds this many bytes. */
  readonly chunkBytes: number;
  /** A chunk never holds more rows. */
  readonly chunkRows: number;
}

export const BATCH_LIMITS: BatchLimits = { chunkBytes: 2 * 1024 * 1024, chunkRows: 4096 };

/** Offsets of Arrow lists are 31 bits. */
export const MAX_COLUMN_BYTES = 0x7fffffff;
