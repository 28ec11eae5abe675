import { MalformedBytesError } from '../errors.ts';
import { ByteReader } from './byte-reader.ts';
import { ByteWriter } from './byte-writer.ts';

/** Longest varint of the wire format: ten groups of seven bits hold 64 bits. */
const MAX_VARINT_BYTES = 10;
const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The wire types that Rerun's messages use (protobuf, proto3). Zero values are written when asked for. */
export class ProtoWriter {
  readonly #out = new ByteWriter();

  varint(field: number, value: bigint | number): this {
    return this.#tag(field, 0).#raw(BigInt(value));
  }

  bool(field: number, value: boolean): this {
    return this.varint(field, value ? 1 : 0);
  }

  fixed64(field: number, value: bigint): this {
    this.#tag(field, 1);
    this.#out.u64(value);
    return this;
  }

  bytes(field: number, value: Uint8Array): this {
    this.lengthPrefix(field, value.length);
    this.#out.bytes(value);
    return this;
  }

  text(field: number, value: string): this {
    return this.bytes(field, new TextEncoder().encode(value));
  }

  /** Tag and length only: the caller sends the bytes themselves right behind. */
  lengthPrefix(field: number, length: number): this {
    return this.#tag(field, 2).#raw(BigInt(length));
  }

  finish(): Uint8Array<ArrayBuffer> {
    return this.#out.finish();
  }

  #tag(field: number, wireType: number): this {
    return this.#raw(BigInt(field * 8 + wireType));
  }

  #raw(value: bigint): this {
    let rest = BigInt.asUintN(64, value);
    while (rest > 0x7fn) {
      this.#out.u8(Number(rest & 0x7fn) | 0x80);
      rest >>= 7n;
    }
    this.#out.u8(Number(rest));
    return this;
  }
}

/** One field as it lies on the wire. Groups (wire types 3 and 4) are refused. */
export type ProtoField =
  | { readonly field: number; readonly wire: 'varint'; readonly value: bigint; readonly offset: number }
  | { readonly field: number; readonly wire: 'fixed64'; readonly value: bigint; readonly offset: number }
  | { readonly field: number; readonly wire: 'fixed32'; readonly value: number; readonly offset: number }
  | { readonly field: number; readonly wire: 'bytes'; readonly value: Uint8Array; readonly offset: number };

/**
 * The fields of one message in wire order; unknown ones too. `offset` is where the value starts in `bytes`.
 * @throws MalformedBytesError when a field is cut off, has number 0 or a wire type that proto3 does not use.
 */
export function* readProtoFields(bytes: Uint8Array, what: string): Generator<ProtoField, void, undefined> {
  const reader = new ByteReader(bytes, what);
  while (reader.remaining > 0) {
    const start = reader.offset;
    const tag = readVarint(reader);
    const field = Number(tag >> 3n);
    if (field === 0 || field > 0x1fffffff) reader.fail('a field number out of range', start);
    const wireType = Number(tag & 7n);
    if (wireType === 0) {
      const offset = reader.offset;
      yield { field, wire: 'varint', value: readVarint(reader), offset };
    } else if (wireType === 1) {
      yield { field, wire: 'fixed64', offset: reader.offset, value: reader.u64() };
    } else if (wireType === 2) {
      const length = readVarint(reader);
      if (length > BigInt(reader.remaining)) {
        reader.fail(`field ${field} says ${length} bytes, ${reader.remaining} left`, start);
      }
      const offset = reader.offset;
      yield { field, wire: 'bytes', value: reader.bytes(Number(length)), offset };
    } else if (wireType === 5) {
      yield { field, wire: 'fixed32', offset: reader.offset, value: reader.u32() };
    } else {
      reader.fail(`field ${field} has wire type ${wireType}`, start);
    }
  }
}

function readVarint(reader: ByteReader): bigint {
  let value = 0n;
  for (let index = 0; index < MAX_VARINT_BYTES; index++) {
    const byte = reader.u8();
    value |= BigInt(byte & 0x7f) << BigInt(7 * index);
    if (byte < 0x80) return BigInt.asUintN(64, value);
  }
  return reader.fail('a varint of more than ten bytes');
}

/** Value of a field that must be `bytes` on the wire. */
export function expectBytes(field: ProtoField, what: string): Uint8Array {
  if (field.wire !== 'bytes') throw wrongWire(field, what, 'bytes');
  return field.value;
}

/** Value of a field that must be UTF-8 text. */
export function expectText(field: ProtoField, what: string): string {
  try {
    return utf8.decode(expectBytes(field, what));
  } catch (cause) {
    if (cause instanceof MalformedBytesError) throw cause;
    throw new MalformedBytesError(what, field.offset, `field ${field.field} is not UTF-8`, { cause });
  }
}

/** Value of a field that must be a varint. */
export function expectVarint(field: ProtoField, what: string): bigint {
  if (field.wire !== 'varint') throw wrongWire(field, what, 'varint');
  return field.value;
}

/** Value of a field that must be a fixed64. */
export function expectFixed64(field: ProtoField, what: string): bigint {
  if (field.wire !== 'fixed64') throw wrongWire(field, what, 'fixed64');
  return field.value;
}

function wrongWire(field: ProtoField, what: string, expected: string): MalformedBytesError {
  return new MalformedBytesError(what, field.offset, `field ${field.field} is ${field.wire}, expected ${expected}`);
}
