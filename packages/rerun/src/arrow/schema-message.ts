import type { DataType, Field } from './data-type.ts';
import { FlatbufferWriter, type TableShape, tableShape } from './flatbuffer.ts';
import { type BegunMessage, beginMessage, finishMessage, HEADER_SCHEMA, linkHeader } from './message.ts';

type Metadata = Readonly<Record<string, string>>;

/** Ids of the `Type` union in Arrow's Schema.fbs. */
const TYPE_ID = {
  null: 1,
  int: 2,
  float: 3,
  utf8: 5,
  bool: 6,
  timestamp: 10,
  list: 12,
  struct: 13,
  union: 14,
  fixedBinary: 15,
  fixedList: 16,
  duration: 18,
} as const;
const UNIT_NANOSECOND = 3;
const UNION_DENSE = 1;
const FLOAT_PRECISION = { f16: 0, f32: 1, f64: 2 } as const;
const NO_FIELDS: readonly Field[] = [];

/** fields; metadata */
const SCHEMA = tableShape([1, 4]);
const SCHEMA_WITH_METADATA = tableShape([1, 4], [2, 4]);
/** name, type id, type, children; nullable; metadata */
const FIELD = tableShape([0, 4], [2, 1], [3, 4], [5, 4]);
const NULLABLE_FIELD = tableShape([0, 4], [2, 1], [3, 4], [5, 4], [1, 1]);
const FIELD_WITH_METADATA = tableShape([0, 4], [2, 1], [3, 4], [5, 4], [6, 4]);
const NULLABLE_FIELD_WITH_METADATA = tableShape([0, 4], [2, 1], [3, 4], [5, 4], [1, 1], [6, 4]);
const KEY_VALUE = tableShape([0, 4], [1, 4]);
const EMPTY = tableShape();
/** precision of a float, unit of a time */
const TYPE_OF_SHORT = tableShape([0, 2]);
/** width of binary, size of a list, bits of an unsigned number */
const TYPE_OF_INT = tableShape([0, 4]);
const TYPE_SIGNED = tableShape([0, 4], [1, 1]);
const TYPE_UNION = tableShape([0, 2], [1, 4]);

/** One encapsulated IPC message with the schema: prefix, flatbuffer, padding; no body. No metadata of its own. */
export function encodeSchemaMessage(fields: readonly Field[]): Uint8Array<ArrayBuffer> {
  return finishMessage(beginSchema(SCHEMA, fields).message);
}

/** Makes schema messages with the same fields and any metadata. */
export type SchemaTemplate = (metadata: Metadata) => Uint8Array<ArrayBuffer>;

/**
 * Writes fields once for many schemas that differ in metadata only: they come first in the message, so that all that
 * differs lies behind them.
 */
export function schemaTemplate(fields: readonly Field[]): SchemaTemplate {
  const { message, at } = beginSchema(SCHEMA_WITH_METADATA, fields);
  return (metadata) => {
    const copy = new FlatbufferWriter(message.out);
    // Paths and ids of a recording are too many to be remembered as texts.
    const text = (value: string) => copy.textOnce(value);
    copy.link(at, SCHEMA_WITH_METADATA, 2, writeMetadata(copy, metadata, text));
    return finishMessage({ ...message, out: copy });
  };
}

/** A message with a schema of this shape and its fields; metadata may follow. */
function beginSchema(shape: TableShape, fields: readonly Field[]): { message: BegunMessage; at: number } {
  const message = beginMessage(HEADER_SCHEMA, 0);
  const at = message.out.table(shape, 0, 0);
  linkHeader(message, at);
  message.out.link(at, shape, 1, writeFields(message.out, fields));
  return { message, at };
}

function writeFields(out: FlatbufferWriter, fields: readonly Field[]): number {
  const at = out.vector(fields.length);
  for (let index = 0; index < fields.length; index++) out.item(at, index, writeField(out, fields[index]!));
  return at;
}

function writeField(out: FlatbufferWriter, { name, type, nullable, metadata }: Field): number {
  const shape = fieldShape(nullable, hasEntries(metadata));
  const at = out.table(shape, 0, typeId(type), 0, 0, nullable ? 1 : 0, 0);
  out.link(at, shape, 0, out.text(name));
  out.link(at, shape, 3, writeType(out, type));
  // pyarrow refuses a field whose vector of children is absent.
  out.link(at, shape, 5, writeFields(out, childrenOf(type)));
  if (hasEntries(metadata)) out.link(at, shape, 6, writeMetadata(out, metadata));
  return at;
}

function fieldShape(isNullable: boolean, hasMetadata: boolean): TableShape {
  if (hasMetadata) return isNullable ? NULLABLE_FIELD_WITH_METADATA : FIELD_WITH_METADATA;
  return isNullable ? NULLABLE_FIELD : FIELD;
}

function hasEntries(metadata: Metadata | undefined): metadata is Metadata {
  for (const _ in metadata) return true;
  return false;
}

function writeMetadata(
  out: FlatbufferWriter,
  metadata: Metadata,
  textOf = (value: string): number => out.text(value),
): number {
  const keys = Object.keys(metadata);
  const at = out.vector(keys.length);
  for (let index = 0; index < keys.length; index++) {
    const key = keys[index]!;
    const entry = out.table(KEY_VALUE, 0, 0);
    out.link(entry, KEY_VALUE, 0, out.text(key));
    out.link(entry, KEY_VALUE, 1, textOf(metadata[key]!));
    out.item(at, index, entry);
  }
  return at;
}

function typeId({ kind }: DataType): number {
  switch (kind) {
    case 'f16':
    case 'f32':
    case 'f64':
      return TYPE_ID.float;
    case 'denseUnion':
      return TYPE_ID.union;
    default:
      return TYPE_ID[kind as keyof typeof TYPE_ID] ?? TYPE_ID.int;
  }
}

function childrenOf(type: DataType): readonly Field[] {
  if (type.kind === 'list' || type.kind === 'fixedList') return [type.item];
  return type.kind === 'struct' || type.kind === 'denseUnion' ? type.fields : NO_FIELDS;
}

function writeType(out: FlatbufferWriter, type: DataType): number {
  switch (type.kind) {
    case 'null':
    case 'bool':
    case 'utf8':
    case 'list':
    case 'struct':
      return out.table(EMPTY);
    case 'f16':
    case 'f32':
    case 'f64':
      return out.table(TYPE_OF_SHORT, FLOAT_PRECISION[type.kind]);
    case 'timestamp':
    case 'duration':
      return out.table(TYPE_OF_SHORT, UNIT_NANOSECOND);
    case 'fixedBinary':
      return out.table(TYPE_OF_INT, type.byteWidth);
    case 'fixedList':
      return out.table(TYPE_OF_INT, type.size);
    case 'denseUnion': {
      const at = out.table(TYPE_UNION, UNION_DENSE, 0);
      out.link(at, TYPE_UNION, 1, out.countVector(type.fields.length));
      return at;
    }
    default: {
      const bits = Number(type.kind.slice(1));
      return type.kind.startsWith('i') ? out.table(TYPE_SIGNED, bits, 1) : out.table(TYPE_OF_INT, bits);
    }
  }
}
