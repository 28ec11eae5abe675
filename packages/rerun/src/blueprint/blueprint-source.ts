import type { Archetype } from '../archetypes/define-archetype.ts';
import type { ArrayData } from '../arrow/array-data.ts';
import { formatDataType } from '../arrow/data-type.ts';
import { arrayFromValues } from '../arrow/from-values.ts';
import type { LogTarget } from '../store-logger.ts';
import type { Blueprint } from './blueprint.ts';
import { BLUEPRINT_ARCHETYPES, type BlueprintValue } from './blueprint-archetypes.ts';
import { type BlueprintRow, type FlattenOptions, flattenBlueprint } from './flatten.ts';
import { idOf } from './ids.ts';

/**
 * A blueprint that travels with a recording. It is a store of its own: `log` is handed a target and logs the
 * blueprint's entities to it, on the sequence timeline `blueprint` at 0 or static.
 */
export interface BlueprintSource {
  /** Identity of the blueprint store; fixed, so that the bytes are. */
  readonly recordingId: string;
  log(target: LogTarget): void;
  /** Show it at once. Default true. */
  readonly makeActive?: boolean;
  /** What "reset to default" gives. Default true. */
  readonly makeDefault?: boolean;
}

/** How {@link blueprintSource} writes a blueprint. */
export interface BlueprintSourceOptions extends Partial<FlattenOptions> {
  /** Show it at once. Default true. */
  readonly makeActive?: boolean;
  /** What "reset to default" gives, and what new recordings of the application open with. Default true. */
  readonly makeDefault?: boolean;
}

export const BLUEPRINT_SOURCE_DEFAULTS = {
  makeActive: true,
  makeDefault: true,
  oldForms: true,
} as const satisfies BlueprintSourceOptions;

/**
 * A blueprint ready to be written into a store. Its recording id is made from its content: viewers merge stores of one
 * id, so files with other blueprints for one application must not share it.
 */
export function blueprintSource(blueprint: Blueprint, options: BlueprintSourceOptions = {}): BlueprintSource {
  const { makeActive, makeDefault, oldForms } = { ...BLUEPRINT_SOURCE_DEFAULTS, ...options };
  const rows = flattenBlueprint(blueprint, { oldForms });
  return {
    recordingId: contentId(rows),
    makeActive,
    makeDefault,
    log: (target) => {
      for (const { entityPath, isStatic, values } of byEntity(rows)) {
        if (isStatic) target.logStatic(entityPath, merged(values));
        else target.log(entityPath, merged(values), { blueprint: 0 });
      }
    },
  };
}

interface EntityRow {
  readonly entityPath: string;
  readonly isStatic: boolean;
  readonly values: (BlueprintValue | Archetype)[];
}

/** One row per entity: a chunk costs more than what blueprints have to say. */
function byEntity(rows: readonly BlueprintRow[]): Iterable<EntityRow> {
  const entities = new Map<string, EntityRow>();
  for (const { entityPath, isStatic, value } of rows) {
    const key = `${entityPath}\0${isStatic}`;
    const known = entities.get(key);
    if (known === undefined) entities.set(key, { entityPath, isStatic, values: [value] });
    else known.values.push(value);
  }
  return entities.values();
}

/** Several archetypes of one entity in one row. What is said twice counts as said last, as it would in two rows. */
function merged(values: readonly (BlueprintValue | Archetype)[]): Archetype {
  return {
    archetype: '',
    batches: () => {
      const batches = values.flatMap((value) => toArchetype(value).batches());
      return [...new Map(batches.map((batch) => [batch.descriptor.component, batch])).values()];
    },
  };
}

/** An archetype of blueprints in the form in which stores take archetypes. */
export function toArchetype(value: BlueprintValue | Archetype): Archetype {
  if (!('fields' in value)) return value;
  const archetype = `rerun.blueprint.archetypes.${value.archetype}`;
  return {
    archetype,
    batches: () =>
      Object.entries(BLUEPRINT_ARCHETYPES[value.archetype]).flatMap(([field, [componentType, type]]) => {
        const instances = value.fields[field];
        if (instances === undefined) return [];
        const component = `${value.archetype}:${field}`;
        return [
          { descriptor: { component, archetype, componentType, type }, instances: arrayFromValues(type, instances) },
        ];
      }),
  };
}

function contentId(rows: readonly BlueprintRow[]): string {
  const content = rows.map(({ entityPath, value, isStatic }) => [
    entityPath,
    isStatic,
    'fields' in value ? [value.archetype, value.fields] : encodedContent(value),
  ]);
  return idOf(JSON.stringify(content, (_, inner) => (typeof inner === 'bigint' ? `${inner}n` : inner))).uuid;
}

/** An archetype keeps its arguments to itself, so its identity is what it writes. */
function encodedContent(value: Archetype): unknown {
  try {
    return value.batches().map(({ descriptor, instances }) => [descriptor.component, arrayContent(instances)]);
  } catch {
    // A value that cannot be written is refused when it is logged, with the entity path.
    return null;
  }
}

function arrayContent(array: ArrayData): unknown {
  const numbers = (part: Uint8Array | Int32Array | undefined) => part && Array.from(part);
  return [
    formatDataType(array.type),
    array.length,
    numbers(array.validity),
    array.pieces.map(numbers),
    numbers(array.offsets),
    array.children.map(arrayContent),
  ];
}
