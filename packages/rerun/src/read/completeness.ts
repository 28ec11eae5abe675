/**
 * Was a recording written to its end? Looks at both ends of the file, and follows message headers only where the
 * recording has no index.
 * @module
 */
import { isRerunError } from '../errors.ts';
import {
  decodeMessageHeader,
  decodeStreamFooter,
  isStreamHeader,
  MESSAGE_HEADER_BYTES,
  type MessageHeader,
  STREAM_FOOTER_BYTES,
  STREAM_HEADER_BYTES,
} from '../rrd/frames.ts';
import type { RandomAccess } from './source.ts';

/**
 * `complete`: it ends as recordings end. `cut`: it does not. `empty`: 0 bytes. `old-format`: of a Rerun before 0.24,
 * whose end says nothing. `not-a-recording`: it does not begin as one.
 */
export type RecordingCompleteness = 'complete' | 'cut' | 'empty' | 'old-format' | 'not-a-recording';

/** A recording of gigabytes has some thousands of messages. */
const MAX_MESSAGES = 100_000;

/**
 * Tells whether a recording was written to its end. What is inside is not looked at: that is `verify`.
 * @throws what the source throws; the abort reason.
 */
export async function readCompleteness(
  source: RandomAccess,
  options: { readonly signal?: AbortSignal } = {},
): Promise<RecordingCompleteness> {
  const { size } = source;
  if (size === 0) return 'empty';
  const head = await source.read(0, Math.min(size, STREAM_HEADER_BYTES), options);
  if (!isStreamHeader(head)) return isOldFormat(head) ? 'old-format' : 'not-a-recording';
  const ends = Math.min(size, STREAM_FOOTER_BYTES);
  const tail = await source.read(size - ends, ends, options);
  if (hasFooter(tail)) return 'complete';
  // Zeros at the end alone say nothing: a cut recording may end in an image of them.
  const mayEnd =
    tail.length >= MESSAGE_HEADER_BYTES && tail.subarray(-MESSAGE_HEADER_BYTES).every((byte) => byte === 0);
  return mayEnd && (await endsWithMessage(source, options)) ? 'complete' : 'cut';
}

/** `RRF0`, `RRF1`, `RRIO`. */
function isOldFormat(head: Uint8Array): boolean {
  return /^RR(?:F[0-9]|IO)/.test(String.fromCharCode(...head.subarray(0, 4)));
}

function hasFooter(tail: Uint8Array): boolean {
  try {
    return tail.length === STREAM_FOOTER_BYTES && decodeStreamFooter(tail) !== undefined;
  } catch (error) {
    if (isRerunError(error)) return false;
    throw error;
  }
}

/** Is the last message one of kind End that ends with the input? */
async function endsWithMessage(source: RandomAccess, options: { readonly signal?: AbortSignal }): Promise<boolean> {
  let at = STREAM_HEADER_BYTES;
  for (let count = 0; count < MAX_MESSAGES && at + MESSAGE_HEADER_BYTES <= source.size; count++) {
    options.signal?.throwIfAborted();
    const header = messageHeader(await source.read(at, MESSAGE_HEADER_BYTES, options));
    if (header === undefined) return false;
    at += MESSAGE_HEADER_BYTES + header.length;
    if (header.kind === 'end') return at === source.size;
  }
  return false;
}

function messageHeader(bytes: Uint8Array): MessageHeader | undefined {
  try {
    return decodeMessageHeader(bytes);
  } catch (error) {
    if (isRerunError(error)) return undefined;
    throw error;
  }
}
