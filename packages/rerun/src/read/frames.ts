import { isRerunError } from '../errors.ts';
import { formatCrateVersion } from '../rrd/crate-version.ts';
import {
  decodeMessageHeader,
  decodeStreamFooter,
  decodeStreamHeader,
  FOOTER_MAGIC,
  isStreamHeader,
  MESSAGE_HEADER_BYTES,
  type MessageHeader,
  type MessageKind,
  STREAM_FOOTER_BYTES,
  STREAM_HEADER_BYTES,
  STREAM_MAGIC,
  type StreamFooter,
  type StreamHeader,
} from '../rrd/frames.ts';
import { atOffset, RecordingError } from './errors.ts';
import type { DecodeLimits } from './limits.ts';
import type { ByteCursor } from './source.ts';

/** One piece of a recording with its place in the input; payloads are not decoded yet. */
export type Frame = {
  readonly byteOffset: number;
  /** Header and payload. */
  readonly byteLength: number;
} & (
  | { readonly kind: 'stream_header'; readonly header: StreamHeader }
  | { readonly kind: MessageKind; readonly payload: Uint8Array }
  | { readonly kind: 'stream_footer'; readonly footer: StreamFooter }
);

/** What may come next: only a stream header, a message, or what follows an `End` message. */
export type Expecting = 'stream' | 'message' | 'after_end';

/** Goes through the frames of an input. When it throws, the cursor still stands at the place that is wrong. */
export class FrameReader {
  readonly cursor: ByteCursor;
  readonly #limits: DecodeLimits;
  expecting: Expecting = 'stream';
  /** Number of stream headers seen so far. */
  streams = 0;

  constructor(cursor: ByteCursor, limits: DecodeLimits) {
    this.cursor = cursor;
    this.#limits = limits;
  }

  /** The next frame, or undefined at a proper end of the input (also between two messages). */
  async next(): Promise<Frame | undefined> {
    const frame = await this.peek();
    if (frame !== undefined) await this.advance(frame);
    return frame;
  }

  /** Moves behind a frame that was peeked at. */
  async advance(frame: Frame): Promise<void> {
    await this.cursor.skip(frame.byteLength);
    if (frame.kind === 'stream_header') this.streams += 1;
    this.expecting = frame.kind === 'end' ? 'after_end' : frame.kind === 'stream_footer' ? 'stream' : 'message';
  }

  /** The next frame without moving. */
  async peek(): Promise<Frame | undefined> {
    const byteOffset = this.cursor.position;
    const head = await this.cursor.peek(STREAM_FOOTER_BYTES);
    if (head.length === 0 && this.streams > 0) return undefined;
    if (this.expecting === 'after_end') {
      const footer = this.#streamFooter(head, byteOffset);
      if (footer !== undefined) return { kind: 'stream_footer', byteOffset, byteLength: STREAM_FOOTER_BYTES, footer };
    }
    if (this.expecting === 'message' && !isStreamHeader(head)) return this.#message(head, byteOffset);
    const header = this.#streamHeader(head, byteOffset);
    return { kind: 'stream_header', byteOffset, byteLength: STREAM_HEADER_BYTES, header };
  }

