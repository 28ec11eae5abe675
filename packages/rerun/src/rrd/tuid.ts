import { MalformedBytesError } from '../errors.ts';

/** 128-bit id of a chunk or row; orders by `timeNs`, then by `inc` (reference: rrd-format 6.1). */
export interface Tuid {
  /** Upper half. Rerun's SDKs put nanoseconds since 1970 here; we put a position. */
  readonly timeNs: bigint;
  /** Lower half. */
  readonly inc: bigint;
}

export const TUID_BYTES = 16;

/** 16 bytes, both halves big endian, so that bytes sort like the number: the Arrow form. */
export function encodeTuid(tuid: Tuid): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(TUID_BYTES);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, tuid.timeNs);
  view.setBigUint64(8, tuid.inc);
  return bytes;
}

/** Inverse of {@link encodeTuid}. */
export function decodeTuid(bytes: Uint8Array): Tuid {
  if (bytes.length !== TUID_BYTES) throw new MalformedBytesError('Tuid', 0, `${bytes.length} bytes, expected 16`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { timeNs: view.getBigUint64(0), inc: view.getBigUint64(8) };
}

/** First half upper case, second half lower case, as Rerun prints it; no prefix. */
export function formatTuid(tuid: Tuid): string {
  const hex = (half: bigint) => BigInt.asUintN(64, half).toString(16).padStart(16, '0');
  return hex(tuid.timeNs).toUpperCase() + hex(tuid.inc);
}

/** Text of an id; case and a prefix `chunk_` or `row_` do not matter. Undefined if it is not one. */
export function parseTuid(text: string): Tuid | undefined {
  const digits = /^(?:chunk_|row_)?([0-9a-f]{16})([0-9a-f]{16})$/i.exec(text);
  if (digits?.[1] === undefined || digits[2] === undefined) return undefined;
  return { timeNs: BigInt(`0x${digits[1]}`), inc: BigInt(`0x${digits[2]}`) };
}
