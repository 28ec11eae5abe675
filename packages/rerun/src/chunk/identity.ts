import type { Tuid } from '../rrd/tuid.ts';
import { TUID_BYTES } from '../rrd/tuid.ts';
import { xxh32 } from '../rrd/xxh32.ts';

/** 2025-01-01T00:00:00Z in nanoseconds: a fixed origin, so that ids look like those of the SDKs without a clock. */
const ORIGIN = 1_735_689_600_000_000_000n;
const text = new TextEncoder();

/**
 * Ids from content and position. The upper half counts the rows of a store in the order of the log calls, so that row
 * ids rise as Rerun wants them for ties; the lower half is a hash of seed, entity and layout, so that two files of one
 * recording id do not give the same id to different things.
 */
export class IdSource {
  readonly #seed: string;
  #rows = 0;

  constructor(seed: string) {
    this.#seed = seed;
  }

  /** Numbers of the next `count` rows: the first of them. */
  takeRows(count: number): number {
    const first = this.#rows;
    this.#rows += count;
    return first;
  }

  /** Lower half of ids of one kind of chunk. */
  lowerHalf(key: string): bigint {
    const bytes = text.encode(`${this.#seed}\0${key}`);
    const high = BigInt(xxh32(bytes, 1)) & 0x7fffffffn;
    return (high << 32n) | BigInt(xxh32(bytes, 2));
  }
}

export function tuidAt(row: number, inc: bigint): Tuid {
  return { timeNs: ORIGIN + BigInt(row), inc };
}

/** Row ids as they lie in a chunk, for row numbers in ascending order. */
export function encodeRowIds(rows: ArrayLike<number>, inc: bigint): Uint8Array {
  const bytes = new Uint8Array(rows.length * TUID_BYTES);
  const view = new DataView(bytes.buffer);
  const originHigh = Number(ORIGIN >> 32n);
  const originLow = Number(ORIGIN & 0xffffffffn);
  const incHigh = Number(inc >> 32n);
  const incLow = Number(inc & 0xffffffffn);
  for (let index = 0; index < rows.length; index++) {
    const low = originLow + rows[index]!;
    view.setUint32(index * TUID_BYTES, originHigh + Math.floor(low / 2 ** 32));
    view.setUint32(index * TUID_BYTES + 4, low % 2 ** 32);
    view.setUint32(index * TUID_BYTES + 8, incHigh);
    view.setUint32(index * TUID_BYTES + 12, incLow);
  }
  return bytes;
}
