import fc from 'fast-check';
import * as arrow from '../../src/arrow/data-type.ts';

/** A type and values that fit it (null where the field allows it). */
export interface TypedValues {
  readonly type: arrow.DataType;
  readonly values: readonly unknown[];
}

const wide = (min: bigint, max: bigint) => fc.bigInt({ min, max });
const I64 = wide(-(2n ** 63n), 2n ** 63n - 1n);

const PLAIN: readonly (readonly [arrow.PlainType, fc.Arbitrary<unknown>])[] = [
  [arrow.u8, fc.integer({ min: 0, max: 255 })],
  [arrow.i8, fc.integer({ min: -128, max: 127 })],
  [arrow.u16, fc.integer({ min: 0, max: 65535 })],
  [arrow.i16, fc.integer({ min: -32768, max: 32767 })],
  [arrow.u32, fc.integer({ min: 0, max: 2 ** 32 - 1 })],
  [arrow.i32, fc.integer()],
  [arrow.u64, wide(0n, 2n ** 64n - 1n)],
  [arrow.i64, I64],
  [arrow.f32, fc.float({ noNaN: true })],
  [arrow.f64, fc.double({ noNaN: true })],
  [arrow.bool, fc.boolean()],
  [arrow.utf8, fc.string({ unit: 'grapheme', maxLength: 12 })],
  [arrow.duration, I64],
];

interface Shape {
  readonly type: arrow.DataType;
  readonly value: fc.Arbitrary<unknown>;
}

/** With nulls if wanted; unions have none of their own. */
const nullable = ({ type, value }: Shape, isNullable: boolean) =>
  isNullable && type.kind !== 'denseUnion' ? fc.option(value) : value;

/** Random types up to three levels deep, with an arbitrary of their values. */
export const shape: fc.Arbitrary<Shape> = fc.letrec<{ shape: Shape }>((tie) => ({
  shape: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.constantFrom(...PLAIN).map(([type, value]) => ({ type, value })),
    fc.tuple(tie('shape'), fc.boolean()).map(([inner, isNullable]) => ({
      type: { kind: 'list', item: { name: 'item', type: inner.type, nullable: isNullable } } as const,
      value: fc.array(nullable(inner, isNullable), { maxLength: 4 }),
    })),
    fc.tuple(tie('shape'), fc.integer({ min: 1, max: 4 })).map(([inner, size]) => ({
      type: arrow.fixedList(size, inner.type),
      value: fc.array(inner.value, { minLength: size, maxLength: size }),
    })),
    fc.array(fc.tuple(tie('shape'), fc.boolean()), { minLength: 1, maxLength: 3 }).map((fields) => ({
      type: {
        kind: 'struct',
        fields: fields.map(([inner, isNullable], index) => ({
          name: `f${index}`,
          type: inner.type,
          nullable: isNullable,
        })),
      } as const,
      value: fc.record(
        Object.fromEntries(fields.map(([inner, isNullable], index) => [`f${index}`, nullable(inner, isNullable)])),
      ),
    })),
    fc.array(tie('shape'), { minLength: 1, maxLength: 3 }).map((variants) => ({
      type: arrow.denseUnion(Object.fromEntries(variants.map((variant, index) => [`v${index}`, variant.type]))),
      value: fc.oneof(...variants.map((variant, index) => fc.tuple(fc.constant(`v${index}`), variant.value))),
    })),
  ),
})).shape;

/** A type and up to `maxLength` values; nulls among them unless the type is a union, which has none. */
export const typedValues = (maxLength: number): fc.Arbitrary<TypedValues> =>
  shape.chain((made) =>
    fc.array(nullable(made, true), { maxLength }).map((values): TypedValues => ({ type: made.type, values })),
  );
