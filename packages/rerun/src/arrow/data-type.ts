/**
 * @module
 * Arrow types as plain values, as far as Rerun uses them (reference: rrd-format 5.1). Children of lists are named
 * `item` and are not nullable unless said otherwise: readers from 0.29 on compare both (5.4).
 */

/** A number, boolean, text, null, or point or span of time in nanoseconds. */
export interface PlainType {
  readonly kind:
    | 'u8'
    | 'u16'
    | 'u32'
    | 'u64'
    | 'i8'
    | 'i16'
    | 'i32'
    | 'i64'
    | 'f16'
    | 'f32'
    | 'f64'
    | 'bool'
    | 'utf8'
    | 'null'
    | 'timestamp'
    | 'duration';
}

export interface FixedBinaryType {
  readonly kind: 'fixedBinary';
  readonly byteWidth: number;
}

/** `List`, 32-bit offsets. */
export interface ListType {
  readonly kind: 'list';
  readonly item: Field;
}

/** `FixedSizeList`: `size` items per value. */
export interface FixedListType {
  readonly kind: 'fixedList';
  readonly size: number;
  readonly item: Field;
}

export interface StructType {
  readonly kind: 'struct';
  readonly fields: readonly Field[];
}

/** Dense union; the type id of a variant is its position. */
export interface DenseUnionType {
  readonly kind: 'denseUnion';
  readonly fields: readonly Field[];
}

export type DataType = PlainType | FixedBinaryType | ListType | FixedListType | StructType | DenseUnionType;

/** A named column or child. */
export interface Field {
  readonly name: string;
  readonly type: DataType;
  readonly nullable: boolean;
  readonly metadata?: Readonly<Record<string, string>>;
}

export const u8: PlainType = { kind: 'u8' };
export const u16: PlainType = { kind: 'u16' };
export const u32: PlainType = { kind: 'u32' };
export const u64: PlainType = { kind: 'u64' };
export const i8: PlainType = { kind: 'i8' };
export const i16: PlainType = { kind: 'i16' };
export const i32: PlainType = { kind: 'i32' };
export const i64: PlainType = { kind: 'i64' };
export const f16: PlainType = { kind: 'f16' };
export const f32: PlainType = { kind: 'f32' };
export const f64: PlainType = { kind: 'f64' };
export const bool: PlainType = { kind: 'bool' };
export const utf8: PlainType = { kind: 'utf8' };
export const nothing: PlainType = { kind: 'null' };
/** Nanoseconds since 1970 UTC. */
export const timestamp: PlainType = { kind: 'timestamp' };
/** Nanoseconds. */
export const duration: PlainType = { kind: 'duration' };

export const fixedBinary = (byteWidth: number): FixedBinaryType => ({ kind: 'fixedBinary', byteWidth });

/** `List(item)`; the item is not nullable. */
export const list = (item: DataType): ListType => ({ kind: 'list', item: field('item', item) });

/** `FSLn(item)`; the item is not nullable. */
export const fixedList = (size: number, item: DataType): FixedListType => ({
  kind: 'fixedList',
  size,
  item: field('item', item),
});

/** `Struct(…)`; a trailing `?` on a name makes that field nullable: `{ 'label?': utf8 }`. */
export const struct = (fields: Readonly<Record<string, DataType>>): StructType => ({
  kind: 'struct',
  fields: optionalFields(fields),
});

/** `DenseUnion(…)` with type ids 0, 1, …; a trailing `?` on a name makes that variant nullable. */
export const denseUnion = (fields: Readonly<Record<string, DataType>>): DenseUnionType => ({
  kind: 'denseUnion',
  fields: optionalFields(fields),
});

function optionalFields(fields: Readonly<Record<string, DataType>>): readonly Field[] {
  return Object.entries(fields).map(([name, type]) =>
    name.endsWith('?') ? field(name.slice(0, -1), type, true) : field(name, type),
  );
}

export const field = (name: string, type: DataType, nullable = false): Field => ({ name, type, nullable });

/** Bytes of one value in its own values buffer; undefined where values have no fixed width there. */
export function byteWidth(type: DataType): number | undefined {
  switch (type.kind) {
    case 'u8':
    case 'i8':
    case 'bool':
      return 1;
    case 'u16':
    case 'i16':
    case 'f16':
      return 2;
    case 'u32':
    case 'i32':
    case 'f32':
      return 4;
    case 'u64':
    case 'i64':
    case 'f64':
    case 'timestamp':
    case 'duration':
      return 8;
    case 'fixedBinary':
      return type.byteWidth;
    default:
      return undefined;
  }
}

/** The type in the notation of the format reference: `List(u8)`, `FSL3(f32)`, `Struct(a: u16, b?: Utf8)`. */
export function formatDataType(type: DataType): string {
  const child = (item: Field) => formatDataType(item.type) + (item.nullable ? '?' : '');
  const named = (item: Field) => `${item.name}${item.nullable ? '?' : ''}: ${formatDataType(item.type)}`;
  switch (type.kind) {
    case 'utf8':
      return 'Utf8';
    case 'null':
      return 'Null';
    case 'timestamp':
      return 'Timestamp(ns)';
    case 'duration':
      return 'Duration(ns)';
    case 'fixedBinary':
      return `FSB${type.byteWidth}`;
    case 'list':
      return `List(${child(type.item)})`;
    case 'fixedList':
      return `FSL${type.size}(${child(type.item)})`;
    case 'struct':
      return `Struct(${type.fields.map(named).join(', ')})`;
    case 'denseUnion':
      return `DenseUnion(${type.fields.map((item, id) => `${id} ${named(item)}`).join(', ')})`;
    default:
      return type.kind;
  }
}

/** Same type, names and nullability of all children included. */
export function sameDataType(a: DataType, b: DataType): boolean {
  return a === b || formatDataType(a) + itemNames(a) === formatDataType(b) + itemNames(b);
}

function itemNames(type: DataType): string {
  if (type.kind === 'list' || type.kind === 'fixedList') return `${type.item.name}/${itemNames(type.item.type)}`;
  if (type.kind === 'struct' || type.kind === 'denseUnion') {
    return type.fields.map((item) => itemNames(item.type)).join(',');
  }
  return '';
}
