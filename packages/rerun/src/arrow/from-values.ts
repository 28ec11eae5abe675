import { type ArrayData, emptyArray, fixedListArray, fixedWidthArray } from './array-data.ts';
import { byteWidth, type DataType, type Field, type FixedListType, formatDataType } from './data-type.ts';
import { numbersFromValues } from './numbers-from-values.ts';
import { describeValue, ValueProblem } from './value-problem.ts';

const utf8 = new TextEncoder();

/**
 * An Arrow array of any type from plain values: numbers (bigint or number for 64 bits), booleans, strings, arrays,
 * typed arrays, objects for structs, `[variant, value]` for unions, `Uint8Array` for binary; null or undefined is null.
 * Element by element: meant for thin columns. Throws {@link ValueProblem}.
 */
export function arrayFromValues(type: DataType, values: ArrayLike<unknown>): ArrayData {
  const length = values.length;
  if (length === 0) return emptyArray(type);
  if (type.kind === 'denseUnion') return unionFromValues(type.fields, type, values);
  const validity = validityOf(values);
  const nullCount = validity === undefined ? 0 : validity.reduce((nulls, valid) => nulls + (valid === 0 ? 1 : 0), 0);
  const base = { type, length, nullCount, validity };
  switch (type.kind) {
    case 'null':
      return { ...base, nullCount: length, validity: undefined, pieces: [], offsets: undefined, children: [] };
    case 'utf8': {
      const { offsets, bytes } = encodeTexts(values);
      return { ...base, pieces: [bytes], offsets, children: [] };
    }
    case 'fixedBinary': {
      const bytes = new Uint8Array(length * type.byteWidth);
      for (let index = 0; index < length; index++) {
        const value = values[index] ?? new Uint8Array(type.byteWidth);
        if (!(value instanceof Uint8Array) || value.length !== type.byteWidth) {
          throw new ValueProblem(`a Uint8Array of length ${type.byteWidth}`, describeValue(value));
        }
        bytes.set(value, index * type.byteWidth);
      }
      return { ...base, pieces: [bytes], offsets: undefined, children: [] };
    }
    case 'list': {
      const { offsets, items } = flatten(values);
      return { ...base, pieces: [], offsets, children: [childFromValues(type.item, items)] };
    }
    case 'fixedList': {
      const { items } = flatten(values, type);
      return { ...base, pieces: [], offsets: undefined, children: [childFromValues(type.item, items)] };
    }
    case 'struct':
      return { ...base, pieces: [], offsets: undefined, children: structChildren(type.fields, values, validity) };
    default:
      return { ...base, pieces: [numbersFromValues(type, values)], offsets: undefined, children: [] };
  }
}

/** Fixed-size lists of numbers around one flat buffer, without a copy. */
export function vectorsFromBytes(type: DataType, count: number, bytes: Uint8Array): ArrayData {
  if (type.kind !== 'fixedList') return fixedWidthArray(type, count, bytes);
  return fixedListArray(type, count, vectorsFromBytes(type.item.type, count * type.size, bytes));
}

/** A child array; nulls only where its field allows them. */
function childFromValues(field: Field, values: ArrayLike<unknown>): ArrayData {
  if (!field.nullable) refuseNulls(field, values);
  return arrayFromValues(field.type, values);
}

function refuseNulls(field: Field, values: ArrayLike<unknown>): void {
  if (ArrayBuffer.isView(values) || field.type.kind === 'null') return;
  for (let index = 0; index < values.length; index++) {
    if (values[index] === null || values[index] === undefined) {
      throw new ValueProblem(`a value for ${field.name} (${formatDataType(field.type)})`, describeValue(values[index]));
    }
  }
}

function validityOf(values: ArrayLike<unknown>): Uint8Array | undefined {
  if (ArrayBuffer.isView(values)) return undefined;
  let validity: Uint8Array | undefined;
  for (let index = 0; index < values.length; index++) {
    if (values[index] !== null && values[index] !== undefined) continue;
    validity ??= new Uint8Array(values.length).fill(1);
    validity[index] = 0;
  }
  return validity;
}

