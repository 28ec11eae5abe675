import { isRerunError } from '../../errors.ts';
import { MESSAGE_HEADER_BYTES, STREAM_HEADER_BYTES } from '../../rrd/frames.ts';
import { checkArray } from '../arrow/check.ts';
import { decodeFrame } from '../decode.ts';
import { FrameReader } from '../frames.ts';
import type { DecodeLimits } from '../limits.ts';
import type { ByteCursor } from '../source.ts';

const WINDOW = 64 * 1024;

/** First payload byte (a protobuf tag) that each kind of message can start with, by kind. */
const FIRST_TAGS: readonly (readonly number[])[] = [
  [0x0a],
  [0x0a, 0x12],
  [0x0a, 0x10, 0x18, 0x20, 0x2a, 0x32, 0x38],
  [0x0a, 0x10, 0x18],
];

/** What searches in one input may still decode in vain. */
export interface SearchBudget {
  bytes: number;
}

/**
 * Moves the cursor to the next stream header or message, from where it stands, that decodes without fault, chunks with all their columns
 * included. False, at the end of the input, when there is none; false as well when the budget is spent.
 */
export async function findNextFrame(cursor: ByteCursor, limits: DecodeLimits, budget: SearchBudget): Promise<boolean> {
  for (;;) {
    const window = await cursor.peek(WINDOW);
    const candidate = firstCandidate(window);
    if (candidate < 0) {
      const complete = window.length < WINDOW;
      await cursor.skip(complete ? window.length : window.length - MESSAGE_HEADER_BYTES);
      if (complete) return false;
      continue;
    }
    await cursor.skip(candidate);
    if (await isSoundFrame(cursor, limits, budget)) return true;
    if (budget.bytes <= 0) return false;
    await cursor.skip(1);
  }
}

function firstCandidate(window: Uint8Array): number {
  for (let at = 0; at + STREAM_HEADER_BYTES <= window.length; at++) {
    const byte = window[at] ?? 0;
    if (byte <= 3 ? looksLikeMessage(window, at) : byte === 0x52 && looksLikeStream(window, at)) return at;
  }
  return -1;
}

function looksLikeStream(window: Uint8Array, at: number): boolean {
  return window[at + 1] === 0x52 && window[at + 2] === 0x46 && window[at + 3] === 0x32 && window[at + 9] === 2;
}

/** A kind and a length as u64 each, both below 2^40, and a payload that starts with a known field. */
function looksLikeMessage(window: Uint8Array, at: number): boolean {
  for (let i = 1; i < 8; i++) if (window[at + i] !== 0) return false;
  if (at + MESSAGE_HEADER_BYTES >= window.length) return false;
  for (let i = 13; i < 16; i++) if (window[at + i] !== 0) return false;
  return FIRST_TAGS[window[at] ?? 0]?.includes(window[at + MESSAGE_HEADER_BYTES] ?? 0) === true;
}

async function isSoundFrame(cursor: ByteCursor, limits: DecodeLimits, budget: SearchBudget): Promise<boolean> {
  const frames = new FrameReader(cursor, limits);
  const head = await cursor.peek(1);
  frames.expecting = head[0] === 0x52 ? 'stream' : 'message';
  try {
    const frame = await frames.peek();
    if (frame === undefined) return false;
    budget.bytes -= frame.byteLength;
    const message = decodeFrame(frame, limits);
    if (message.kind === 'end') return message.footer !== undefined && message.footer.manifests.length > 0;
    if (message.kind === 'chunk') {
      const chunk = message.chunk();
      budget.bytes -= message.message.uncompressedSize;
      for (const { field, array } of chunk.components) checkArray(field, array);
    }
    budget.bytes += frame.byteLength;
    return true;
  } catch (error) {
    if (!isRerunError(error)) throw error;
    return false;
  }
}
