/**
 * @module
 * Stores and chunks to the bytes of a file: order of messages, offsets, footer. No opinion on rows and batching; that
 * is `recording.ts`.
 */
import type { Chunk } from './chunk/chunk.ts';
import { type CompressionChoice, Compressor } from './chunk/compression.ts';
import { ChunkEncoder } from './chunk/encode-chunk.ts';
import { type IndexedChunk, indexChunk } from './footer/chunk-index.ts';
import { makeManifest } from './footer/manifest.ts';
import { type CrateVersion, crateVersionBits } from './rrd/crate-version.ts';
import {
  encodeMessageHeader,
  encodeStreamFooter,
  encodeStreamHeader,
  FOOTER_XXH32_SEED,
  type MessageKind,
} from './rrd/frames.ts';
import {
  encodeArrowMsgHead,
  encodeBlueprintActivationCommand,
  encodeRrdFooter,
  encodeSetStoreInfo,
  type RrdManifest,
  type StoreId,
} from './rrd/messages.ts';
import { xxh32 } from './rrd/xxh32.ts';

/** Oldest version that all readers from 0.24 to 0.41 take silently (rrd-format 13). */
export const STREAM_VERSION: CrateVersion = { major: 0, minor: 24, patch: 0 };
const SOURCE_OTHER = 6;

/** Identity with all three parts, as every reader since 0.24 can use it. */
export interface FullStoreId extends StoreId {
  readonly applicationId: string;
}

export interface StreamEncoderOptions {
  readonly compression: CompressionChoice;
  /** Write the chunk index at the end. */
  readonly footer: boolean;
  /** Name of the program, shown as the source in viewers. */
  readonly source: string;
}

interface OpenStore {
  readonly id: FullStoreId;
  readonly chunks: IndexedChunk[];
}

export class StreamEncoder {
  readonly #options: StreamEncoderOptions;
  readonly #chunkEncoder = new ChunkEncoder();
  readonly #compressor: Compressor;
  readonly #stores: OpenStore[] = [];
  #ready: Uint8Array[] = [];
  #readyBytes = 0;
  #position = 0;

  constructor(options: StreamEncoderOptions) {
    this.#options = options;
    this.#compressor = new Compressor(options.compression);
    this.#put(
      encodeStreamHeader({ version: STREAM_VERSION, compression: options.compression === 'none' ? 'off' : 'lz4' }),
    );
  }

  /** Bytes that wait for {@link take}. */
  get readyBytes(): number {
    return this.#readyBytes;
  }

  /** Bytes given out and waiting: the size of the file so far. */
  get position(): number {
    return this.#position;
  }

  /** Announces a store; its chunks follow. */
  store(id: FullStoreId): void {
    this.#stores.push({ id, chunks: [] });
    this.#message(
      'set_store_info',
      encodeSetStoreInfo({
        // A constant: viewers keep the last SetStoreInfo of a store, whatever its id.
        rowId: { timeNs: 0n, inc: 0n },
        storeId: id,
        legacyApplicationId: id.applicationId,
        source: { kind: SOURCE_OTHER, payload: new TextEncoder().encode(this.#options.source) },
        crateVersionBits: crateVersionBits(STREAM_VERSION),
      }),
    );
  }

  /** One chunk of a store that was announced. */
  chunk(storeId: FullStoreId, chunk: Chunk): void {
    const store = this.#stores.find(({ id }) => id === storeId)!;
    const encoded = this.#chunkEncoder.encode(chunk);
    const block = this.#compressor.compress(chunk, encoded);
    const payloadLength = block?.length ?? encoded.byteLength;
    const head = encodeArrowMsgHead(
      {
        storeId,
        compression: block === undefined ? 'none' : 'lz4',
        uncompressedSize: encoded.byteLength,
        chunkId: chunk.id,
        isStatic: chunk.timeColumns.length === 0,
      },
      payloadLength,
    );
    const byteSize = head.length + payloadLength;
    this.#put(encodeMessageHeader({ kind: 'arrow_msg', length: byteSize }));
    const byteOffset = this.#position;
    this.#put(head);
    if (block !== undefined) this.#put(block);
    else for (const piece of encoded.pieces) this.#put(piece);
    if (this.#options.footer) {
      store.chunks.push({ ...indexChunk(chunk), byteOffset, byteSize, byteSizeUncompressed: encoded.byteLength });
    }
  }

  /** Makes a blueprint store the one that viewers use; comes after all its chunks. */
  activate(blueprintId: FullStoreId, options: { readonly makeActive: boolean; readonly makeDefault: boolean }): void {
    this.#message('blueprint_activation_command', encodeBlueprintActivationCommand({ blueprintId, ...options }));
  }

  /** The end of the file. Nothing comes after it. */
  finish(): void {
    const manifests = this.#options.footer ? this.#manifests() : [];
    if (manifests.length === 0) {
      this.#message('end', new Uint8Array());
      return;
    }
    const payload = encodeRrdFooter({ manifests });
    this.#put(encodeMessageHeader({ kind: 'end', length: payload.length }));
    const offset = this.#position;
    this.#put(payload);
    this.#put(encodeStreamFooter({ offset, length: payload.length, xxh32: xxh32(payload, FOOTER_XXH32_SEED) }));
  }

  /** One per store with chunks, in file order; none at all if one cannot be made, as readers trust what is listed. */
  #manifests(): readonly RrdManifest[] {
    const manifests: RrdManifest[] = [];
    for (const { id, chunks } of this.#stores) {
      if (chunks.length === 0) continue;
      const manifest = makeManifest(id, chunks);
      if (manifest === undefined) return [];
      manifests.push(manifest);
    }
    return manifests;
  }

  /** All bytes since the last call, in order. Values of log calls are in there by reference. */
  take(): Uint8Array[] {
    const ready = this.#ready;
    this.#ready = [];
    this.#readyBytes = 0;
    return ready;
  }

  /** What {@link take} gave has been written, and nobody looks at it any more. */
  recycle(pieces: readonly Uint8Array[]): void {
    this.#compressor.recycle(pieces);
  }

  #message(kind: MessageKind, payload: Uint8Array): void {
    this.#put(encodeMessageHeader({ kind, length: payload.length }));
    this.#put(payload);
  }

  #put(piece: Uint8Array): void {
    if (piece.length === 0) return;
    this.#ready.push(piece);
    this.#readyBytes += piece.length;
    this.#position += piece.length;
  }
}