  #streamFooter(head: Uint8Array, byteOffset: number): StreamFooter | undefined {
    if (head.length === STREAM_FOOTER_BYTES) {
      return atOffset(byteOffset, 'OUT6004', () => decodeStreamFooter(head));
    }
    if (isStreamHeader(head) && head.length < 20) return undefined;
    if (head.length > 20 && FOOTER_MAGIC.every((byte, i) => 20 + i >= head.length || head[20 + i] === byte)) {
      throw new RecordingError(
        'OUT6003',
        cutText('the stream footer', head.length, STREAM_FOOTER_BYTES, byteOffset),
        byteOffset,
      );
    }
    if (isStreamHeader(head)) return undefined;
    if (head.length <= 20) {
      throw new RecordingError(
        'OUT6003',
        cutText('the stream footer', head.length, STREAM_FOOTER_BYTES, byteOffset),
        byteOffset,
      );
    }
    return undefined;
  }

  #streamHeader(head: Uint8Array, byteOffset: number): StreamHeader {
    const first = this.streams === 0;
    const known = Math.min(head.length, STREAM_MAGIC.length);
    if (head.length === 0)
      throw new RecordingError('OUT6001', 'The input is empty; a recording has at least 12 bytes.', 0);
    if (STREAM_MAGIC.some((byte, i) => i < known && head[i] !== byte)) {
      const found = hex(head.subarray(0, 4));
      if (!first) {
        throw new RecordingError(
          'OUT6004',
          `Bytes follow the end of the stream at byte ${byteOffset}: ${found}; expected "RRF2" or nothing.`,
          byteOffset,
        );
      }
      const old = head[0] === 0x52 && head[1] === 0x52 && (head[2] === 0x46 || head[2] === 0x49);
      const what = old ? 'an old Rerun format that current versions no longer read' : 'not a Rerun recording';
      throw new RecordingError(
        'OUT6001',
        `The input is ${what}: it starts with ${found}, expected 52 52 46 32 ("RRF2").`,
        byteOffset,
      );
    }
    if (head.length < STREAM_HEADER_BYTES) {
      throw new RecordingError(
        'OUT6003',
        cutText('a stream header', head.length, STREAM_HEADER_BYTES, byteOffset),
        byteOffset,
      );
    }
    const header = atOffset(byteOffset, first ? 'OUT6001' : 'OUT6004', () =>
      decodeStreamHeader(head.subarray(0, STREAM_HEADER_BYTES)),
    );
    const { version } = header;
    if (version.major === 0 && version.minor < 23) {
      throw new RecordingError(
        'OUT6002',
        `The stream was written by Rerun ${formatCrateVersion(version)}; 0.23 and later can be read.`,
        byteOffset,
      );
    }
    return header;
  }

  async #message(head: Uint8Array, byteOffset: number): Promise<Frame> {
    if (head.length < MESSAGE_HEADER_BYTES) {
      throw new RecordingError(
        'OUT6003',
        cutText('a message header', head.length, MESSAGE_HEADER_BYTES, byteOffset),
        byteOffset,
      );
    }
    const { kind, length } = this.#messageHeader(head, byteOffset);
    if (length > this.#limits.maxMessageBytes) {
      throw new RecordingError(
        'OUT6005',
        `The message at byte ${byteOffset} states ${length} bytes, more than maxMessageBytes (${this.#limits.maxMessageBytes}).`,
        byteOffset,
      );
    }
    const bytes = await this.cursor.peek(MESSAGE_HEADER_BYTES + length);
    if (bytes.length < MESSAGE_HEADER_BYTES + length) {
      const text = cutText(`a message (${kind})`, bytes.length, MESSAGE_HEADER_BYTES + length, byteOffset);
      throw new RecordingError('OUT6003', text, byteOffset);
    }
    return { kind, byteOffset, byteLength: bytes.length, payload: bytes.subarray(MESSAGE_HEADER_BYTES) };
  }

  #messageHeader(head: Uint8Array, byteOffset: number): MessageHeader {
    try {
      return decodeMessageHeader(head.subarray(0, MESSAGE_HEADER_BYTES));
    } catch (cause) {
      if (isRerunError(cause, 'DECODE_LIMIT_EXCEEDED')) {
        throw new RecordingError(
          'OUT6005',
          `The message at byte ${byteOffset} is too long: ${cause.message}`,
          byteOffset,
          { cause },
        );
      }
      const found = hex(head.subarray(0, 8));
      throw new RecordingError(
        'OUT6004',
        `No message starts at byte ${byteOffset}: found ${found}, expected a message kind from 0 to 3 as u64, or "RRF2".`,
        byteOffset,
        { cause },
      );
    }
  }
}

function cutText(what: string, found: number, expected: number, byteOffset: number): string {
  return `The input ends inside ${what} that starts at byte ${byteOffset}: ${expected} bytes expected, ${found} found.`;
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
}
