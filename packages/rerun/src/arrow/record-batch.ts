import { type ArrayData, bytesOf } from './array-data.ts';
import { encodeMessage, HEADER_RECORD_BATCH, IPC_ALIGNMENT } from './message.ts';

/** A record batch as it goes on the wire: message, then body pieces with their padding. */
export interface EncodedRecordBatch {
  readonly pieces: readonly Uint8Array[];
  readonly byteLength: number;
}

const PADDING = new Uint8Array(IPC_ALIGNMENT);

/** Frames a record batch around the buffers of its columns; pieces of values are passed on by reference. */
export function encodeRecordBatch(rows: number, columns: readonly ArrayData[]): EncodedRecordBatch {
  const body = new BodyBuilder();
  for (const column of columns) body.array(column);
  const message = encodeMessage(HEADER_RECORD_BATCH, body.byteLength, (out) =>
    out.table([
      { slot: 0, size: 8, value: rows },
      { slot: 1, child: (inner) => inner.pairVector(body.nodes) },
      { slot: 2, child: (inner) => inner.pairVector(body.buffers) },
    ]),
  );
  return { pieces: [message, ...body.pieces], byteLength: message.length + body.byteLength };
}

class BodyBuilder {
  readonly nodes: [number, number][] = [];
  readonly buffers: [number, number][] = [];
  readonly pieces: Uint8Array[] = [];
  byteLength = 0;

  /** Node and buffers of one array, then its children: pre-order, as the format wants it. */
  array(array: ArrayData): void {
    this.nodes.push([array.length, array.nullCount]);
    switch (array.type.kind) {
      case 'null':
        return;
      case 'denseUnion':
        this.#buffer(array.pieces);
        this.#buffer([bytesOf(array.offsets!)]);
        break;
      case 'struct':
      case 'fixedList':
        this.#validity(array);
        break;
      case 'list':
        this.#validity(array);
        this.#buffer([bytesOf(array.offsets!)]);
        break;
      case 'utf8':
        this.#validity(array);
        this.#buffer([bytesOf(array.offsets!)]);
        this.#buffer(array.pieces);
        break;
      case 'bool':
        this.#validity(array);
        this.#buffer([packBits(array.pieces, array.length)]);
        break;
      default:
        this.#validity(array);
        this.#buffer(array.pieces);
    }
    for (const child of array.children) this.array(child);
  }

  #validity(array: ArrayData): void {
    this.#buffer(array.validity === undefined ? [] : [packBits([array.validity], array.length)]);
  }

  #buffer(pieces: readonly Uint8Array[]): void {
    let length = 0;
    for (const piece of pieces) {
      length += piece.length;
      if (piece.length > 0) this.pieces.push(piece);
    }
    this.buffers.push([this.byteLength, length]);
    const padding = (IPC_ALIGNMENT - (length % IPC_ALIGNMENT)) % IPC_ALIGNMENT;
    if (padding > 0) this.pieces.push(PADDING.subarray(0, padding));
    this.byteLength += length + padding;
  }
}

function packBits(pieces: readonly Uint8Array[], length: number): Uint8Array {
  const bits = new Uint8Array(Math.ceil(length / 8));
  let at = 0;
  for (const piece of pieces) {
    for (const byte of piece) {
      if (byte !== 0) bits[at >> 3]! |= 1 << (at & 7);
      at++;
    }
  }
  return bits;
}
