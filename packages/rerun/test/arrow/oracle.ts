import { tableFromIPC, type Vector } from 'apache-arrow';
import type { ArrayData } from '../../src/arrow/array-data.ts';
import type { DataType } from '../../src/arrow/data-type.ts';
import { END_OF_STREAM } from '../../src/arrow/message.ts';
import { encodeRecordBatch } from '../../src/arrow/record-batch.ts';
import { encodeSchemaMessage } from '../../src/arrow/schema-message.ts';

/** One column as an IPC stream of ours, read by apache-arrow. */
export function readBack(array: ArrayData): Vector {
  const schema = encodeSchemaMessage([{ name: 'column', type: array.type, nullable: true }]);
  const batch = encodeRecordBatch(array.length, [array]);
  return tableFromIPC([schema, ...batch.pieces, END_OF_STREAM]).getChildAt(0)!;
}

/** Values of a vector in the form that `arrayFromValues` takes. */
export function valuesOf(type: DataType, vector: Vector): unknown[] {
  return Array.from({ length: vector.length }, (_, row) => valueAt(type, vector, row));
}

function valueAt(type: DataType, vector: Vector, row: number): unknown {
  if (type.kind === 'denseUnion') {
    const data = vector.data[0]!;
    const id = data.typeIds[row]!;
    const child = vector.getChildAt(id)!;
    return [type.fields[id]!.name, valueAt(type.fields[id]!.type, child, data.valueOffsets[row]!)];
  }
  if (!vector.isValid(row)) return null;
  switch (type.kind) {
    case 'list':
    case 'fixedList':
      return valuesOf(type.item.type, vector.get(row));
    case 'struct':
      return Object.fromEntries(
        type.fields.map((field, index) => [field.name, valueAt(field.type, vector.getChildAt(index)!, row)]),
      );
    default:
      return vector.get(row);
  }
}
