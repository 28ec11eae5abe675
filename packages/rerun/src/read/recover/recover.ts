import {
  encodeMessageHeader,
  encodeStreamFooter,
  encodeStreamHeader,
  FOOTER_XXH32_SEED,
  MESSAGE_HEADER_BYTES,
  type MessageKind,
  type StreamHeader,
} from '../../rrd/frames.ts';
import { type ArrowMsg, encodeSetStoreInfo } from '../../rrd/messages.ts';
import { xxh32 } from '../../rrd/xxh32.ts';
import { checkArray } from '../arrow/check.ts';
import type { Chunk } from '../chunk.ts';
import { type ChunkFacts, chunkFacts } from '../chunk-facts.ts';
import type { RecordingErrorCode } from '../codes.ts';
import { type DecodeOptions, decodeFrame, decompress, type RecordingMessage } from '../decode.ts';
import { RecordingError, toRecordingError } from '../errors.ts';
import { type Frame, FrameReader } from '../frames.ts';
import { DECODE_LIMITS, type DecodeLimits } from '../limits.ts';
import { openCursor, type RecordingSource } from '../source.ts';
import { describeStore, type ResolvedStoreId, StoreDirectory, storeKey } from '../stores.ts';
import { falseSortedFlags } from '../verify/check-chunk.ts';
import { ListedChunks, type LostChunk } from './listed-chunks.ts';
import { rebuildIndex } from './rebuild-index.ts';
import { findNextFrame, type SearchBudget } from './search.ts';
import { withoutSortedFlags } from './sorted-flags.ts';

/** A stretch of the input that is not in the output. */
export interface LostBytes {
  readonly byteOffset: number;
  readonly byteLength: number;
  readonly code: RecordingErrorCode;
  /** What was wrong there. */
  readonly reason: string;
}

/** What `recover` saved and what it could not. */
export interface RecoverReport {
  readonly kept: { readonly stores: number; readonly chunks: number; readonly rows: number };
  /** In input order; empty when every byte was sound. */
  readonly lost: readonly LostBytes[];
  /** Chunks that the chunk index of the input lists and the output lacks; known only where that index survived. */
  readonly lostChunks: readonly LostChunk[];
  /** What was added or changed, in sentences. */
  readonly notes: readonly string[];
  /** False when a component has an Arrow type for which no index can be written. */
  readonly hasIndex: boolean;
  readonly byteLength: { readonly input: number; readonly output: number };
}

/**
 * Rewrites a truncated or damaged recording: every chunk that is whole goes over byte for byte (but for false claims to be
 * sorted, which are taken back), what is broken is left out and named, messages behind damage are searched for, the chunk index is made again. Yields the bytes of the new
 * file, returns the report. One message is in memory at a time. Streams that were joined become one.
 * Throws {@link RecordingError} OUT6001 when the input holds no message of a recording at all, OUT6007 when it cannot
 * be read.
 */
export async function* recover(
  source: RecordingSource,
  options: DecodeOptions = {},
): AsyncGenerator<Uint8Array, RecoverReport, undefined> {
  const limits = { ...DECODE_LIMITS, ...options.limits };
  const cursor = openCursor(source, options.signal);
  try {
    const run = new RecoverRun(new FrameReader(cursor, limits), limits);
    yield* run.messages();
    yield* run.close();
    return run.report(cursor.position);
  } finally {
    await cursor.close();
  }
}

interface Store {
  readonly id: ResolvedStoreId;
  readonly chunks: ChunkFacts[];
  announced: boolean;
}

// What a file gets whose own stream header is lost: the oldest version that wrote this format.
const FALLBACK_HEADER: StreamHeader = { version: { major: 0, minor: 24, patch: 0 }, compression: 'off' };

type PayloadFrame = Extract<Frame, { payload: Uint8Array }>;

class RecoverRun {
  readonly #frames: FrameReader;
  readonly #limits: DecodeLimits;
  readonly #budget: SearchBudget;
  readonly #directory = new StoreDirectory();
  readonly #stores = new Map<string, Store>();
  readonly #chunkIds = new Set<string>();
  readonly #listed = new ListedChunks();
  readonly #lost: LostBytes[] = [];
  readonly #notes: string[] = [];
  #header = FALLBACK_HEADER;
  #written = 0;
  #hasIndex = false;
  #firstError: RecordingError | undefined;

