import { xxh32 } from '../rrd/xxh32.ts';

const text = new TextEncoder();

/** Ids of views, containers and instructions: 16 bytes and their usual text. */
export interface BlueprintId {
  readonly bytes: readonly number[];
  /** Lower case with hyphens. */
  readonly uuid: string;
}

/** A UUID (version 8, RFC 9562: made by a rule of one's own) from text: same text, same id, on every machine. */
export function idOf(content: string): BlueprintId {
  const source = text.encode(content);
  const bytes = new Uint8Array(16);
  const view = new DataView(bytes.buffer);
  for (let word = 0; word < 4; word++) view.setUint32(4 * word, xxh32(source, word));
  bytes[6] = (bytes[6]! & 0x0f) | 0x80;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  const uuid = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
  return { bytes: Array.from(bytes), uuid };
}
