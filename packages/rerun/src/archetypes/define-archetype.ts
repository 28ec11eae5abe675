/**
 * @module
 * How archetypes are made. To add one, write a file with a table of its fields and export the result:
 *
 * ```ts
 * // boxes2d.ts
 * export const Boxes2D = defineArchetype('Boxes2D', {
 *   // Half of width and height, n x 2.
 *   halfSizes: required(HalfSize2D),
 *   colors: perInstance(ColorComponent),
 *   drawOrder: single(DrawOrder),
 * });
 * ```
 *
 * The key `halfSizes` becomes the component identifier `Boxes2D:half_sizes`; the component (from `components.ts`)
 * brings component type, Arrow type and the conversion of values. A third argument turns friendlier arguments into
 * fields (see `depth-image.ts`). Archetypes of blueprints pass a full name: `rerun.blueprint.archetypes.ViewBlueprint`.
 * Then export it from `archetypes/index.ts` and `src/index.ts`.
 */
import { emptyArray } from '../arrow/array-data.ts';
import type { ComponentBatch } from '../chunk/batcher.ts';
import type { ComponentDescriptor } from '../chunk/chunk.ts';
import type { ComponentRows } from '../chunk/column-rows.ts';
import type { Component } from '../values/codec.ts';
import { encodeColumn, encodeField, FieldProblem } from './field-values.ts';

export { FieldProblem } from './field-values.ts';

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

/** A field of an archetype. */
export interface ArchetypeField<In, Required extends boolean> {
  readonly component: Component<In>;
  readonly required: Required;
  /** How many instances a row may have: one, or as many as the first required field. Undefined: any number. */
  readonly count?: 'one' | 'perInstance';
}

/** A field that every full log call has. */
export const required = <In>(component: Component<In>): ArchetypeField<In, true> => ({ component, required: true });
/** A field that may be left out. */
export const optional = <In>(component: Component<In>): ArchetypeField<In, false> => ({ component, required: false });
/** A field that may be left out and has one instance for the whole row, like an opacity. */
export const single = <In>(component: Component<In>): ArchetypeField<In, false> => ({
  ...optional(component),
  count: 'one',
});
/**
 * A field that may be left out and has at most as many instances as the first required field. Viewers repeat the last
 * one for the rest and drop surplus ones without a word, so surplus is refused.
 */
export const perInstance = <In>(component: Component<In>): ArchetypeField<In, false> => ({
  ...optional(component),
  count: 'perInstance',
});

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
    let counted: { readonly key: string; readonly length: number } | undefined;
    for (const [key, { descriptor, field }] of table) {
      const value = values[key];
      if (value !== undefined) {
        const instances = encodeField(`${short}.${key}`, field.component, value);
        if (field.required) counted ??= { key, length: instances.length };
        checkCount(`${short}.${key}`, field, instances.length, counted);
        batches.push({ descriptor, instances });
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

/** Fewer than needed is fine: the last one is repeated. One is always fine: it may wait for the next row. */
function checkCount(
  argument: string,
  { count }: ArchetypeField<unknown, boolean>,
  length: number,
  counted: { readonly key: string; readonly length: number } | undefined,
): void {
  if (count === 'one' && length > 1) throw new FieldProblem(argument, 'one value', `${length} values`);
  if (count !== 'perInstance' || counted === undefined || length <= Math.max(1, counted.length)) return;
  throw new FieldProblem(argument, `at most ${counted.length} values, one per ${counted.key}`, `${length} values`);
}

function refuseUnknown(short: string, values: object, table: ReadonlyMap<string, unknown>): void {
  for (const key of Object.keys(values)) {
    if (!table.has(key)) throw new FieldProblem(`${short}.${key}`, `one of ${[...table.keys()].join(', ')}`, key);
  }
}
