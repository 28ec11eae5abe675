import { bytesOf } from '../arrow/array-data.ts';
import { f16, fixedList } from '../arrow/data-type.ts';
import { vectorsFromBytes } from '../arrow/from-values.ts';
import { numbersFromValues } from '../arrow/numbers-from-values.ts';
import { ValueProblem } from '../arrow/value-problem.ts';
import type { ValueCodec } from './codec.ts';
import { asNumbers } from './numbers.ts';

const TRIPLES = 15;
const NUMBERS_PER_SPLAT = TRIPLES * 3;
const TYPE = fixedList(TRIPLES, fixedList(3, f16));

/**
 * n x 15 x 3 numbers, flat: per splat 15 RGB triples, ordered by degree, then m = -l … +l; unused degrees zero. PLY
 * files of 3DGS have them channel by channel: transpose. A `Uint16Array` is taken as the bits of half floats.
 */
export type SphericalHarmonics = readonly number[] | Float32Array | Float64Array | Uint16Array;

export function sphericalHarmonics(): ValueCodec<SphericalHarmonics> {
  return {
    type: TYPE,
    encode: (value) => {
      const flat = asNumbers(value);
      if (flat.length % NUMBERS_PER_SPLAT !== 0) {
        throw new ValueProblem(`a flat array of n x ${NUMBERS_PER_SPLAT} numbers`, `${flat.length} numbers`);
      }
      const bytes = flat instanceof Uint16Array ? bytesOf(flat) : numbersFromValues(f16, flat);
      return vectorsFromBytes(TYPE, flat.length / NUMBERS_PER_SPLAT, bytes);
    },
  };
}
