import { DecodeLimitExceededError, MalformedBytesError } from '../errors.ts';
import { ByteReader } from './byte-reader.ts';
import { ByteWriter } from './byte-writer.ts';
import { type CrateVersion, decodeCrateVersion, encodeCrateVersion } from './crate-version.ts';

/** "RRF2", the first bytes of every stream. */
export const STREAM_MAGIC = Uint8Array.of(0x52, 0x52, 0x46, 0x32);
/** "RRF2FOOT", near the end of a file with an index. */
export const FOOTER_MAGIC = Uint8Array.of(0x52, 0x52, 0x46, 0x32, 0x46, 0x4f, 0x4f, 0x54);
export const STREAM_HEADER_BYTES = 12;
export const MESSAGE_HEADER_BYTES = 16;
/** Size of a stream footer with one entry, the only number in use. */
export const STREAM_FOOTER_BYTES = 32;
/** Seed of the checksum over the RrdFooter payload. */
export const FOOTER_XXH32_SEED = 7850921;

const SERIALIZER_PROTOBUF = 2;
const MESSAGE_KINDS = ['end', 'set_store_info', 'arrow_msg', 'blueprint_activation_command'] as const;

export type MessageKind = (typeof MESSAGE_KINDS)[number];

/** First 12 bytes of a stream. `compression` is advisory: every ArrowMsg states its own. */
export interface StreamHeader {
  readonly version: CrateVersion;
  readonly compression: 'off' | 'lz4';
}

/** 16 bytes in front of every message; `length` does not count them. */
export interface MessageHeader {
  readonly kind: MessageKind;
  readonly length: number;
}

/** Last 32 bytes of a file with an index. `offset` counts from the start of the file. */
export interface StreamFooter {
  readonly offset: number;
  readonly length: number;
  readonly xxh32: number;
}

export function encodeStreamHeader(header: StreamHeader): Uint8Array<ArrayBuffer> {
  return new ByteWriter(STREAM_HEADER_BYTES)
    .bytes(STREAM_MAGIC)
    .bytes(encodeCrateVersion(header.version))
    .u8(header.compression === 'lz4' ? 1 : 0)
    .u8(SERIALIZER_PROTOBUF)
    .zeros(2)
    .finish();
}

/** Do the bytes start with "RRF2"? */
export function isStreamHeader(bytes: Uint8Array): boolean {
  return STREAM_MAGIC.every((byte, index) => bytes[index] === byte);
}

/** @throws MalformedBytesError for another magic, serializer or compression. Versions are not judged here. */
export function decodeStreamHeader(bytes: Uint8Array): StreamHeader {
  const reader = new ByteReader(bytes, 'StreamHeader');
  const magic = reader.bytes(4);
  if (!isStreamHeader(magic)) reader.fail(`magic is ${hex(magic)}, expected 52524632 ("RRF2")`, 0);
  const version = decodeCrateVersion(reader.bytes(4));
  const compression = reader.u8();
  if (compression > 1) reader.fail(`compression ${compression} is unknown`, 8);
  const serializer = reader.u8();
  if (serializer !== SERIALIZER_PROTOBUF) reader.fail(`serializer ${serializer}, expected 2 (protobuf)`, 9);
  if (reader.u8() !== 0 || reader.u8() !== 0) reader.fail('reserved bytes are not zero', 10);
  return { version, compression: compression === 1 ? 'lz4' : 'off' };
}

export function encodeMessageHeader(header: MessageHeader): Uint8Array<ArrayBuffer> {
  return new ByteWriter(MESSAGE_HEADER_BYTES).u64(MESSAGE_KINDS.indexOf(header.kind)).u64(header.length).finish();
}

/** @throws MalformedBytesError for an unknown kind, DecodeLimitExceededError for a length beyond 2^53 - 1. */
export function decodeMessageHeader(bytes: Uint8Array): MessageHeader {
  const reader = new ByteReader(bytes, 'MessageHeader');
  const number = reader.u64();
  const kind = number < BigInt(MESSAGE_KINDS.length) ? MESSAGE_KINDS[Number(number)] : undefined;
  if (kind === undefined) return reader.fail(`message kind ${number} is unknown`, 0);
  return { kind, length: toSafeNumber(reader.u64(), 'message length') };
}

export function encodeStreamFooter(footer: StreamFooter): Uint8Array<ArrayBuffer> {
  return new ByteWriter(STREAM_FOOTER_BYTES)
    .u64(footer.offset)
    .u64(footer.length)
    .u32(footer.xxh32)
    .bytes(FOOTER_MAGIC)
    .u32(1)
    .finish();
}

/**
 * Reads the last 32 bytes of a file. Undefined when they are not a footer (a file without an index is fine).
 * @throws MalformedBytesError when there is a footer with a number of entries other than one.
 */
export function decodeStreamFooter(bytes: Uint8Array): StreamFooter | undefined {
  if (bytes.length !== STREAM_FOOTER_BYTES) {
    throw new MalformedBytesError('StreamFooter', 0, `${bytes.length} bytes, expected ${STREAM_FOOTER_BYTES}`);
  }
  if (!FOOTER_MAGIC.every((byte, index) => bytes[20 + index] === byte)) return undefined;
  const reader = new ByteReader(bytes, 'StreamFooter');
  const offset = toSafeNumber(reader.u64(), 'footer offset');
  const length = toSafeNumber(reader.u64(), 'footer length');
  const xxh32 = reader.u32();
  reader.bytes(FOOTER_MAGIC.length);
  const entries = reader.u32();
  if (entries !== 1) reader.fail(`${entries} entries, expected 1`, 28);
  return { offset, length, xxh32 };
}

function toSafeNumber(value: bigint, what: string): number {
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) {
    throw new DecodeLimitExceededError(what, Number.MAX_SAFE_INTEGER, Number(value));
  }
  return Number(value);
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