  constructor(frames: FrameReader, limits: DecodeLimits) {
    this.#frames = frames;
    this.#limits = limits;
    this.#budget = { bytes: limits.maxSearchBytes };
  }

  async *messages(): AsyncGenerator<Uint8Array, void, undefined> {
    for (;;) {
      const byteOffset = this.#frames.cursor.position;
      try {
        const frame = await this.#frames.peek();
        if (frame === undefined) return;
        const kept = yield* this.#frame(frame);
        if (kept) await this.#frames.advance(frame);
      } catch (cause) {
        const error = toRecordingError(cause, 'OUT6004', byteOffset);
        if (error.code === 'OUT6007') throw error;
        const found = await this.#search(byteOffset, error);
        if (!found) return;
      }
    }
  }

  /** Handles one frame; false when the search has moved on instead. */
  async *#frame(frame: Frame): AsyncGenerator<Uint8Array, boolean, undefined> {
    try {
      yield* this.#message(decodeFrame(frame, this.#limits), frame);
      return true;
    } catch (cause) {
      const error = toRecordingError(cause, 'OUT6010', frame.byteOffset);
      if (error.code === 'OUT6007') throw error;
      // a broken length shows by nonsense where the next message should start
      if (frame.kind === 'end' || (await this.#isFollowed(frame))) {
        if (frame.kind !== 'end') this.#lose(frame.byteOffset, frame.byteLength, error);
        return true;
      }
      await this.#search(frame.byteOffset, error);
      return false;
    }
  }

