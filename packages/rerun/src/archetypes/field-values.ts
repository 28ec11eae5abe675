import {
  type ArrayData,
  byteLength,
  concatArrays,
  isFixedWidth,
  listArray,
  sliceFixedWidth,
} from '../arrow/array-data.ts';
import { describeValue, ValueProblem } from '../arrow/value-problem.ts';
import type { ComponentDescriptor } from '../chunk/chunk.ts';
import type { ComponentRows } from '../chunk/column-rows.ts';
import { cellType } from '../chunk/schema.ts';
import type { Component } from '../values/codec.ts';

/** A value of a field that cannot be written; `log` turns it into `InvalidValueError` with the entity path. */
export class FieldProblem extends Error {
  readonly argument: string;
  readonly expected: string;
  readonly found: string;

  constructor(argument: string, expected: string, found: string) {
    super(`${argument}: expected ${expected}, found ${found}`);
    this.argument = argument;
    this.expected = expected;
    this.found = found;
  }
}

/** Value of one row to instances. */
export function encodeField(argument: string, component: Component<never>, value: unknown): ArrayData {
  try {
    return component.encode(value as never);
  } catch (error) {
    if (error instanceof ValueProblem) throw new FieldProblem(argument, error.expected, error.found);
    throw error;
  }
}

/** Values of many rows to a column. */
export function encodeColumn(
  argument: string,
  descriptor: ComponentDescriptor,
  component: Component<never>,
  value: unknown,
  lengths: readonly number[] | undefined,
): ComponentRows {
  const isTyped = ArrayBuffer.isView(value);
  if (!isTyped && !Array.isArray(value)) {
    throw new FieldProblem(argument, 'an array with one value per row, or a typed array', describeValue(value));
  }
  let flat: ArrayData | undefined;
  try {
    flat = isTyped || lengths === undefined ? component.encodeFlat?.(value) : undefined;
  } catch (error) {
    if (error instanceof ValueProblem) throw new FieldProblem(argument, error.expected, error.found);
    throw error;
  }
  if (flat !== undefined && isFixedWidth(flat)) {
    return flatRows(argument, descriptor, flat, isTyped ? lengths : undefined);
  }
  if (isTyped) throw new FieldProblem(argument, 'an array with one value per row', describeValue(value));
  const cells = value.map((row, index) =>
    row === null || row === undefined ? undefined : encodeField(`${argument}[${index}]`, component, row),
  );
  return cellRows(descriptor, cells);
}

function flatRows(
  argument: string,
  descriptor: ComponentDescriptor,
  instances: ArrayData,
  lengths: readonly number[] | undefined,
): ComponentRows {
  const width = instances.length === 0 ? 0 : byteLength(instances) / instances.length;
  if (lengths === undefined) return oneEach(descriptor, instances, width);
  const rows = lengths.length;
  const starts = new Float64Array(rows + 1);
  for (let row = 0; row < rows; row++) starts[row + 1] = starts[row]! + lengths[row]!;
  if (starts[rows] !== instances.length) {
    throw new FieldProblem(argument, `${starts[rows]} instances (the sum of lengths)`, String(instances.length));
  }
  return {
    descriptor,
    rows,
    byteLength: (row) => (starts[row + 1]! - starts[row]!) * width,
    cells: (from, to) => {
      const offsets = new Int32Array(to - from + 1);
      for (let row = from; row <= to; row++) offsets[row - from] = starts[row]! - starts[from]!;
      return listArray(cellType(descriptor), offsets, sliceFixedWidth(instances, starts[from]!, starts[to]!));
    },
  };
}

/** One instance per row, the way of scalars: nothing to keep per row. */
function oneEach(descriptor: ComponentDescriptor, instances: ArrayData, width: number): ComponentRows {
  return {
    descriptor,
    rows: instances.length,
    byteLength: () => width,
    rowBytes: width,
    cells: (from, to) => {
      const offsets = new Int32Array(to - from + 1);
      for (let row = 1; row < offsets.length; row++) offsets[row] = row;
      return listArray(cellType(descriptor), offsets, sliceFixedWidth(instances, from, to));
    },
  };
}

/** Rows given one by one; undefined is a null cell. */
export function cellRows(descriptor: ComponentDescriptor, cells: readonly (ArrayData | undefined)[]): ComponentRows {
  return {
    descriptor,
    rows: cells.length,
    byteLength: (row) => (cells[row] === undefined ? 0 : byteLength(cells[row])),
    cells: (from, to) => {
      const offsets = new Int32Array(to - from + 1);
      const present: ArrayData[] = [];
      let validity: Uint8Array | undefined;
      for (let row = from; row < to; row++) {
        const cell = cells[row];
        if (cell === undefined) {
          validity ??= new Uint8Array(to - from).fill(1);
          validity[row - from] = 0;
        } else present.push(cell);
        offsets[row - from + 1] = offsets[row - from]! + (cell?.length ?? 0);
      }
      return listArray(cellType(descriptor), offsets, concatArrays(descriptor.type, present), validity);
    },
  };
}
