import { FieldProblem } from '../archetypes/define-archetype.ts';
import { arrayFromValues } from '../arrow/from-values.ts';
import type { ComponentBatch } from '../chunk/batcher.ts';
import { InvalidValueError } from '../errors.ts';
import { BLUEPRINT_ARCHETYPES, type BlueprintValue } from './blueprint-archetypes.ts';
import type { BlueprintRow } from './flatten.ts';

/** Components of one row. Throws {@link InvalidValueError} for an override whose values do not fit. */
export function encodeBlueprintRow({ entityPath, value }: BlueprintRow): readonly ComponentBatch[] {
  if ('fields' in value) return encodeValue(value);
  try {
    return value.batches();
  } catch (error) {
    if (!(error instanceof FieldProblem)) throw error;
    const { argument, expected, found } = error;
    throw new InvalidValueError({ entityPath, argument, expected, found });
  }
}

function encodeValue({ archetype, fields }: BlueprintValue): readonly ComponentBatch[] {
  return Object.entries(BLUEPRINT_ARCHETYPES[archetype]).flatMap(([field, [componentType, type]]) => {
    const instances = fields[field];
    if (instances === undefined) return [];
    const descriptor = {
      component: `${archetype}:${field}`,
      archetype: `rerun.blueprint.archetypes.${archetype}`,
      componentType,
      type,
    };
    return [{ descriptor, instances: arrayFromValues(type, instances) }];
  });
}
