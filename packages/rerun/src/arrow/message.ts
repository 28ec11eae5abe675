import { type ChildWriter, FlatbufferWriter } from './flatbuffer.ts';

export const HEADER_SCHEMA = 1;
export const HEADER_RECORD_BATCH = 3;
const METADATA_V5 = 4;
const CONTINUATION = 0xffffffff;
/** Messages and buffers start at multiples of this. */
export const IPC_ALIGNMENT = 8;

/** `FF FF FF FF 00 00 00 00`, the end of an IPC stream. */
export const END_OF_STREAM = Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0);

/** Prefix, `Message` flatbuffer and padding; the body, if any, is the caller's. */
export function encodeMessage(headerType: number, bodyLength: number, header: ChildWriter): Uint8Array<ArrayBuffer> {
  const flatbuffer = FlatbufferWriter.encode((out) =>
    out.table([
      { slot: 0, size: 2, value: METADATA_V5 },
      { slot: 1, size: 1, value: headerType },
      { slot: 2, child: header },
      { slot: 3, size: 8, value: bodyLength },
    ]),
  );
  const padded = Math.ceil(flatbuffer.length / IPC_ALIGNMENT) * IPC_ALIGNMENT;
  const message = new Uint8Array(8 + padded);
  const view = new DataView(message.buffer);
  view.setUint32(0, CONTINUATION, true);
  view.setInt32(4, padded, true);
  message.set(flatbuffer, 8);
  return message;
}
