import { DataType as ArrowJs, type Data, isArrowTable, type Table, type Vector, vectorFromArray } from 'apache-arrow';
import { type ArchetypeColumns, describe, toSnakeCase } from '../archetypes/define-archetype.ts';
import { FieldProblem } from '../archetypes/field-values.ts';
import * as archetypes from '../archetypes/index.ts';
import { concatArrays, listArray } from '../arrow/array-data.ts';
import { type DataType, formatDataType } from '../arrow/data-type.ts';
import { ValueProblem } from '../arrow/value-problem.ts';
import type { ComponentDescriptor } from '../chunk/chunk.ts';
import type { ComponentRows } from '../chunk/column-rows.ts';
import { cellType } from '../chunk/schema.ts';
import { boundsOf, byteLengthOf, fromArrowJsData, hasNulls } from './from-arrow-js-data.ts';
import { fromArrowJsType, holdsSameValues, isArrowJsList } from './from-arrow-js-type.ts';

/**
 * Vectors of apache-arrow as columns for `sendColumns`, one element per row; a null element means that nothing is logged
 * in that row. Numbers and bytes travel by reference.
 *
 * `archetype` is a name of Rerun's (`'Points3D'` or `'rerun.archetypes.Points3D'`; fields in camelCase or snake_case),
 * a name of your own with a dot, or null for bare columns. With Rerun's, a vector of the component's own type has one
 * instance per row, a vector of lists of it any number; otherwise a `List` vector has its items as instances and
 * anything else one instance per row. A `Table` stands for its columns by name.
 *
 * `sendColumns` throws InvalidValueError for an unknown field, a type that does not fit (nothing is cast) and a null
 * inside an instance.
 *
 * ```ts
 * recording.sendColumns('loss', { step: table.getChild('step')!.toArray() }, arrowColumns('Scalars', { scalars: table.getChild('loss')! }));
 * ```
 */
export function arrowColumns(
  archetype: string | null,
  fields: Readonly<Record<string, Vector>> | Table,
): ArchetypeColumns {
  const known = archetype === null ? undefined : rerunArchetypes().get(archetype.replace(RERUN_PREFIX, ''));
  const name = known?.archetype ?? archetype;
  return {
    archetype: name ?? '',
    columns: () =>
      entriesOf(fields).map(([key, given]) => {
        const argument = `${archetype ?? 'columns'}.${key}`;
        try {
          const vector = withoutDictionary(given);
          return known === undefined ? ownColumn(name, key, vector) : rerunColumn(known, argument, key, vector);
        } catch (error) {
          if (error instanceof ValueProblem) throw new FieldProblem(argument, error.expected, error.found);
          throw error;
        }
      }),
  };
}

const RERUN_PREFIX = /^rerun\.archetypes\./;

interface KnownArchetype {
  readonly archetype: string;
  readonly fields: (typeof archetypes.Points3D)['fields'];
}

/** All archetypes that are tables of fields, by short name. */
function rerunArchetypes(): ReadonlyMap<string, KnownArchetype> {
  return new Map(
    (Object.values(archetypes) as unknown[])
      .filter((value): value is KnownArchetype => typeof value === 'function' && 'fields' in value)
      .map((value) => [value.archetype.replace(RERUN_PREFIX, ''), value]),
  );
}

function entriesOf(fields: Readonly<Record<string, Vector>> | Table): readonly (readonly [string, Vector])[] {
  if (!isArrowTable(fields)) return Object.entries(fields as Readonly<Record<string, Vector>>);
  const table = fields as Table;
  return table.schema.fields.map(({ name }, index) => [name, table.getChildAt(index)!]);
}

/** apache-arrow makes dictionaries of texts by itself; Rerun has no such columns. */
function withoutDictionary(vector: Vector): Vector {
  const type: ArrowJs = vector.type;
  return ArrowJs.isDictionary(type) ? vectorFromArray(Array.from(vector), type.dictionary) : vector;
}

