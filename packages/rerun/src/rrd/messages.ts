/**
 * @module
 * The protobuf messages of a recording, value to bytes and back (reference: rrd-format 4 and 11.2). Byte views that
 * come out of a decoder point into the input. Decoders skip unknown fields and refuse missing required ones.
 */
import { MalformedBytesError } from '../errors.ts';
import {
  expectBytes,
  expectFixed64,
  expectText,
  expectVarint,
  type ProtoField,
  ProtoWriter,
  readProtoFields,
} from './protobuf.ts';
import type { Tuid } from './tuid.ts';

export type StoreKind = 'recording' | 'blueprint';

/** Identity of a store. In files older than 0.25 the application id is only in `StoreInfo`. */
export interface StoreId {
  readonly kind: StoreKind;
  readonly recordingId: string;
  readonly applicationId?: string;
}

/** Who wrote a store; `payload` is that kind's own message or text, kept as bytes. */
export interface StoreSource {
  /** 0 unknown, 1 C++, 2 Python, 3 Rust, 4 file, 5 viewer, 6 other (payload is UTF-8 text). */
  readonly kind: number;
  readonly payload?: Uint8Array;
}

export interface SetStoreInfo {
  readonly rowId: Tuid;
  readonly storeId: StoreId;
  readonly source: StoreSource;
  /** Field 1, needed by readers of 0.24 and left out by SDKs since 0.25. */
  readonly legacyApplicationId?: string;
  /** CrateVersion as a little-endian int32. */
  readonly crateVersionBits?: number;
}

export type Compression = 'none' | 'lz4';

/** Everything of an ArrowMsg but its payload. */
export interface ArrowMsgHead {
  readonly storeId: StoreId;
  readonly compression: Compression;
  /** Size of the Arrow IPC stream before compression. */
  readonly uncompressedSize: number;
  readonly chunkId?: Tuid;
  readonly isStatic?: boolean;
}

export interface ArrowMsg extends ArrowMsgHead {
  /** One Arrow IPC stream, or its raw LZ4 block. */
  readonly payload: Uint8Array;
}

export interface BlueprintActivationCommand {
  readonly blueprintId: StoreId;
  readonly makeActive: boolean;
  readonly makeDefault: boolean;
}

/** Table of the chunks of one store. */
export interface RrdManifest {
  readonly storeId: StoreId;
  /** Arrow IPC stream that holds a schema and nothing else. */
  readonly sorbetSchema: Uint8Array;
  /** 32 bytes. */
  readonly sorbetSchemaSha256: Uint8Array;
  readonly data: DataframePart;
}

export interface DataframePart {
  readonly compression: Compression;
  readonly uncompressedSize: number;
  readonly payload: Uint8Array;
}

export interface RrdFooter {
  readonly manifests: readonly RrdManifest[];
}

const STORE_KIND_NUMBER = { recording: 1, blueprint: 2 } as const;
const COMPRESSION_NUMBER = { none: 1, lz4: 2 } as const;
const ENCODING_ARROW_IPC = 1;
const ENCODER_VERSION = 1;

function encodeTuidMessage(tuid: Tuid): Uint8Array {
  return new ProtoWriter().fixed64(1, tuid.timeNs).fixed64(2, tuid.inc).finish();
}

function decodeTuidMessage(bytes: Uint8Array): Tuid {
  let timeNs: bigint | undefined;
  let inc: bigint | undefined;
  for (const field of readProtoFields(bytes, 'Tuid')) {
    if (field.field === 1) timeNs = expectFixed64(field, 'Tuid');
    else if (field.field === 2) inc = expectFixed64(field, 'Tuid');
  }
  return { timeNs: required(timeNs, 'Tuid', 'time_ns'), inc: required(inc, 'Tuid', 'inc') };
}

function encodeApplicationId(id: string): Uint8Array {
  return new ProtoWriter().text(1, id).finish();
}

function decodeApplicationId(bytes: Uint8Array): string {
  let id = '';
  for (const field of readProtoFields(bytes, 'ApplicationId')) {
    if (field.field === 1) id = expectText(field, 'ApplicationId');
  }
  return id;
}

