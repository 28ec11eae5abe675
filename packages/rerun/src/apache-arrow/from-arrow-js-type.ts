import { DataType as ArrowJs, type Field as ArrowJsField, TimeUnit } from 'apache-arrow';
import {
  bool,
  type DataType,
  duration,
  type Field,
  f16,
  f32,
  f64,
  fixedBinary,
  i8,
  i16,
  i32,
  i64,
  list,
  nothing,
  timestamp,
  u8,
  u16,
  u32,
  u64,
  utf8,
} from '../arrow/data-type.ts';
import { ValueProblem } from '../arrow/value-problem.ts';

const INTS = { 8: [u8, i8], 16: [u16, i16], 32: [u32, i32], 64: [u64, i64] } as const;
const FLOATS = [f16, f32, f64] as const;

/**
 * The type of ours that holds values of a type of apache-arrow. `Binary` becomes a list of bytes, as Rerun's blobs are;
 * 64-bit offsets become 32-bit ones. Throws {@link ValueProblem} for types that Rerun has no use for.
 */
export function fromArrowJsType(type: ArrowJs): DataType {
  if (ArrowJs.isNull(type)) return nothing;
  if (ArrowJs.isBool(type)) return bool;
  if (ArrowJs.isInt(type)) return INTS[type.bitWidth][type.isSigned ? 1 : 0];
  if (ArrowJs.isFloat(type)) return FLOATS[type.precision];
  if (ArrowJs.isUtf8(type) || ArrowJs.isLargeUtf8(type)) return utf8;
  if (ArrowJs.isBinary(type) || ArrowJs.isLargeBinary(type)) return list(u8);
  if (ArrowJs.isFixedSizeBinary(type)) return fixedBinary(type.byteWidth);
  if (ArrowJs.isTimestamp(type) && type.unit === TimeUnit.NANOSECOND) return timestamp;
  if (ArrowJs.isDuration(type) && type.unit === TimeUnit.NANOSECOND) return duration;
  if (isArrowJsList(type)) return { kind: 'list', item: fromArrowJsField(type.children[0]!) };
  if (ArrowJs.isFixedSizeList(type)) {
    return { kind: 'fixedList', size: type.listSize, item: fromArrowJsField(type.children[0]!) };
  }
  if (ArrowJs.isStruct(type)) return { kind: 'struct', fields: type.children.map(fromArrowJsField) };
  if (ArrowJs.isDenseUnion(type) && type.typeIds.every((id, index) => id === index)) {
    return { kind: 'denseUnion', fields: type.children.map(fromArrowJsField) };
  }
  const expected = 'numbers, booleans, Utf8, Binary, times in nanoseconds, or lists, structs and dense unions of them';
  throw new ValueProblem(expected, `the Arrow type ${String(type)}`);
}

/** `List` or `LargeList`. */
export function isArrowJsList(type: ArrowJs): boolean {
  return ArrowJs.isList(type) || ArrowJs.isLargeList(type);
}

const fromArrowJsField = (field: ArrowJsField): Field => ({
  name: field.name,
  type: fromArrowJsType(field.type),
  nullable: field.nullable,
});

/** Same values in the same buffers: names of list items and nullability do not matter, names of members do. */
export function holdsSameValues(a: DataType, b: DataType): boolean {
  if (a.kind !== b.kind) return false;
  if (a.kind === 'fixedBinary') return a.byteWidth === (b as typeof a).byteWidth;
  if (a.kind === 'list') return holdsSameValues(a.item.type, (b as typeof a).item.type);
  if (a.kind === 'fixedList') {
    return a.size === (b as typeof a).size && holdsSameValues(a.item.type, (b as typeof a).item.type);
  }
  if (a.kind === 'struct' || a.kind === 'denseUnion') {
    const others = (b as typeof a).fields;
    return (
      a.fields.length === others.length &&
      a.fields.every(({ name, type }, index) => {
        const other = others[index]!;
        return other.name === name && holdsSameValues(type, other.type);
      })
    );
  }
  return true;
}
