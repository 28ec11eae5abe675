import { type Field, fixedBinary, type ListType } from '../arrow/data-type.ts';
import { type Timeline, timelineType } from '../timeline.ts';
import type { ComponentDescriptor } from './chunk.ts';
import { KEY, ROW_ID_COLUMN } from './metadata.ts';

export const ROW_ID_TYPE = fixedBinary(16);

/** Row ids of our chunks always ascend, so the flag is always true; footers leave it out. */
export function rowIdField(options: { readonly isSorted: boolean }): Field {
  return {
    name: ROW_ID_COLUMN,
    type: ROW_ID_TYPE,
    nullable: false,
    metadata: {
      [KEY.kind]: 'control',
      [KEY.extensionName]: 'rerun.datatypes.TUID',
      [KEY.extensionMetadata]: '{"namespace":"row"}',
      ...(options.isSorted ? { [KEY.isSorted]: 'true' } : {}),
    },
  };
}

export function timeField(timeline: Timeline, options: { readonly isSorted: boolean }): Field {
  return {
    name: timeline.name,
    type: timelineType(timeline),
    nullable: true,
    metadata: {
      [KEY.kind]: 'index',
      [KEY.indexName]: timeline.name,
      ...(options.isSorted ? { [KEY.isSorted]: 'true' } : {}),
    },
  };
}

/** Type of a data column: the outer `item` is nullable, unlike all inner ones. */
export function cellType(descriptor: ComponentDescriptor): ListType {
  return { kind: 'list', item: { name: 'item', type: descriptor.type, nullable: true } };
}

export function componentField(
  descriptor: ComponentDescriptor,
  name: string,
  extra: Readonly<Record<string, string>> = {},
): Field {
  return {
    name,
    type: cellType(descriptor),
    nullable: true,
    metadata: {
      [KEY.kind]: 'data',
      [KEY.component]: descriptor.component,
      ...(descriptor.archetype === undefined ? {} : { [KEY.archetype]: descriptor.archetype }),
      ...(descriptor.componentType === undefined ? {} : { [KEY.componentType]: descriptor.componentType }),
      ...extra,
    },
  };
}
