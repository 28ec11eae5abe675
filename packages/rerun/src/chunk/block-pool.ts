/** Blocks kept for the next chunks; as many as are under way while one is written. */
const KEPT_BLOCKS = 4;
/** A block that one huge chunk needed is not kept. */
const KEPT_BYTES = 8 << 20;
/** Blocks are as long as a multiple of this, so that chunks of nearly one size fit each other's. */
const GRANULE_BYTES = 256 << 10;
/** Shorter blocks are made to measure and not kept: a recording begins with hundreds of them at once. */
const MIN_BYTES = 64 << 10;

/**
 * Memory of compressed chunks that have been written, for those to come: a recording of a gigabyte would otherwise leave
 * as much to the garbage collector, which lets it pile up.
 */
export class BlockPool {
  readonly #kept: ArrayBuffer[] = [];
  /** Weakly: whoever takes the bytes of a recording without a sink keeps them. */
  readonly #lent = new WeakSet<ArrayBuffer>();

  take(length: number): Uint8Array<ArrayBuffer> {
    if (length < MIN_BYTES) return new Uint8Array(length);
    const index = this.#kept.findIndex(({ byteLength }) => byteLength >= length);
    const buffer =
      index < 0 ? new ArrayBuffer(Math.ceil(length / GRANULE_BYTES) * GRANULE_BYTES) : this.#kept.splice(index, 1)[0]!;
    this.#lent.add(buffer);
    return new Uint8Array(buffer, 0, length);
  }

  /** Any pieces; those that are blocks of this pool are taken back. Nobody may look at them any more. */
  giveBack(pieces: readonly Uint8Array[]): void {
    for (const { buffer } of pieces) {
      if (!(buffer instanceof ArrayBuffer) || !this.#lent.delete(buffer) || buffer.byteLength > KEPT_BYTES) continue;
      this.#kept.push(buffer);
      if (this.#kept.length > KEPT_BLOCKS) this.#kept.shift();
    }
  }
}
