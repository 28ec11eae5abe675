import { type Data, type DataType, makeData, RecordBatch, Schema, Struct, Table } from 'apache-arrow';
import type { ArrowArray, Offsets } from '../read/arrow/array.ts';
import type { ArrowType } from '../read/arrow/types.ts';
import type { Chunk } from '../read/chunk.ts';
import { toArrowJsField } from './to-arrow-js-type.ts';

/**
 * A decoded chunk as a table of apache-arrow: a row per row of the chunk, columns as they lie in the file (row id,
 * timelines, then a list column per component), with all names and metadata of the file. Values are not copied where
 * their alignment allows. Arrow types that Rerun does not use (decimals, intervals, …) come as `FixedSizeBinary`.
 */
export function chunkTable(chunk: Chunk): Table {
  const fields = chunk.fields.map(toArrowJsField);
  const children = chunk.fields.map((field, index) => {
    if (index === 0) return plainData(fields[0]!.type, chunk.rowCount, chunk.rowIds);
    const timeline = chunk.timelines[index - 1];
    if (timeline !== undefined) return plainData(fields[index]!.type, chunk.rowCount, timeline.values);
    return toData(field.type, fields[index]!.type, chunk.components[index - 1 - chunk.timelines.length]!.array);
  });
  const schema = new Schema(fields, new Map(chunk.metadata));
  const batch = makeData({ type: new Struct(fields), length: chunk.rowCount, nullCount: 0, children });
  return new Table(schema, [new RecordBatch(schema, batch)]);
}

/** What `makeData` takes for any type; its own overloads want one type each. */
type AnyDataProps = Parameters<typeof makeData>[0];

function plainData(type: DataType, length: number, data: ArrayBufferView): Data {
  return makeData({ type, length, nullCount: 0, data } as AnyDataProps);
}

function toData(type: ArrowType, target: DataType, array: ArrowArray): Data {
  const { length, nullCount, validity } = array;
  const base = { type: target, length, nullCount, ...(validity === undefined ? {} : { nullBitmap: validity }) };
  return makeData({ ...base, ...buffersOf(type, target, array) } as unknown as AnyDataProps);
}

function buffersOf(type: ArrowType, target: DataType, array: ArrowArray): object {
  switch (type.kind) {
    case 'null':
      return {};
    case 'utf8':
    case 'binary':
      return { data: array.data, valueOffsets: offsetsOf(array.offsets!, type.large) };
    case 'list':
      return {
        valueOffsets: offsetsOf(array.offsets!, type.large),
        child: toData(type.item.type, target.children[0]!.type, array.children[0]!),
      };
    case 'fixedSizeList':
      return { child: toData(type.item.type, target.children[0]!.type, array.children[0]!) };
    case 'struct':
      return { children: childrenOf(type.fields, target, array) };
    case 'union':
      return {
        typeIds: array.typeIds,
        children: childrenOf(type.fields, target, array),
        ...(array.offsets === undefined ? {} : { valueOffsets: array.offsets }),
      };
    default:
      return { data: aligned(target, array.data) };
  }
}

function childrenOf(fields: readonly { readonly type: ArrowType }[], target: DataType, array: ArrowArray): Data[] {
  return fields.map((field, index) => toData(field.type, target.children[index]!.type, array.children[index]!));
}

/** The reader narrows 64-bit offsets; apache-arrow wants them wide. */
function offsetsOf(offsets: Offsets, large: boolean): Int32Array | BigInt64Array {
  return large ? BigInt64Array.from(offsets, BigInt) : (offsets as Int32Array);
}

/** apache-arrow makes typed arrays around the bytes, which need to start at a multiple of their width. */
function aligned(type: DataType, bytes: Uint8Array): Uint8Array {
  const width = (type.ArrayType as unknown as { readonly BYTES_PER_ELEMENT?: number }).BYTES_PER_ELEMENT ?? 1;
  return bytes.byteOffset % width === 0 ? bytes : bytes.slice();
}
