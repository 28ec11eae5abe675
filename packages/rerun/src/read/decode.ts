import { isRerunError } from '../errors.ts';
import { FOOTER_XXH32_SEED, type StreamFooter, type StreamHeader } from '../rrd/frames.ts';
import { lz4Decompress } from '../rrd/lz4.ts';
import {
  type ArrowMsg,
  type BlueprintActivationCommand,
  type Compression,
  decodeArrowMsg,
  decodeBlueprintActivationCommand,
  decodeRrdFooter,
  decodeSetStoreInfo,
  type RrdFooter,
  type SetStoreInfo,
} from '../rrd/messages.ts';
import { xxh32 } from '../rrd/xxh32.ts';
import { type Chunk, decodeChunk } from './chunk.ts';
import { atOffset, RecordingError } from './errors.ts';
import { type Frame, FrameReader } from './frames.ts';
import { DECODE_LIMITS, type DecodeLimits } from './limits.ts';
import { openCursor, type RecordingSource } from './source.ts';

/**
 * One message of a recording. `byteOffset` is where its header starts in the input, `byteLength` counts header and
 * payload.
 */
export type RecordingMessage =
  | (Place & { readonly kind: 'stream_header'; readonly header: StreamHeader })
  | (Place & { readonly kind: 'store_info'; readonly info: SetStoreInfo })
  | (Place & {
      readonly kind: 'chunk';
      readonly message: ArrowMsg;
      /** Decompresses and decodes the chunk; again on every call. Throws {@link RecordingError} with the place of the message. */
      readonly chunk: () => Chunk;
    })
  | (Place & { readonly kind: 'blueprint_activation'; readonly command: BlueprintActivationCommand })
  | (Place & {
      readonly kind: 'end';
      readonly footer: RrdFooter | undefined;
      /** xxh32 of the payload with the seed of the stream footer, which should state the same. */
      readonly payloadHash: number;
    })
  | (Place & { readonly kind: 'stream_footer'; readonly footer: StreamFooter });

interface Place {
  readonly byteOffset: number;
  readonly byteLength: number;
}

/** Options of everything that reads a recording. */
export interface DecodeOptions {
  /** Overrides of {@link DECODE_LIMITS}. */
  readonly limits?: Partial<DecodeLimits>;
  /** Ends reading: the read under way throws the reason of the signal, and the source is closed. */
  readonly signal?: AbortSignal;
}

/**
 * The messages of a recording in file order, one in memory at a time. A file that is cut yields its whole messages,
 * then throws OUT6003 with the place of the broken one; a cut between two messages is not an error. Bytes that are not
 * a message throw OUT6004, a message whose content is broken OUT6010: nothing after it is read (`recover` goes on).
 *
 * @example
 * for await (const message of decode(bytes)) {
 *   if (message.kind === 'chunk') console.log(message.chunk().entityPath);
 * }
 */
export async function* decode(
  source: RecordingSource,
  options: DecodeOptions = {},
): AsyncGenerator<RecordingMessage, void, undefined> {
  const limits = { ...DECODE_LIMITS, ...options.limits };
  const cursor = openCursor(source, options.signal);
  try {
    const frames = new FrameReader(cursor, limits);
    for (let frame = await frames.next(); frame !== undefined; frame = await frames.next()) {
      yield decodeFrame(frame, limits);
    }
  } finally {
    await cursor.close();
  }
}

/** Decodes the payload of a frame. Throws OUT6010 for a payload that is not what it should be. */
export function decodeFrame(frame: Frame, limits: DecodeLimits): RecordingMessage {
  const { byteOffset, byteLength } = frame;
  const place = { byteOffset, byteLength };
  switch (frame.kind) {
    case 'stream_header':
      return { ...place, kind: 'stream_header', header: frame.header };
    case 'stream_footer':
      return { ...place, kind: 'stream_footer', footer: frame.footer };
    case 'set_store_info':
      return { ...place, kind: 'store_info', info: decoded(byteOffset, () => decodeSetStoreInfo(frame.payload)) };
    case 'arrow_msg': {
      const message = decoded(byteOffset, () => decodeArrowMsg(frame.payload));
      const chunk = () => atOffset(byteOffset, 'OUT6020', () => decodeChunk(decompress(message, limits), limits));
      return { ...place, kind: 'chunk', message, chunk };
    }
    case 'blueprint_activation_command': {
      const command = decoded(byteOffset, () => decodeBlueprintActivationCommand(frame.payload));
      return { ...place, kind: 'blueprint_activation', command };
    }
    case 'end': {
      const footer =
        frame.payload.length === 0 ? undefined : atOffset(byteOffset, 'OUT6051', () => decodeRrdFooter(frame.payload));
      return { ...place, kind: 'end', footer, payloadHash: xxh32(frame.payload, FOOTER_XXH32_SEED) };
    }
    default:
      return frame satisfies never;
  }
}

function decoded<T>(byteOffset: number, action: () => T): T {
  return atOffset(byteOffset, 'OUT6010', action);
}

/** The plain bytes of a message part. Throws OUT6005, OUT6011 or OUT6012. */
export function decompress(
  part: { readonly compression: Compression; readonly uncompressedSize: number; readonly payload: Uint8Array },
  limits: DecodeLimits,
): Uint8Array {
  const { compression, uncompressedSize, payload } = part;
  if (compression === 'none') return payload;
  if (uncompressedSize > limits.maxUncompressedBytes) {
    const limit = `maxUncompressedBytes (${limits.maxUncompressedBytes})`;
    throw new RecordingError(
      'OUT6005',
      `A message states ${uncompressedSize} bytes after decompression, more than ${limit}.`,
    );
  }
  try {
    return lz4Decompress(payload, uncompressedSize);
  } catch (cause) {
    const code = isRerunError(cause, 'DECODE_LIMIT_EXCEEDED') ? 'OUT6012' : 'OUT6011';
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new RecordingError(
      code,
      `LZ4 data of ${payload.length} bytes does not give ${uncompressedSize}: ${reason}`,
      -1,
      { cause },
    );
  }
}