export function encodeStoreId(id: StoreId): Uint8Array<ArrayBuffer> {
  const out = new ProtoWriter().varint(1, STORE_KIND_NUMBER[id.kind]).text(2, id.recordingId);
  if (id.applicationId !== undefined) out.bytes(3, encodeApplicationId(id.applicationId));
  return out.finish();
}

export function decodeStoreId(bytes: Uint8Array): StoreId {
  let kind: StoreKind | undefined;
  let recordingId = '';
  let applicationId: string | undefined;
  for (const field of readProtoFields(bytes, 'StoreId')) {
    if (field.field === 1) kind = storeKind(field);
    else if (field.field === 2) recordingId = expectText(field, 'StoreId');
    else if (field.field === 3) applicationId = decodeApplicationId(expectBytes(field, 'StoreId'));
  }
  const id = { kind: required(kind, 'StoreId', 'kind'), recordingId };
  return applicationId === undefined ? id : { ...id, applicationId };
}

function storeKind(field: ProtoField): StoreKind {
  const number = expectVarint(field, 'StoreId');
  if (number === 1n) return 'recording';
  if (number === 2n) return 'blueprint';
  throw new MalformedBytesError('StoreId', field.offset, `store kind ${number} is unknown`);
}

export function encodeSetStoreInfo(message: SetStoreInfo): Uint8Array<ArrayBuffer> {
  const source = new ProtoWriter().varint(1, message.source.kind);
  if (message.source.payload !== undefined) {
    source.bytes(2, new ProtoWriter().bytes(1, message.source.payload).finish());
  }
  const info = new ProtoWriter();
  if (message.legacyApplicationId !== undefined) info.bytes(1, encodeApplicationId(message.legacyApplicationId));
  info.bytes(2, encodeStoreId(message.storeId)).bytes(5, source.finish());
  if (message.crateVersionBits !== undefined) {
    info.bytes(6, new ProtoWriter().varint(1, message.crateVersionBits).finish());
  }
  return new ProtoWriter().bytes(1, encodeTuidMessage(message.rowId)).bytes(2, info.finish()).finish();
}

export function decodeSetStoreInfo(bytes: Uint8Array): SetStoreInfo {
  let rowId: Tuid | undefined;
  let info: Omit<SetStoreInfo, 'rowId'> | undefined;
  for (const field of readProtoFields(bytes, 'SetStoreInfo')) {
    if (field.field === 1) rowId = decodeTuidMessage(expectBytes(field, 'SetStoreInfo'));
    else if (field.field === 2) info = decodeStoreInfo(expectBytes(field, 'SetStoreInfo'));
  }
  return { rowId: required(rowId, 'SetStoreInfo', 'row_id'), ...required(info, 'SetStoreInfo', 'info') };
}

function decodeStoreInfo(bytes: Uint8Array): Omit<SetStoreInfo, 'rowId'> {
  let legacyApplicationId: string | undefined;
  let storeId: StoreId | undefined;
  let source: StoreSource | undefined;
  let crateVersionBits: number | undefined;
  for (const field of readProtoFields(bytes, 'StoreInfo')) {
    if (field.field === 1) legacyApplicationId = decodeApplicationId(expectBytes(field, 'StoreInfo'));
    else if (field.field === 2) storeId = decodeStoreId(expectBytes(field, 'StoreInfo'));
    else if (field.field === 5) source = decodeStoreSource(expectBytes(field, 'StoreInfo'));
    else if (field.field === 6) crateVersionBits = decodeStoreVersion(expectBytes(field, 'StoreInfo'));
  }
  return {
    storeId: required(storeId, 'StoreInfo', 'store_id'),
    source: required(source, 'StoreInfo', 'store_source'),
    ...(legacyApplicationId === undefined ? {} : { legacyApplicationId }),
    ...(crateVersionBits === undefined ? {} : { crateVersionBits }),
  };
}

