import { FlatbufferWriter, tableShape } from './flatbuffer.ts';

export const HEADER_SCHEMA = 1;
export const HEADER_RECORD_BATCH = 3;
const METADATA_V5 = 4;
const CONTINUATION = 0xffffffff;
/** Messages and buffers start at multiples of this. */
export const IPC_ALIGNMENT = 8;

/** `FF FF FF FF 00 00 00 00`, the end of an IPC stream. */
export const END_OF_STREAM = Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0);

/** version, header type, header, length of the body */
const MESSAGE = tableShape([0, 2], [1, 1], [2, 4], [3, 8]);

/** A message whose header is still to be written and linked. */
export interface BegunMessage {
  readonly out: FlatbufferWriter;
  readonly root: number;
}

/** Begins a `Message` flatbuffer in front of a body of `bodyLength` bytes. */
export function beginMessage(headerType: number, bodyLength: number): BegunMessage {
  const out = new FlatbufferWriter();
  return { out, root: out.table(MESSAGE, METADATA_V5, headerType, 0, bodyLength) };
}

/** Lets a message refer to its header. */
export function linkHeader({ out, root }: BegunMessage, header: number): void {
  out.link(root, MESSAGE, 2, header);
}

/** Prefix, `Message` flatbuffer and padding; the body, if any, is the caller's. */
export function finishMessage({ out, root }: BegunMessage): Uint8Array<ArrayBuffer> {
  const flatbuffer = out.finish(root);
  const padded = Math.ceil(flatbuffer.length / IPC_ALIGNMENT) * IPC_ALIGNMENT;
  const message = new Uint8Array(8 + padded);
  const view = new DataView(message.buffer);
  view.setUint32(0, CONTINUATION, true);
  view.setInt32(4, padded, true);
  message.set(flatbuffer, 8);
  return message;
}
