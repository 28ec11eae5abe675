import { lz4Compress, lz4CompressPieces } from '../rrd/lz4.ts';
import { BlockPool } from './block-pool.ts';
import type { Chunk } from './chunk.ts';
import type { EncodedChunk } from './encode-chunk.ts';

/** Compressed must be at most this part of the original: decompression in a viewer is not free either. */
const WORTH_RATIO = 0.75;
/** A sample of this size from the middle decides for big chunks; smaller ones are tried whole. */
const PROBE_BYTES = 256 * 1024;
/** Values that are compressed already: JPEG, PNG, MP4, GLB, video samples. */
const COMPRESSED_TYPES: ReadonlySet<string> = new Set(['rerun.components.Blob', 'rerun.components.VideoSample']);

export type CompressionChoice = 'auto' | 'none';

/** Decides per entity and set of components, at its first chunk, whether LZ4 pays. */
export class Compressor {
  readonly #choice: CompressionChoice;
  readonly #pays = new Map<string, boolean>();
  readonly #blocks = new BlockPool();

  constructor(choice: CompressionChoice) {
    this.#choice = choice;
  }

  /** The raw LZ4 block, or undefined to write the chunk as it is. */
  compress(chunk: Chunk, encoded: EncodedChunk): Uint8Array | undefined {
    if (this.#choice === 'none' || holdsCompressedValues(chunk)) return undefined;
    const key = `${chunk.entityPath}\0${chunk.componentColumns.map((column) => column.descriptor.component).join()}`;
    const known = this.#pays.get(key);
    if (known === false) return undefined;
    if (known === undefined && encoded.byteLength > PROBE_BYTES) {
      const pays = probe(encoded);
      this.#pays.set(key, pays);
      if (!pays) return undefined;
    }
    const block = lz4CompressPieces(encoded.pieces, encoded.byteLength, (length) => this.#blocks.take(length));
    if (block.length <= encoded.byteLength * WORTH_RATIO) return block;
    this.#blocks.giveBack([block]);
    return undefined;
  }

  /** Pieces that have been written: blocks among them may be used again. */
  recycle(pieces: readonly Uint8Array[]): void {
    this.#blocks.giveBack(pieces);
  }
}

function holdsCompressedValues(chunk: Chunk): boolean {
  return chunk.componentColumns.some(({ descriptor }) => COMPRESSED_TYPES.has(descriptor.componentType ?? ''));
}

function probe(encoded: EncodedChunk): boolean {
  const sample = new Uint8Array(PROBE_BYTES);
  const from = Math.floor((encoded.byteLength - PROBE_BYTES) / 2);
  let position = 0;
  for (const piece of encoded.pieces) {
    const start = Math.max(from, position);
    const end = Math.min(from + PROBE_BYTES, position + piece.length);
    if (start < end) sample.set(piece.subarray(start - position, end - position), start - from);
    position += piece.length;
  }
  return lz4Compress(sample).length <= PROBE_BYTES * WORTH_RATIO;
}

/** Pieces in one piece. */
export function joinBytes(pieces: readonly Uint8Array[], byteLength: number): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(byteLength);
  let at = 0;
  for (const piece of pieces) {
    joined.set(piece, at);
    at += piece.length;
  }
  return joined;
}
