import { fixedWidthArray } from '../arrow/array-data.ts';
import { u32 } from '../arrow/data-type.ts';
import { numbersFromValues } from '../arrow/numbers-from-values.ts';
import { describeValue, ValueProblem } from '../arrow/value-problem.ts';
import type { ValueCodec } from './codec.ts';

/** `0xRRGGBBAA`, or red, green, blue (and alpha) from 0 to 255; sRGB, straight alpha. */
export type Color = number | readonly [number, number, number] | readonly [number, number, number, number];

/**
 * One color or several: a {@link Color}, an array of them, a `Uint32Array` of `0xRRGGBBAA`, or a `Uint8Array` of four
 * bytes (RGBA) per color.
 */
export type Colors = Color | readonly Color[] | Uint32Array | Uint8Array;

/** Red, green, blue, alpha from 0 to 255 to `0xRRGGBBAA`. */
export function packColor(red: number, green: number, blue: number, alpha = 255): number {
  return ((red << 24) | (green << 16) | (blue << 8) | alpha) >>> 0;
}

/** Colors as u32. */
export function colors(): ValueCodec<Colors> {
  return {
    type: u32,
    encode: (value) => {
      const packed = packAll(value);
      return fixedWidthArray(u32, packed.length, numbersFromValues(u32, packed));
    },
    encodeFlat: (value) => {
      if (!(value instanceof Uint32Array)) return undefined;
      return fixedWidthArray(u32, value.length, numbersFromValues(u32, value));
    },
  };
}

function packAll(value: unknown): ArrayLike<number> {
  if (typeof value === 'number' || isTuple(value)) return [packOne(value)];
  if (value instanceof Uint32Array) return value;
  if (value instanceof Uint8Array) {
    if (value.length % 4 !== 0) throw new ValueProblem('four bytes (RGBA) per color', describeValue(value));
    const packed = new Uint32Array(value.length / 4);
    for (let index = 0; index < packed.length; index++) {
      const at = 4 * index;
      packed[index] = packColor(value[at]!, value[at + 1]!, value[at + 2]!, value[at + 3]!);
    }
    return packed;
  }
  if (Array.isArray(value)) return value.map(packOne);
  throw new ValueProblem(
    '0xRRGGBBAA, [r, g, b(, a)], an array of those, Uint32Array or Uint8Array',
    describeValue(value),
  );
}

/** A tuple of three or four small numbers is one color; packed colors go in a Uint32Array or stand alone. */
function isTuple(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    (value.length === 3 || value.length === 4) &&
    value.every((channel) => typeof channel === 'number' && channel >= 0 && channel <= 255)
  );
}

function packOne(value: unknown): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 0xffffffff) return value;
  if (isTuple(value) && (value as number[]).every(Number.isInteger)) {
    const [red, green, blue, alpha] = value as [number, number, number, number?];
    return packColor(red, green, blue, alpha);
  }
  throw new ValueProblem('0xRRGGBBAA or [r, g, b(, a)] with integers from 0 to 255', describeValue(value));
}
