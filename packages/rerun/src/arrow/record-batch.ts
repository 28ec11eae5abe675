import { type ArrayData, bytesOf } from './array-data.ts';
import { tableShape } from './flatbuffer.ts';
import { beginMessage, finishMessage, HEADER_RECORD_BATCH, IPC_ALIGNMENT, linkHeader } from './message.ts';

/** A record batch as it goes on the wire: message, then body pieces with their padding. */
export interface EncodedRecordBatch {
  readonly pieces: readonly Uint8Array[];
  readonly byteLength: number;
}

/** rows, nodes, buffers */
const RECORD_BATCH = tableShape([0, 8], [1, 4], [2, 4]);
const PADDING = new Uint8Array(IPC_ALIGNMENT);

/** Frames a record batch around the buffers of its columns; pieces of values are passed on by reference. */
export function encodeRecordBatch(rows: number, columns: readonly ArrayData[]): EncodedRecordBatch {
  const body = new BodyBuilder();
  for (const column of columns) body.array(column);
  const begun = beginMessage(HEADER_RECORD_BATCH, body.byteLength);
  const { out } = begun;
  const at = out.table(RECORD_BATCH, rows, 0, 0);
  linkHeader(begun, at);
  out.link(at, RECORD_BATCH, 1, out.pairVector(body.nodes));
  out.link(at, RECORD_BATCH, 2, out.pairVector(body.buffers));
  const message = finishMessage(begun);
  return { pieces: [message, ...body.pieces], byteLength: message.length + body.byteLength };
}

class BodyBuilder {
  /** Length and nulls of each node, one number after the other. */
  readonly nodes: number[] = [];
  /** Offset and length of each buffer, likewise. */
  readonly buffers: number[] = [];
  readonly pieces: Uint8Array[] = [];
  byteLength = 0;

  /** Node and buffers of one array, then its children: pre-order, as the format wants it. */
  array(array: ArrayData): void {
    this.nodes.push(array.length, array.nullCount);
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
    this.buffers.push(this.byteLength, length);
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
