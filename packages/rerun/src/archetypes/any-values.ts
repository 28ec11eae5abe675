import { bool, f32, f64, i8, i16, i32, i64, type PlainType, u8, u16, u32, u64, utf8 } from '../arrow/data-type.ts';
import { describeValue } from '../arrow/value-problem.ts';
import { type Archetype, type ArchetypeColumns, FieldProblem } from './define-archetype.ts';
import { archetype, archetypeColumns, type GenericField } from './generic.ts';

type Scalar = number | bigint | boolean | string;

/**
 * Numbers are f64, bigints i64; typed arrays keep their own type. An array is several instances of one kind.
 */
export type AnyValue = Scalar | readonly Scalar[] | ArrayBufferView;

/** Values under names of your own: `AnyValues({ confidence: [1.2, 3.4], count: 7n })`. No archetype, no component type. */
export function AnyValues(values: Readonly<Record<string, AnyValue>>): Archetype {
  return { archetype: '', batches: () => archetype(null, typedFields('AnyValues', values)).batches() };
}

/** Many rows of {@link AnyValues} for `sendColumns`: one value per row. */
AnyValues.columns = (values: ColumnsOfAnyValues): ArchetypeColumns => ({
  archetype: '',
  columns: () => archetypeColumns(null, typedFields('AnyValues', values)).columns(),
});

/** The same under an archetype name of your own: `DynamicArchetype('outlay.Fit', { rmse: 0.25 })`. */
export function DynamicArchetype(name: string, values: Readonly<Record<string, AnyValue>>): Archetype {
  return { archetype: name, batches: () => archetype(name, typedFields(name, values)).batches() };
}

/** Many rows of {@link DynamicArchetype} for `sendColumns`: one value per row. */
DynamicArchetype.columns = (name: string, values: ColumnsOfAnyValues): ArchetypeColumns => ({
  archetype: name,
  columns: () => archetypeColumns(name, typedFields(name, values)).columns(),
});

/** One value per row: an array of one kind, or a typed array. */
export type ColumnsOfAnyValues = Readonly<Record<string, readonly Scalar[] | ArrayBufferView>>;

const TYPE_OF_ARRAY: Readonly<Record<string, PlainType>> = {
  Uint8Array: u8,
  Uint8ClampedArray: u8,
  Uint16Array: u16,
  Uint32Array: u32,
  BigUint64Array: u64,
  Int8Array: i8,
  Int16Array: i16,
  Int32Array: i32,
  BigInt64Array: i64,
  Float32Array: f32,
  Float64Array: f64,
};
const TYPE_OF_SCALAR: Readonly<Record<string, PlainType>> = { number: f64, bigint: i64, boolean: bool, string: utf8 };

function typedFields(name: string, values: Readonly<Record<string, AnyValue>>): Readonly<Record<string, GenericField>> {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, { type: typeOf(`${name}.${key}`, value), values: value }]),
  );
}

function typeOf(argument: string, value: unknown): PlainType {
  if (ArrayBuffer.isView(value)) {
    const type = TYPE_OF_ARRAY[value.constructor.name];
    if (type !== undefined) return type;
  } else {
    const items: readonly unknown[] = Array.isArray(value) ? value : [value];
    const kind = typeof items[0];
    const type = TYPE_OF_SCALAR[kind];
    if (type !== undefined && items.every((item) => typeof item === kind)) return type;
  }
  const expected = 'numbers, bigints, booleans or texts (all of one kind, at least one), or a typed array';
  throw new FieldProblem(argument, expected, describeValue(value));
}
