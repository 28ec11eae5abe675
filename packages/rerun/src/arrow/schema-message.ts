import type { DataType, Field } from './data-type.ts';
import type { ChildWriter, FlatbufferWriter, TableField } from './flatbuffer.ts';
import { encodeMessage, HEADER_SCHEMA } from './message.ts';

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

/** One encapsulated IPC message with the schema: prefix, flatbuffer, padding; no body. */
export function encodeSchemaMessage(
  fields: readonly Field[],
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array<ArrayBuffer> {
  return encodeMessage(HEADER_SCHEMA, 0, (out) =>
    out.table([
      { slot: 1, child: (inner) => inner.vector(fields.map(fieldWriter)) },
      ...(Object.keys(metadata).length === 0 ? [] : [{ slot: 2, child: metadataWriter(metadata) }]),
    ]),
  );
}

function fieldWriter(field: Field): ChildWriter {
  return (out) => {
    const { id, write, children } = describe(field.type);
    const parts: TableField[] = [
      { slot: 0, child: (inner) => inner.text(field.name) },
      { slot: 2, size: 1, value: id },
      { slot: 3, child: write },
      // pyarrow refuses a field whose vector of children is absent.
      { slot: 5, child: (inner) => inner.vector(children.map(fieldWriter)) },
    ];
    if (field.nullable) parts.push({ slot: 1, size: 1, value: 1 });
    if (field.metadata !== undefined && Object.keys(field.metadata).length > 0) {
      parts.push({ slot: 6, child: metadataWriter(field.metadata) });
    }
    return out.table(parts);
  };
}

function metadataWriter(metadata: Readonly<Record<string, string>>): ChildWriter {
  const entries = Object.entries(metadata);
  return (out) =>
    out.vector(
      entries.map(
        ([key, value]) =>
          (inner: FlatbufferWriter) =>
            inner.table([
              { slot: 0, child: (leaf) => leaf.text(key) },
              { slot: 1, child: (leaf) => leaf.text(value) },
            ]),
      ),
    );
}

interface TypeDescription {
  readonly id: number;
  readonly write: ChildWriter;
  readonly children: readonly Field[];
}

function describe(type: DataType): TypeDescription {
  const made = (id: number, fields: readonly TableField[] = [], children: readonly Field[] = []): TypeDescription => ({
    id,
    write: (out) => out.table(fields),
    children,
  });
  switch (type.kind) {
    case 'null':
      return made(TYPE_ID.null);
    case 'bool':
      return made(TYPE_ID.bool);
    case 'utf8':
      return made(TYPE_ID.utf8);
    case 'f16':
    case 'f32':
    case 'f64':
      return made(TYPE_ID.float, [{ slot: 0, size: 2, value: FLOAT_PRECISION[type.kind] }]);
    case 'timestamp':
      return made(TYPE_ID.timestamp, [{ slot: 0, size: 2, value: UNIT_NANOSECOND }]);
    case 'duration':
      return made(TYPE_ID.duration, [{ slot: 0, size: 2, value: UNIT_NANOSECOND }]);
    case 'fixedBinary':
      return made(TYPE_ID.fixedBinary, [{ slot: 0, size: 4, value: type.byteWidth }]);
    case 'list':
      return made(TYPE_ID.list, [], [type.item]);
    case 'fixedList':
      return made(TYPE_ID.fixedList, [{ slot: 0, size: 4, value: type.size }], [type.item]);
    case 'struct':
      return made(TYPE_ID.struct, [], type.fields);
    case 'denseUnion':
      return made(
        TYPE_ID.union,
        [
          { slot: 0, size: 2, value: UNION_DENSE },
          { slot: 1, child: (out) => out.i32Vector(type.fields.map((_, id) => id)) },
        ],
        type.fields,
      );
    default:
      return made(TYPE_ID.int, [
        { slot: 0, size: 4, value: Number(type.kind.slice(1)) },
        ...(type.kind.startsWith('i') ? [{ slot: 1, size: 1, value: 1 } as const] : []),
      ]);
  }
}
