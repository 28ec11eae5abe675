/**
 * A recording as it arrives, for the channel of the web viewer. For browsers; needs nothing.
 * @module
 */

/** Bytes at the start of a stream: `RRF2`, version, compression, serializer. */
const STREAM_HEADER = 12;
/** Bytes in front of a message: kind and length as little-endian u64. */
const MESSAGE_HEADER = 16;
/** Longest message that is waited for; a chunk of a recording has some megabytes. */
const MAX_MESSAGE = 1 << 30;
/** Kinds of messages. */
const END = 0n;
const STORE_INFO = 1n;
/** Longest wait for the end of a blueprint: a recording may have none. */
const MAX_BLUEPRINT = 1 << 20;
const MAGIC = [0x52, 0x52, 0x46, 0x32];

/** What arrives is no Rerun recording, or ends within a message. */
export class BrokenStreamError extends Error {
  override readonly name = 'BrokenStreamError';
}

/**
 * Cuts a recording into pieces that each are one: the header, and whole messages. `open_channel().send_rrd` of
 * `@rerun-io/web-viewer` takes nothing else: it loses without a word what has no header in front or ends within a
 * message. The index at the end is left out, because its offsets are those of a file.
 *
 * The viewer decodes what it is sent in turns with what it was sent before [seen: 0.33], so later pieces may be shown first:
 * wait for `recording_open` after the first piece where its blueprint matters.
 *
 * ```ts
 * const channel = viewer.open_channel();
 * for await (const piece of recordingPieces(response.body)) channel.send_rrd(piece);
 * ```
 * @throws BrokenStreamError; what reading throws.
 */
export async function* recordingPieces(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  const reader = body.getReader();
  let header: Uint8Array | undefined;
  let rest = new Uint8Array(0);
  let isBlueprintSent = false;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      rest = joined(rest, value);
      if (header === undefined) {
        if (rest.length < STREAM_HEADER) continue;
        if (MAGIC.some((byte, i) => rest[i] !== byte)) throw new BrokenStreamError('This is not a Rerun recording.');
        header = rest.slice(0, STREAM_HEADER);
        rest = rest.subarray(STREAM_HEADER);
      }
      const { end, hasBoth, isLast } = wholeMessages(rest);
      isBlueprintSent ||= hasBoth || isLast || end > MAX_BLUEPRINT;
      // A viewer drops a blueprint that has come alone, or in parts, when it next draws.
      if (!isBlueprintSent) continue;
      if (end > 0) yield joined(header, rest.subarray(0, end));
      if (isLast) return;
      rest = rest.subarray(end);
    }
    if (header === undefined || rest.length > 0)
      throw new BrokenStreamError('The recording ends in the middle of a message.');
  } finally {
    await reader.cancel().catch(() => {});
  }
}

/** What is whole in some bytes. */
interface Whole {
  /** Where the last whole message ends. */
  readonly end: number;
  /** Is there data of a second store? The first is the blueprint's, the second the recording's. */
  readonly hasBoth: boolean;
  /** Was the end of the stream seen? */
  readonly isLast: boolean;
}

function wholeMessages(bytes: Uint8Array): Whole {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = 0;
  let stores = 0;
  let hasBoth = false;
  while (end + MESSAGE_HEADER <= bytes.length) {
    const kind = view.getBigUint64(end, true);
    if (kind === END) return { end, hasBoth, isLast: true };
    const length = view.getBigUint64(end + 8, true);
    if (length > MAX_MESSAGE) throw new BrokenStreamError(`A message of the recording claims to have ${length} bytes.`);
    const next = end + MESSAGE_HEADER + Number(length);
    if (next > bytes.length) break;
    if (kind === STORE_INFO) stores++;
    else hasBoth ||= stores > 1;
    end = next;
  }
  return { end, hasBoth, isLast: false };
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
