import { lz4Compress } from '../../rrd/lz4.ts';
import { type ArrowMsg, encodeArrowMsg } from '../../rrd/messages.ts';

const text = new TextEncoder();
const FLAG = text.encode('rerun:is_sorted');
/** As long as the flag, so that it fits in its place; readers ignore keys that they do not know. */
const NO_FLAG = text.encode('outlay:unsorted');

/**
 * The ArrowMsg with the claim "sorted" taken back from all its columns: readers trust the flag, and without it they
 * look for themselves. `stream` is the plain Arrow stream; everything else in it stays as it is.
 */
export function withoutSortedFlags(message: ArrowMsg, stream: Uint8Array): Uint8Array {
  const plain = new Uint8Array(stream);
  // the schema message comes first in the stream; its length is the second word
  const schemaEnd = 8 + new DataView(plain.buffer).getInt32(4, true);
  for (let at = 8; at + FLAG.length <= schemaEnd; at++) {
    if (FLAG.every((byte, i) => plain[at + i] === byte)) plain.set(NO_FLAG, at);
  }
  return encodeArrowMsg({ ...message, payload: message.compression === 'lz4' ? lz4Compress(plain) : plain });
}