function decodeStoreSource(bytes: Uint8Array): StoreSource {
  let kind = 0;
  let payload: Uint8Array | undefined;
  for (const field of readProtoFields(bytes, 'StoreSource')) {
    if (field.field === 1) kind = Number(expectVarint(field, 'StoreSource'));
    else if (field.field === 2) {
      payload = new Uint8Array();
      for (const extra of readProtoFields(expectBytes(field, 'StoreSource'), 'StoreSourceExtra')) {
        if (extra.field === 1) payload = expectBytes(extra, 'StoreSourceExtra');
      }
    }
  }
  return payload === undefined ? { kind } : { kind, payload };
}

function decodeStoreVersion(bytes: Uint8Array): number {
  let bits = 0;
  for (const field of readProtoFields(bytes, 'StoreVersion')) {
    if (field.field === 1) bits = Number(BigInt.asIntN(32, expectVarint(field, 'StoreVersion')));
  }
  return bits;
}

/** All fields, payload last: what comes back is followed on the wire by exactly `payloadLength` payload bytes. */
export function encodeArrowMsgHead(head: ArrowMsgHead, payloadLength: number): Uint8Array<ArrayBuffer> {
  const out = new ProtoWriter()
    .bytes(1, encodeStoreId(head.storeId))
    .varint(2, COMPRESSION_NUMBER[head.compression])
    .varint(3, head.uncompressedSize)
    .varint(4, ENCODING_ARROW_IPC);
  if (head.chunkId !== undefined) out.bytes(6, encodeTuidMessage(head.chunkId));
  if (head.isStatic !== undefined) out.bool(7, head.isStatic);
  return out.lengthPrefix(5, payloadLength).finish();
}

/** The whole message in one piece (copies the payload); writers of big values use {@link encodeArrowMsgHead}. */
export function encodeArrowMsg(message: ArrowMsg): Uint8Array<ArrayBuffer> {
  const head = encodeArrowMsgHead(message, message.payload.length);
  const bytes = new Uint8Array(head.length + message.payload.length);
  bytes.set(head);
  bytes.set(message.payload, head.length);
  return bytes;
}

/** `payload` is a view into `bytes`, still compressed if the message says so. */
export function decodeArrowMsg(bytes: Uint8Array): ArrowMsg {
  let storeId: StoreId | undefined;
  let compression: Compression = 'none';
  let uncompressedSize = 0;
  let encoding = 0;
  let payload: Uint8Array = new Uint8Array();
  let chunkId: Tuid | undefined;
  let isStatic: boolean | undefined;
  for (const field of readProtoFields(bytes, 'ArrowMsg')) {
    if (field.field === 1) storeId = decodeStoreId(expectBytes(field, 'ArrowMsg'));
    else if (field.field === 2) compression = compressionOf(field, 'ArrowMsg');
    else if (field.field === 3) uncompressedSize = Number(expectVarint(field, 'ArrowMsg'));
    else if (field.field === 4) encoding = Number(expectVarint(field, 'ArrowMsg'));
    else if (field.field === 5) payload = expectBytes(field, 'ArrowMsg');
    else if (field.field === 6) chunkId = decodeTuidMessage(expectBytes(field, 'ArrowMsg'));
    else if (field.field === 7) isStatic = expectVarint(field, 'ArrowMsg') !== 0n;
  }
  if (encoding !== ENCODING_ARROW_IPC) {
    throw new MalformedBytesError('ArrowMsg', 0, `encoding ${encoding}, expected 1 (Arrow IPC)`);
  }
  return {
    storeId: required(storeId, 'ArrowMsg', 'store_id'),
    compression,
    uncompressedSize,
    payload,
    ...(chunkId === undefined ? {} : { chunkId }),
    ...(isStatic === undefined ? {} : { isStatic }),
  };
}

export function encodeBlueprintActivationCommand(command: BlueprintActivationCommand): Uint8Array<ArrayBuffer> {
  const out = new ProtoWriter().bytes(1, encodeStoreId(command.blueprintId));
  if (command.makeActive) out.bool(2, true);
  if (command.makeDefault) out.bool(3, true);
  return out.finish();
}

