/**
 * @module
 * How archetypes are made. To add one, write a file with a table of its fields and export the result:
 *
 * ```ts
 * // boxes2d.ts
 * export const Boxes2D = defineArchetype('Boxes2D', {
 *   // Half of width and height, n x 2.
 *   halfSizes: required(HalfSize2D),
 *   colors: optional(ColorComponent),
 * });
 * ```
 *
 * The key `halfSizes` becomes the component identifier `Boxes2D:half_sizes`; the component (from `components.ts`)
 * brings component type, Arrow type and the conversion of values. A third argument turns friendlier arguments into
 * fields (see `depth-image.ts`). Archetypes of blueprints pass a full name: `rerun.blueprint.archetypes.ViewBlueprint`.
 * Then export it from `archetypes/index.ts` and `src/index.ts`.
 */
import {
  type ArrayData,
  byteLength,
  concatArrays,
  emptyArray,
  isFixedWidth,
  listArray,
  sliceFixedWidth,
} from '../arrow/array-data.ts';
import { describeValue, ValueProblem } from '../arrow/from-values.ts';
import type { ComponentBatch, ComponentRows } from '../chunk/batcher.ts';
import type { ComponentDescriptor } from '../chunk/chunk.ts';
import { cellType } from '../chunk/schema.ts';
import type { Component } from '../values/codec.ts';

/** Values of one archetype, ready for `log` and `logStatic`; they are checked and encoded there. */
export interface Archetype {
  /** Full name, e.g. `rerun.archetypes.Points3D`. */
  readonly archetype: string;
  /** Components of one row. Throws {@link FieldProblem}. */
  batches(): readonly ComponentBatch[];
}

/** Columns of one archetype, ready for `sendColumns`. */
export interface ArchetypeColumns {
  readonly archetype: string;
  /** All columns with their rows. Throws {@link FieldProblem}. */
  columns(): readonly ComponentRows[];
}

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

/** A field of an archetype. */
export interface ArchetypeField<In, Required extends boolean> {
  readonly component: Component<In>;
  readonly required: Required;
}

/** A field that every full log call has. */
export const required = <In>(component: Component<In>): ArchetypeField<In, true> => ({ component, required: true });
/** A field that may be left out. */
export const optional = <In>(component: Component<In>): ArchetypeField<In, false> => ({ component, required: false });

// biome-ignore lint/suspicious/noExplicitAny: fields of all input types stand in one table
export type ArchetypeFields = Readonly<Record<string, ArchetypeField<any, boolean>>>;
type InputOf<Field> = Field extends ArchetypeField<infer In, boolean> ? In : never;

/** Named arguments of an archetype: required fields, and optional ones. */
export type FieldValues<Fields extends ArchetypeFields> = {
  readonly [Name in keyof Fields as Fields[Name]['required'] extends true ? Name : never]: InputOf<Fields[Name]>;
} & {
  readonly [Name in keyof Fields as Fields[Name]['required'] extends true ? never : Name]?:
    | InputOf<Fields[Name]>
    | undefined;
};

/** Any fields, none required. An empty array clears that component from this row on. */
export type PartialFieldValues<Fields extends ArchetypeFields> = {
  readonly [Name in keyof Fields]?: InputOf<Fields[Name]> | undefined;
};

/**
 * Per field, the values of all rows: an array with one entry per row (each as in a log call; null = nothing logged in
 * that row), or one flat typed array.
 */
export type ColumnValues<Fields extends ArchetypeFields> = {
  readonly [Name in keyof Fields]?: readonly (InputOf<Fields[Name]> | null)[] | FlatColumn | undefined;
};

/** All instances of all rows behind each other; a row has one instance unless `lengths` says otherwise. */
export type FlatColumn =
  | Float32Array
  | Float64Array
  | Uint8Array
  | Uint16Array
  | Uint32Array
  | Int32Array
  | BigInt64Array;

export interface ColumnOptions {
  /** Instances per row of flat typed arrays, when it is not one. */
  readonly lengths?: readonly number[];
}

