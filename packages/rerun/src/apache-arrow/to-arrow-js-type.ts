import {
  Binary,
  Bool,
  type DataType,
  DenseUnion,
  Duration,
  Field,
  FixedSizeBinary,
  FixedSizeList,
  Float16,
  Float32,
  Float64,
  Int8,
  Int16,
  Int32,
  Int64,
  LargeBinary,
  LargeList,
  LargeUtf8,
  List,
  Null,
  SparseUnion,
  Struct,
  Timestamp,
  TimeUnit,
  Uint8,
  Uint16,
  Uint32,
  Uint64,
  Utf8,
} from 'apache-arrow';
import type { ArrowField, ArrowTimeUnit, ArrowType } from '../read/arrow/types.ts';

const UNITS: Readonly<Record<ArrowTimeUnit, TimeUnit>> = {
  s: TimeUnit.SECOND,
  ms: TimeUnit.MILLISECOND,
  us: TimeUnit.MICROSECOND,
  ns: TimeUnit.NANOSECOND,
};
const SIGNED = { 8: Int8, 16: Int16, 32: Int32, 64: Int64 } as const;
const UNSIGNED = { 8: Uint8, 16: Uint16, 32: Uint32, 64: Uint64 } as const;
const FLOATS = { 16: Float16, 32: Float32, 64: Float64 } as const;

/** A column or child as apache-arrow describes it, metadata included. */
export function toArrowJsField(field: ArrowField): Field {
  return new Field(field.name, toArrowJsType(field.type), field.nullable, new Map(field.metadata));
}

/** A type found in a file as a type of apache-arrow. */
export function toArrowJsType(type: ArrowType): DataType {
  switch (type.kind) {
    case 'null':
      return new Null();
    case 'bool':
      return new Bool();
    case 'int':
      return new (type.signed ? SIGNED : UNSIGNED)[type.bits]();
    case 'float':
      return new FLOATS[type.bits]();
    case 'utf8':
      return type.large ? new LargeUtf8() : new Utf8();
    case 'binary':
      return type.large ? new LargeBinary() : new Binary();
    case 'fixedSizeBinary':
    case 'opaque':
      return new FixedSizeBinary(type.width);
    case 'timestamp':
      return new Timestamp(UNITS[type.unit], type.zone);
    case 'duration':
      return new Duration(UNITS[type.unit]);
    case 'list':
      return type.large ? new LargeList(toArrowJsField(type.item)) : new List(toArrowJsField(type.item));
    case 'fixedSizeList':
      return new FixedSizeList(type.size, toArrowJsField(type.item));
    case 'struct':
      return new Struct(type.fields.map(toArrowJsField));
    case 'union': {
      const fields = type.fields.map(toArrowJsField);
      return type.dense ? new DenseUnion([...type.typeIds], fields) : new SparseUnion([...type.typeIds], fields);
    }
    default:
      return type satisfies never;
  }
}