export function decodeBlueprintActivationCommand(bytes: Uint8Array): BlueprintActivationCommand {
  const what = 'BlueprintActivationCommand';
  let blueprintId: StoreId | undefined;
  let makeActive = false;
  let makeDefault = false;
  for (const field of readProtoFields(bytes, what)) {
    if (field.field === 1) blueprintId = decodeStoreId(expectBytes(field, what));
    else if (field.field === 2) makeActive = expectVarint(field, what) !== 0n;
    else if (field.field === 3) makeDefault = expectVarint(field, what) !== 0n;
  }
  return { blueprintId: required(blueprintId, what, 'blueprint_id'), makeActive, makeDefault };
}

export function encodeRrdFooter(footer: RrdFooter): Uint8Array<ArrayBuffer> {
  const out = new ProtoWriter();
  for (const manifest of footer.manifests) {
    out.bytes(
      1,
      new ProtoWriter()
        .bytes(1, encodeStoreId(manifest.storeId))
        .bytes(2, new ProtoWriter().bytes(1, manifest.sorbetSchema).finish())
        .bytes(3, manifest.sorbetSchemaSha256)
        .bytes(4, encodeDataframePart(manifest.data))
        .finish(),
    );
  }
  return out.finish();
}

export function decodeRrdFooter(bytes: Uint8Array): RrdFooter {
  const manifests: RrdManifest[] = [];
  for (const field of readProtoFields(bytes, 'RrdFooter')) {
    if (field.field === 1) manifests.push(decodeRrdManifest(expectBytes(field, 'RrdFooter')));
  }
  return { manifests };
}

function decodeRrdManifest(bytes: Uint8Array): RrdManifest {
  const what = 'RrdManifest';
  let storeId: StoreId | undefined;
  let sorbetSchema: Uint8Array | undefined;
  let sorbetSchemaSha256: Uint8Array | undefined;
  let data: DataframePart | undefined;
  for (const field of readProtoFields(bytes, what)) {
    if (field.field === 1) storeId = decodeStoreId(expectBytes(field, what));
    else if (field.field === 2) {
      for (const inner of readProtoFields(expectBytes(field, what), 'Schema')) {
        if (inner.field === 1) sorbetSchema = expectBytes(inner, 'Schema');
      }
    } else if (field.field === 3) sorbetSchemaSha256 = expectBytes(field, what);
    else if (field.field === 4) data = decodeDataframePart(expectBytes(field, what));
  }
  if (sorbetSchemaSha256 !== undefined && sorbetSchemaSha256.length !== 32) {
    throw new MalformedBytesError(what, 0, `sorbet_schema_sha256 has ${sorbetSchemaSha256.length} bytes, expected 32`);
  }
  return {
    storeId: required(storeId, what, 'store_id'),
    sorbetSchema: required(sorbetSchema, what, 'sorbet_schema'),
    sorbetSchemaSha256: required(sorbetSchemaSha256, what, 'sorbet_schema_sha256'),
    data: required(data, what, 'data'),
  };
}

export function encodeDataframePart(part: DataframePart): Uint8Array<ArrayBuffer> {
  return new ProtoWriter()
    .varint(1, ENCODER_VERSION)
    .bytes(2, part.payload)
    .varint(3, COMPRESSION_NUMBER[part.compression])
    .varint(4, part.uncompressedSize)
    .finish();
}

export function decodeDataframePart(bytes: Uint8Array): DataframePart {
  const what = 'DataframePart';
  let payload: Uint8Array | undefined;
  let compression: Compression = 'none';
  let uncompressedSize: number | undefined;
  for (const field of readProtoFields(bytes, what)) {
    if (field.field === 2) payload = expectBytes(field, what);
    else if (field.field === 3) compression = compressionOf(field, what);
    else if (field.field === 4) uncompressedSize = Number(expectVarint(field, what));
  }
  const present = required(payload, what, 'payload');
  return { payload: present, compression, uncompressedSize: uncompressedSize ?? present.length };
}

function compressionOf(field: ProtoField, what: string): Compression {
  const number = expectVarint(field, what);
  if (number === 0n || number === 1n) return 'none';
  if (number === 2n) return 'lz4';
  throw new MalformedBytesError(what, field.offset, `compression ${number} is unknown`);
}

function required<T>(value: T | undefined, what: string, name: string): T {
  if (value === undefined) throw new MalformedBytesError(what, 0, `field ${name} is missing`);
  return value;
}
