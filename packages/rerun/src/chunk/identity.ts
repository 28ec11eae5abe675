import { TUID_BYTES, type Tuid } from '../rrd/tuid.ts';
import { xxh32 } from '../rrd/xxh32.ts';

const text = new TextEncoder();

/**
 * Ids from content and position. The upper half counts the rows of a store in the order of the log calls, so that row
 * ids rise as Rerun wants them for ties; the lower half is a hash of seed, entity and layout, so that two files of one
 * recording id do not give the same id to different things.
 */
export class IdSource {
  readonly #seed: string;
  readonly #origin: bigint;
  #rows = 0;

  /**
   * `origin` is where counting starts. Viewers show the upper half as the time of the last change, in nanoseconds since
   * 1970: the start of the recording if the caller knows it, else 0, which nobody takes for a date.
   */
  constructor(seed: string, origin = 0n) {
    this.#seed = seed;
    this.#origin = origin < 0n ? 0n : origin;
  }

  /** Numbers of the next `count` rows: the first of them. Starts at 1, as an id of zero means "none" in Rerun. */
  takeRows(count: number): number {
    const first = this.#rows + 1;
    this.#rows += count;
    return first;
  }

  /** Lower half of ids of one kind of chunk. */
  lowerHalf(key: string): bigint {
    const bytes = text.encode(`${this.#seed}\0${key}`);
    const high = BigInt(xxh32(bytes, 1)) & 0x7fffffffn;
    return (high << 32n) | BigInt(xxh32(bytes, 2));
  }

  /** The id of a row number. */
  tuid(row: number, inc: bigint): Tuid {
    return { timeNs: this.#origin + BigInt(row), inc };
  }

  /** Row ids as they lie in a chunk, for row numbers in ascending order. */
  encodeRowIds(rows: ArrayLike<number>, inc: bigint): Uint8Array {
    const bytes = new Uint8Array(rows.length * TUID_BYTES);
    const view = new DataView(bytes.buffer);
    const originHigh = Number(this.#origin >> 32n);
    const originLow = Number(this.#origin & 0xffffffffn);
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
}
