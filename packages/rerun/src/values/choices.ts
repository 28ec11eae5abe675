import { type DataType, type PlainType, u8 } from '../arrow/data-type.ts';
import { arrayFromValues } from '../arrow/from-values.ts';
import { describeValue, ValueProblem } from '../arrow/value-problem.ts';
import type { ValueCodec } from './codec.ts';

/** One of the names of a table, e.g. `'Turbo'`, or several. */
export type Choices<Table> = (keyof Table & string) | readonly (keyof Table & string)[];

/** An enum of Rerun: names to the numbers on the wire. */
export function choices<const Table extends Readonly<Record<string, number>>>(
  table: Table,
  type: PlainType = u8,
): ValueCodec<Choices<Table>> {
  return {
    type,
    encode: (value) => {
      const names: readonly unknown[] = Array.isArray(value) ? value : [value];
      const numbers = names.map((name) => {
        const number = typeof name === 'string' && Object.hasOwn(table, name) ? table[name] : undefined;
        if (number === undefined)
          throw new ValueProblem(`one of ${Object.keys(table).join(', ')}`, describeValue(name));
        return number;
      });
      return arrayFromValues(type, numbers);
    },
  };
}

/**
 * Any Arrow type from plain values (see `arrayFromValues`). `toInstances` says which instances the value of one row
 * stands for; by default an array is a list of instances and anything else is one instance.
 */
export function plainValues<In>(
  type: DataType,
  toInstances: (value: In) => ArrayLike<unknown> = (value) =>
    Array.isArray(value) || (ArrayBuffer.isView(value) && 'length' in value) ? (value as ArrayLike<unknown>) : [value],
): ValueCodec<In> {
  return { type, encode: (value) => arrayFromValues(type, toInstances(value)) };
}
