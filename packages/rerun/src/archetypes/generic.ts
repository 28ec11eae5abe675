import { byteWidth, type DataType } from '../arrow/data-type.ts';
import { arrayFromValues } from '../arrow/from-values.ts';
import type { ComponentDescriptor } from '../chunk/chunk.ts';
import { plainValues } from '../values/choices.ts';
import type { Component } from '../values/codec.ts';
import type { Archetype, ArchetypeColumns } from './define-archetype.ts';
import { encodeColumn, encodeField } from './field-values.ts';

/** One field of an archetype of your own. */
export interface GenericField {
  /** Arrow type of one instance, e.g. `f32`, `list(u8)`, `struct({ a: u16, 'b?': utf8 })`. */
  readonly type: DataType;
  /** Full name, if the component is one of Rerun's, e.g. `rerun.components.Color`. */
  readonly componentType?: string;
  /** Instances of one row: an array or typed array; anything else is one instance. */
  readonly values: unknown;
}

/**
 * Anything Rerun has no archetype for. With `name`, identifiers become `name:field`, for Rerun's own names `Type:field`;
 * without it (null), the field names are the identifiers. Viewers show such data in the dataframe view and the selection panel.
 *
 * `archetype('my.Weather', { temperature: { type: f32, values: [21.5] } })`
 */
export function archetype(name: string | null, fields: Readonly<Record<string, GenericField>>): Archetype {
  return {
    archetype: name ?? '',
    batches: () =>
      Object.entries(fields).map(([key, field]) => ({
        descriptor: descriptorOf(name, key, field),
        instances: encodeField(`${name ?? 'archetype'}.${key}`, componentOf(field), field.values),
      })),
  };
}

/** The same for `sendColumns`: `values` has one entry per row (null = nothing logged). */
export function archetypeColumns(
  name: string | null,
  fields: Readonly<Record<string, GenericField>>,
): ArchetypeColumns {
  return {
    archetype: name ?? '',
    columns: () =>
      Object.entries(fields).map(([key, field]) =>
        encodeColumn(
          `${name ?? 'archetype'}.${key}`,
          descriptorOf(name, key, field),
          componentOf(field),
          field.values,
          undefined,
        ),
      ),
  };
}

/** The SDKs shorten only names of their own in identifiers. */
const RERUN_PREFIX = /^rerun\.(blueprint\.)?archetypes\./;

function descriptorOf(name: string | null, key: string, field: GenericField): ComponentDescriptor {
  return {
    component: name === null ? key : `${name.replace(RERUN_PREFIX, '')}:${key}`,
    ...(name === null ? {} : { archetype: name }),
    ...(field.componentType === undefined ? {} : { componentType: field.componentType }),
    type: field.type,
  };
}

function componentOf(field: GenericField): Component<unknown> {
  const codec = plainValues<unknown>(field.type);
  const isNumeric = byteWidth(field.type) !== undefined && field.type.kind !== 'fixedBinary';
  return {
    ...codec,
    ...(field.componentType === undefined ? {} : { componentType: field.componentType }),
    encodeFlat: (value) =>
      isNumeric && ArrayBuffer.isView(value) && 'length' in value
        ? arrayFromValues(field.type, value as unknown as ArrayLike<unknown>)
        : undefined,
  };
}
