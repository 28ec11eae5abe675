import { type ArrayData, bytesOf, fixedWidthArray, listArray } from '../arrow/array-data.ts';
import { list, u8, utf8 } from '../arrow/data-type.ts';
import { arrayFromValues } from '../arrow/from-values.ts';
import { describeValue, ValueProblem } from '../arrow/value-problem.ts';
import type { ValueCodec } from './codec.ts';

/** One text or several. */
export type Texts = string | readonly string[];

/** UTF-8 texts; `check` may refuse one by returning what was expected. */
export function texts(check?: (text: string) => string | undefined): ValueCodec<Texts> {
  return {
    type: utf8,
    encode: (value) => {
      const values = typeof value === 'string' ? [value] : value;
      if (!Array.isArray(values)) throw new ValueProblem('text or an array of texts', describeValue(value));
      for (const text of values) {
        if (typeof text !== 'string') throw new ValueProblem('text', describeValue(text));
        const expected = check?.(text);
        if (expected !== undefined) throw new ValueProblem(expected, describeValue(text));
      }
      return arrayFromValues(utf8, values);
    },
  };
}

/** Bytes of one file or buffer: any view, or an `ArrayBuffer`. The memory is used as it is, not copied. */
export type Bytes = ArrayBufferView | ArrayBuffer;

const BYTES_TYPE = list(u8);

/** Instances that are byte buffers; one row holds one. An empty array means no instance. */
export function blobs(): ValueCodec<Bytes | readonly Bytes[]> {
  return {
    type: BYTES_TYPE,
    encode: (value) => {
      const buffers = (Array.isArray(value) ? value : [value]).map(toBytes);
      const offsets = new Int32Array(buffers.length + 1);
      let total = 0;
      for (const [index, bytes] of buffers.entries()) {
        total += bytes.length;
        if (total > 0x7fffffff) throw new ValueProblem('at most 2147483647 bytes', `${total} bytes`);
        offsets[index + 1] = total;
      }
      const items: ArrayData = { ...fixedWidthArray(u8, total, new Uint8Array()), pieces: buffers };
      return listArray(BYTES_TYPE, offsets, items);
    },
  };
}

function toBytes(value: unknown): Uint8Array {
  if (value instanceof Uint8Array) return value;
  if (ArrayBuffer.isView(value)) return bytesOf(value);
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  throw new ValueProblem('a Uint8Array, another view or an ArrayBuffer', describeValue(value));
}