/** Texts behind each other, and where each starts. Nulls are empty. */
export function encodeTexts(values: ArrayLike<unknown>): { offsets: Int32Array; bytes: Uint8Array } {
  const offsets = new Int32Array(values.length + 1);
  const encoded: Uint8Array[] = [];
  for (let index = 0; index < values.length; index++) {
    const value = values[index] ?? '';
    if (typeof value !== 'string') throw new ValueProblem('text', describeValue(value));
    const bytes = utf8.encode(value);
    encoded.push(bytes);
    offsets[index + 1] = offsets[index]! + bytes.length;
  }
  const bytes = new Uint8Array(offsets[values.length]!);
  for (const [index, part] of encoded.entries()) bytes.set(part, offsets[index]!);
  return { offsets, bytes };
}

function isArrayLike(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && 'length' in value);
}

/** Items of all lists behind each other; with `fixed`, every list has its size and a null one is filled up. */
function flatten(
  values: ArrayLike<unknown>,
  fixed?: FixedListType,
): { offsets: Int32Array; items: ArrayLike<unknown> } {
  const size = fixed?.size;
  const offsets = new Int32Array(values.length + 1);
  const only = values[0];
  if (values.length === 1 && isArrayLike(only) && (size === undefined || only.length === size)) {
    offsets[1] = only.length;
    return { offsets, items: only };
  }
  const items: unknown[] = [];
  for (let index = 0; index < values.length; index++) {
    const value = values[index] ?? (fixed === undefined ? [] : zeroOf(fixed));
    if (!isArrayLike(value) || (size !== undefined && value.length !== size)) {
      throw new ValueProblem(size === undefined ? 'an array' : `an array of length ${size}`, describeValue(value));
    }
    for (let item = 0; item < value.length; item++) items.push(value[item]);
    offsets[index + 1] = items.length;
  }
  return { offsets, items };
}

function structChildren(
  fields: readonly Field[],
  values: ArrayLike<unknown>,
  validity: Uint8Array | undefined,
): readonly ArrayData[] {
  const rows = Array.from({ length: values.length }, (_, index) => {
    const row = values[index] ?? {};
    if (typeof row !== 'object') throw new ValueProblem('an object', describeValue(row));
    return row as Readonly<Record<string, unknown>>;
  });
  const names = new Set(fields.map((field) => field.name));
  for (const row of rows) {
    const stranger = Object.keys(row).find((key) => !names.has(key));
    if (stranger !== undefined)
      throw new ValueProblem(`an object with keys ${[...names].join(', ')}`, `key ${stranger}`);
  }
  return fields.map((field) => {
    const column = rows.map((row) => row[field.name]);
    // Below a null struct any value will do: it is never read.
    if (validity === undefined) return childFromValues(field, column);
    return arrayFromValues(
      field.type,
      column.map((value, row) => (validity[row] === 0 ? zeroOf(field.type) : value)),
    );
  });
}

function zeroOf(type: DataType): unknown {
  switch (type.kind) {
    case 'utf8':
      return '';
    case 'bool':
      return false;
    case 'null':
      return null;
    case 'list':
      return [];
    case 'fixedList':
      return Array.from({ length: type.size }, () => zeroOf(type.item.type));
    case 'fixedBinary':
      return new Uint8Array(type.byteWidth);
    case 'struct':
      return Object.fromEntries(type.fields.map((field) => [field.name, zeroOf(field.type)]));
    case 'denseUnion':
      return [type.fields[0]!.name, zeroOf(type.fields[0]!.type)];
    default:
      return byteWidth(type) === 8 && type.kind !== 'f64' ? 0n : 0;
  }
}

function unionFromValues(fields: readonly Field[], type: DataType, values: ArrayLike<unknown>): ArrayData {
  const ids = new Uint8Array(values.length);
  const offsets = new Int32Array(values.length);
  const variants: unknown[][] = fields.map(() => []);
  const nullVariant = fields[0]?.type.kind === 'null' ? [fields[0].name, null] : undefined;
  for (let index = 0; index < values.length; index++) {
    // A union has no nulls of its own; Rerun's have a first variant of type Null for that.
    const value = values[index] ?? nullVariant;
    const [name, inner] = Array.isArray(value) ? (value as [unknown, unknown]) : [undefined, undefined];
    const id = fields.findIndex((field) => field.name === name);
    if (id < 0) {
      const names = fields.map((field) => field.name).join(', ');
      throw new ValueProblem(`[variant, value] with a variant of ${names}`, describeValue(value));
    }
    ids[index] = id;
    offsets[index] = variants[id]!.length;
    variants[id]!.push(inner ?? null);
  }
  return {
    type,
    length: values.length,
    nullCount: 0,
    validity: undefined,
    pieces: [ids],
    offsets,
    children: fields.map((field, id) => childFromValues(field, variants[id]!)),
  };
}