  async #isFollowed(frame: Frame): Promise<boolean> {
    const { cursor } = this.#frames;
    const bytes = await cursor.peek(frame.byteLength + MESSAGE_HEADER_BYTES);
    const next = bytes.subarray(frame.byteLength);
    if (next.length === 0) return true;
    if (next[0] === 0x52 && next[1] === 0x52 && next[2] === 0x46 && next[3] === 0x32) return true;
    if ((next[0] ?? 0) > 3 || next.subarray(1, 8).some((byte) => byte !== 0)) return false;
    return next.length < MESSAGE_HEADER_BYTES || next.subarray(13, 16).every((byte) => byte === 0);
  }

  async #search(byteOffset: number, error: RecordingError): Promise<boolean> {
    const { cursor } = this.#frames;
    this.#firstError ??= error;
    const found = await findNextFrame(cursor, this.#limits, this.#budget);
    if (!found && this.#budget.bytes <= 0) {
      while ((await cursor.skip(2 ** 30)) > 0) {}
      this.#notes.push('The search behind damage was given up (limit maxSearchBytes).');
    }
    this.#lose(byteOffset, cursor.position - byteOffset, error);
    if (found) {
      const head = await cursor.peek(1);
      this.#frames.expecting = head[0] === 0x52 ? 'stream' : 'message';
      this.#frames.streams = Math.max(1, this.#frames.streams);
    }
    return found;
  }

  #lose(byteOffset: number, byteLength: number, error: RecordingError): void {
    if (byteLength > 0) this.#lost.push({ byteOffset, byteLength, code: error.code, reason: error.message });
  }

  *#message(message: RecordingMessage, frame: Frame): Generator<Uint8Array, void, undefined> {
    switch (message.kind) {
      case 'stream_header':
        if (this.#written === 0) this.#header = message.header;
        break;
      case 'store_info':
        this.#store(this.#directory.announce(message.info)).announced = true;
        yield* this.#copy('set_store_info', frame);
        break;
      case 'chunk':
        if ('payload' in frame) yield* this.#chunk(message, frame);
        break;
      case 'blueprint_activation':
        yield* this.#copy('blueprint_activation_command', frame);
        break;
      case 'end':
        if (message.footer !== undefined) this.#listed.add(message.footer, this.#directory, this.#limits);
        break;
      case 'stream_footer':
        break;
      default:
        message satisfies never;
    }
  }

  *#chunk(
    message: Extract<RecordingMessage, { kind: 'chunk' }>,
    frame: PayloadFrame,
  ): Generator<Uint8Array, void, undefined> {
    const chunk = message.chunk();
    refuseBrokenValues(chunk, frame.byteOffset);
    const store = this.#store(this.#directory.resolve(message.message.storeId));
    const key = `${storeKey(store.id)} ${chunk.id}`;
    if (this.#chunkIds.has(key)) {
      const text = `Chunk ${chunk.id} at ${chunk.entityPath} repeats an earlier chunk id; viewers drop it as well.`;
      this.#lose(frame.byteOffset, frame.byteLength, new RecordingError('OUT6040', text, frame.byteOffset));
      return;
    }
    this.#chunkIds.add(key);
    if (!store.announced) yield* this.#announce(store);
    const payload = this.#payloadOf(chunk, message.message, frame);
    const uncompressedSize = message.message.uncompressedSize;
    yield* this.#frameBytes('arrow_msg', payload);
    const byteSize = payload.length;
    store.chunks.push(chunkFacts(chunk, { byteOffset: this.#written - byteSize, byteSize, uncompressedSize }));
  }

  #payloadOf(chunk: Chunk, message: ArrowMsg, frame: PayloadFrame): Uint8Array {
    const [problem] = falseSortedFlags(chunk);
    if (problem === undefined) return frame.payload;
    this.#notes.push(`Chunk ${chunk.id} at ${chunk.entityPath}: ${problem}; the flag is taken back.`);
    return withoutSortedFlags(message, decompress(message, this.#limits));
  }

  #store(id: ResolvedStoreId): Store {
    const store = this.#stores.get(storeKey(id)) ?? { id, chunks: [], announced: false };
    this.#stores.set(storeKey(id), store);
    return store;
  }

  *#announce(store: Store): Generator<Uint8Array, void, undefined> {
    store.announced = true;
    this.#notes.push(`SetStoreInfo of ${describeStore(store.id)} was missing and is rewritten.`);
    const payload = encodeSetStoreInfo({
      rowId: { timeNs: 1n, inc: BigInt(this.#stores.size) },
      storeId: store.id,
      legacyApplicationId: store.id.applicationId,
      source: { kind: 6, payload: new TextEncoder().encode('outlay rrd recover') },
    });
    yield* this.#frameBytes('set_store_info', payload);
  }

  *#copy(kind: MessageKind, frame: Frame): Generator<Uint8Array, void, undefined> {
    if ('payload' in frame) yield* this.#frameBytes(kind, frame.payload);
  }

  *#frameBytes(kind: MessageKind, payload: Uint8Array): Generator<Uint8Array, void, undefined> {
    if (this.#written === 0) yield* this.#write(encodeStreamHeader(this.#header));
    yield* this.#write(encodeMessageHeader({ kind, length: payload.length }));
    yield* this.#write(payload);
  }

  *#write(bytes: Uint8Array): Generator<Uint8Array, void, undefined> {
    this.#written += bytes.length;
    if (bytes.length > 0) yield bytes;
  }

  /** End message, index and footer. */
  *close(): Generator<Uint8Array, void, undefined> {
    const first = this.#firstError;
    if (this.#stores.size === 0 && first !== undefined) {
      throw new RecordingError(first.code, `Nothing can be saved. ${first.message}`, first.byteOffset);
    }
    const index = rebuildIndex([...this.#stores.values()]);
    this.#hasIndex = index !== undefined;
    yield* this.#frameBytes('end', index ?? new Uint8Array(0));
    if (index === undefined) return;
    const footer = {
      offset: this.#written - index.length,
      length: index.length,
      xxh32: xxh32(index, FOOTER_XXH32_SEED),
    };
    yield* this.#write(encodeStreamFooter(footer));
  }

  report(input: number): RecoverReport {
    const stores = [...this.#stores.values()];
    const chunks = stores.flatMap((store) => store.chunks);
    return {
      kept: {
        stores: stores.length,
        chunks: chunks.length,
        rows: chunks.reduce((sum, chunk) => sum + chunk.rowCount, 0),
      },
      lost: this.#lost,
      lostChunks: this.#listed.missing(new Set(chunks.map(({ id }) => id))),
      notes: this.#notes,
      hasIndex: this.#hasIndex,
      byteLength: { input, output: this.#written },
    };
  }
}

function refuseBrokenValues(chunk: Chunk, byteOffset: number): void {
  try {
    for (const { field, array } of chunk.components) checkArray(field, array);
  } catch (cause) {
    throw toRecordingError(cause, 'OUT6023', byteOffset);
  }
}