function rerunColumn(known: KnownArchetype, argument: string, key: string, vector: Vector): ComponentRows {
  const short = known.archetype.replace(RERUN_PREFIX, '');
  const found = Object.entries(known.fields).find(([field]) => field === key || toSnakeCase(field) === key);
  if (found === undefined) {
    throw new FieldProblem(argument, `one of ${Object.keys(known.fields).join(', ')}`, key);
  }
  const [field, { component }] = found;
  const descriptor = describe(known.archetype, `${short}:${toSnakeCase(field)}`, component);
  const type = fromArrowJsType(vector.type);
  if (holdsSameValues(type, descriptor.type)) return rowsOf(descriptor, vector, 'instance');
  if (type.kind === 'list' && holdsSameValues(type.item.type, descriptor.type)) {
    return rowsOf(descriptor, vector, 'list');
  }
  const expected = `${formatDataType(descriptor.type)}, or lists of it`;
  throw new ValueProblem(expected, formatDataType(type));
}

function ownColumn(archetype: string | null, key: string, vector: Vector): ComponentRows {
  const type = fromArrowJsType(vector.type);
  const isList = type.kind === 'list' && isArrowJsList(vector.type);
  const descriptor = {
    component: archetype === null ? key : `${archetype}:${key}`,
    ...(archetype === null ? {} : { archetype }),
    type: isList ? type.item.type : type,
  };
  return rowsOf(descriptor, vector, isList ? 'list' : 'instance');
}

/** What an element of the vector is: the one instance of its row, or the list of all. */
type RowShape = 'instance' | 'list';

function rowsOf(descriptor: ComponentDescriptor, vector: Vector, shape: RowShape): ComponentRows {
  const parts = vector.data.filter((data) => data.length > 0);
  // Nulls inside instances are found now, while a call with an entity path can be blamed.
  for (const data of parts) if (hasNulls(data)) partCells(descriptor, data, shape, 0, data.length);
  const starts = [0];
  for (const data of parts) starts.push(starts.at(-1)! + data.length);
  const partAt = memoryOf(starts);
  return {
    descriptor,
    rows: vector.length,
    byteLength: (row) => {
      const part = partAt(row);
      const at = row - starts[part]!;
      const data = parts[part]!;
      if (data.nullCount > 0 && !data.getValid(at)) return 0;
      if (shape === 'instance') return byteLengthOf(data, descriptor.type, at, at + 1);
      const { start, end } = boundsOf(data, at, at + 1);
      return byteLengthOf(data.children[0]!, descriptor.type, start, end);
    },
    cells: (from, to) => {
      const cells = parts.flatMap((data, part) => {
        const low = Math.max(from - starts[part]!, 0);
        const high = Math.min(to - starts[part]!, data.length);
        return low < high ? [partCells(descriptor, data, shape, low, high)] : [];
      });
      return concatArrays(cellType(descriptor), cells);
    },
  };
}

/** Which part holds a row; rows are asked for in ascending order, mostly. */
function memoryOf(starts: readonly number[]): (row: number) => number {
  let part = 0;
  return (row) => {
    if (row < starts[part]!) part = 0;
    while (row >= starts[part + 1]!) part++;
    return part;
  };
}

function partCells(descriptor: ComponentDescriptor, data: Data, shape: RowShape, from: number, to: number) {
  const { type } = descriptor;
  const convert = (low: number, high: number) => {
    if (shape === 'instance') return fromArrowJsData(data, type, low, high);
    const { start, end } = boundsOf(data, low, high);
    return withoutNulls(type, fromArrowJsData(data.children[0]!, type, start, end));
  };
  const offsets = new Int32Array(to - from + 1);
  const lengthOf = (at: number) => {
    if (shape === 'instance') return 1;
    const { start, end } = boundsOf(data, at, at + 1);
    return end - start;
  };
  const validity = new Uint8Array(to - from);
  const runs = [];
  let run = from;
  for (let at = from; at < to; at++) {
    const isNull = type.kind !== 'null' && type.kind !== 'denseUnion' && data.nullCount > 0 && !data.getValid(at);
    validity[at - from] = isNull ? 0 : 1;
    offsets[at - from + 1] = offsets[at - from]! + (isNull ? 0 : lengthOf(at));
    if (!isNull) continue;
    if (run < at) runs.push(convert(run, at));
    run = at + 1;
  }
  if (run < to) runs.push(convert(run, to));
  const hasNull = validity.includes(0);
  return listArray(cellType(descriptor), offsets, concatArrays(type, runs), hasNull ? validity : undefined);
}

/** Rerun knows no null instances: a missing value is a row without the component. */
function withoutNulls<T extends { readonly nullCount: number; readonly length: number }>(type: DataType, array: T): T {
  if (array.nullCount === 0 || type.kind === 'null') return array;
  throw new ValueProblem('no nulls among the instances of a row', `${array.nullCount} of ${array.length}`);
}