/** What a defined archetype offers. */
export interface ArchetypeConstructor<Fields extends ArchetypeFields, Args> {
  /** One row: `recording.log(path, Points3D({ positions }), { frame: 3 })`. */
  (args: Args): Archetype;
  /** Full name, e.g. `rerun.archetypes.Points3D`. */
  readonly archetype: string;
  readonly fields: Fields;
  /** Only the given fields, none required. With `clearUnset`, all others are logged as empty. */
  update(values: PartialFieldValues<Fields>, options?: { readonly clearUnset?: boolean }): Archetype;
  /** Many rows for `sendColumns`. */
  columns(values: ColumnValues<Fields>, options?: ColumnOptions): ArchetypeColumns;
}

/**
 * An archetype from its table of fields. `name` without the prefix `rerun.archetypes.` (or a full name with dots);
 * `toFields` turns arguments of another shape into fields.
 */
export function defineArchetype<const Fields extends ArchetypeFields, Args = FieldValues<Fields>>(
  name: string,
  fields: Fields,
  toFields?: (args: Args) => PartialFieldValues<Fields>,
): ArchetypeConstructor<Fields, Args> {
  const archetype = name.includes('.') ? name : `rerun.archetypes.${name}`;
  const short = archetype.slice(archetype.lastIndexOf('.') + 1);
  const table = new Map<string, { descriptor: ComponentDescriptor; field: ArchetypeField<unknown, boolean> }>();
  for (const [key, field] of Object.entries(fields)) {
    table.set(key, { descriptor: describe(archetype, `${short}:${toSnakeCase(key)}`, field.component), field });
  }

  const encode = (values: Readonly<Record<string, unknown>>, clearUnset: boolean): readonly ComponentBatch[] => {
    refuseUnknown(short, values, table);
    const batches: ComponentBatch[] = [];
    for (const [key, { descriptor, field }] of table) {
      const value = values[key];
      if (value !== undefined) {
        batches.push({ descriptor, instances: encodeField(`${short}.${key}`, field.component, value) });
      } else if (clearUnset) {
        batches.push({ descriptor, instances: emptyArray(descriptor.type) });
      }
    }
    return batches;
  };

  const create = (args: Args): Archetype => ({
    archetype,
    batches: () => {
      const values = toFields === undefined ? (args as Readonly<Record<string, unknown>>) : toFields(args);
      for (const [key, { field }] of table) {
        if (field.required && values[key] === undefined) {
          throw new FieldProblem(`${short}.${key}`, 'a value', 'nothing');
        }
      }
      return encode(values, false);
    },
  });

  return Object.assign(create, {
    archetype,
    fields,
    update: (values: PartialFieldValues<Fields>, options: { readonly clearUnset?: boolean } = {}): Archetype => ({
      archetype,
      batches: () => encode(values, options.clearUnset ?? false),
    }),
    columns: (values: ColumnValues<Fields>, options: ColumnOptions = {}): ArchetypeColumns => ({
      archetype,
      columns: () => {
        refuseUnknown(short, values, table);
        const columns: ComponentRows[] = [];
        for (const [key, { descriptor, field }] of table) {
          const value = (values as Readonly<Record<string, unknown>>)[key];
          if (value !== undefined) {
            columns.push(encodeColumn(`${short}.${key}`, descriptor, field.component, value, options.lengths));
          }
        }
        return columns;
      },
    }),
  });
}

/** Descriptor of a component within an archetype. */
export function describe(
  archetype: string | undefined,
  name: string,
  component: Component<never>,
): ComponentDescriptor {
  return {
    component: name,
    ...(archetype === undefined ? {} : { archetype }),
    ...(component.componentType === undefined ? {} : { componentType: component.componentType }),
    type: component.type,
  };
}

/** `vertexPositions` to `vertex_positions`. */
export function toSnakeCase(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function refuseUnknown(short: string, values: object, table: ReadonlyMap<string, unknown>): void {
  for (const key of Object.keys(values)) {
    if (!table.has(key)) throw new FieldProblem(`${short}.${key}`, `one of ${[...table.keys()].join(', ')}`, key);
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
  const rows = lengths?.length ?? instances.length;
  const starts = new Float64Array(rows + 1);
  for (let row = 0; row < rows; row++) starts[row + 1] = starts[row]! + (lengths?.[row] ?? 1);
  if (starts[rows] !== instances.length) {
    throw new FieldProblem(argument, `${starts[rows]} instances (the sum of lengths)`, String(instances.length));
  }
  const width = instances.length === 0 ? 0 : byteLength(instances) / instances.length;
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
