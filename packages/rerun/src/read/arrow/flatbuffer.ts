import { RecordingError } from '../errors.ts';
import type { DecodeLimits } from '../limits.ts';

/** What may still be taken out of one flatbuffer; shared offsets could otherwise multiply a small file without end. */
export interface FlatBudget {
  fields: number;
  textBytes: number;
}

/** One flatbuffer with its bounds: every access is checked, so a wrong offset is an error and never a wild read. */
export class FlatBuffer {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly limits: DecodeLimits;
  readonly budget: FlatBudget;

  constructor(bytes: Uint8Array, limits: DecodeLimits) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.limits = limits;
    this.budget = { fields: limits.maxFields, textBytes: limits.maxSchemaTextBytes };
  }

  root(): FlatTable {
    this.check(0, 4);
    return new FlatTable(this, this.view.getUint32(0, true));
  }

  check(at: number, length: number): void {
    if (at < 0 || length < 0 || at + length > this.bytes.length) {
      throw new RecordingError(
        'OUT6020',
        `Arrow metadata points at bytes ${at} to ${at + length} of a flatbuffer with ${this.bytes.length} bytes.`,
      );
    }
  }

  /** Bounds of a scalar, which must lie at a multiple of its size: strict readers (arrow-rs) refuse anything else. */
  checkScalar(at: number, size: number): void {
    this.check(at, size);
    if (at % size !== 0) {
      throw new RecordingError('OUT6020', `Arrow metadata has a value of ${size} bytes at the odd place ${at}.`);
    }
  }

  spend(kind: keyof FlatBudget, amount: number): void {
    this.budget[kind] -= amount;
    if (this.budget[kind] < 0) {
      const limit = kind === 'fields' ? 'maxFields' : 'maxSchemaTextBytes';
      throw new RecordingError('OUT6005', `Arrow schema exceeds the limit ${limit} (${this.limits[limit]}).`);
    }
  }
}

/** A run of equally sized items inside a flatbuffer. */
export interface FlatVector {
  readonly start: number;
  readonly length: number;
}

/** A flatbuffer table; fields are asked for by slot number, in the order of Arrow's `Schema.fbs` and `Message.fbs`. */
export class FlatTable {
  readonly #buffer: FlatBuffer;
  readonly #position: number;
  readonly #vtable: number;
  readonly #vtableSize: number;

  constructor(buffer: FlatBuffer, position: number) {
    buffer.checkScalar(position, 4);
    this.#buffer = buffer;
    this.#position = position;
    this.#vtable = position - buffer.view.getInt32(position, true);
    buffer.check(this.#vtable, 4);
    buffer.checkScalar(this.#vtable, 2);
    this.#vtableSize = buffer.view.getUint16(this.#vtable, true);
    buffer.check(this.#vtable, this.#vtableSize);
  }

  u8(slot: number, missing = 0): number {
    const at = this.#field(slot, 1);
    return at < 0 ? missing : this.#buffer.view.getUint8(at);
  }

  i16(slot: number, missing = 0): number {
    const at = this.#field(slot, 2);
    return at < 0 ? missing : this.#buffer.view.getInt16(at, true);
  }

  i32(slot: number, missing = 0): number {
    const at = this.#field(slot, 4);
    return at < 0 ? missing : this.#buffer.view.getInt32(at, true);
  }

  /** A 64-bit length or offset: negative or beyond 2^53 is refused, no file is that large. */
  size(slot: number): number {
    const at = this.#field(slot, 8);
    return at < 0 ? 0 : sizeAt(this.#buffer, at);
  }

  table(slot: number): FlatTable | undefined {
    const at = this.#target(slot);
    return at < 0 ? undefined : new FlatTable(this.#buffer, at);
  }

  string(slot: number): string | undefined {
    const at = this.#target(slot);
    return at < 0 ? undefined : this.#stringAt(at);
  }

  vector(slot: number, itemSize: number): FlatVector {
    const at = this.#target(slot);
    if (at < 0) return { start: 0, length: 0 };
    this.#buffer.checkScalar(at, 4);
    const length = this.#buffer.view.getUint32(at, true);
    this.#buffer.check(at + 4, length * itemSize);
    return { start: at + 4, length };
  }

  tables(slot: number): FlatTable[] {
    const { start, length } = this.vector(slot, 4);
    this.#buffer.spend('fields', length);
    const tables: FlatTable[] = [];
    for (let i = 0; i < length; i++) {
      const at = start + 4 * i;
      tables.push(new FlatTable(this.#buffer, at + this.#buffer.view.getUint32(at, true)));
    }
    return tables;
  }

  #stringAt(at: number): string {
    this.#buffer.checkScalar(at, 4);
    const length = this.#buffer.view.getUint32(at, true);
    this.#buffer.check(at + 4, length);
    this.#buffer.spend('textBytes', length);
    const bytes = this.#buffer.bytes.subarray(at + 4, at + 4 + length);
    try {
      return UTF8.decode(bytes);
    } catch (cause) {
      throw new RecordingError('OUT6020', 'A name in the Arrow schema is not UTF-8.', -1, { cause });
    }
  }

  #field(slot: number, size: number): number {
    const entry = 4 + 2 * slot;
    if (entry + 2 > this.#vtableSize) return -1;
    const offset = this.#buffer.view.getUint16(this.#vtable + entry, true);
    if (offset === 0) return -1;
    this.#buffer.checkScalar(this.#position + offset, size);
    return this.#position + offset;
  }

  #target(slot: number): number {
    const at = this.#field(slot, 4);
    return at < 0 ? -1 : at + this.#buffer.view.getUint32(at, true);
  }
}

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export function sizeAt(buffer: FlatBuffer, at: number): number {
  buffer.check(at, 8);
  const value = buffer.view.getBigInt64(at, true);
  if (value < 0n || value > BigInt(Number.MAX_SAFE_INTEGER)) {
    throw new RecordingError('OUT6022', `Arrow metadata gives ${value} as a length or offset.`);
  }
  return Number(value);
}
