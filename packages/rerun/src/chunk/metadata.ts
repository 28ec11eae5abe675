/** Metadata keys of a chunk's Arrow schema (reference: rrd-format 5.2, 5.3, 11). */
export const KEY = {
  chunkId: 'rerun:id',
  entityPath: 'rerun:entity_path',
  sorbetVersion: 'sorbet:version',
  kind: 'rerun:kind',
  isSorted: 'rerun:is_sorted',
  indexName: 'rerun:index_name',
  component: 'rerun:component',
  archetype: 'rerun:archetype',
  componentType: 'rerun:component_type',
  isStatic: 'rerun:is_static',
  isTombstone: 'rerun:is_tombstone',
  isSemanticallyEmpty: 'rerun:is_semantically_empty',
  manifestIndex: 'rerun:index',
  manifestStatic: 'rerun:static',
  extensionName: 'ARROW:extension:name',
  extensionMetadata: 'ARROW:extension:metadata',
} as const;

export const ROW_ID_COLUMN = 'rerun.controls.RowId';

/** The oldest stamp that knows component identifiers, silent in every reader from 0.24 on (rrd-format 5.5). */
export const SORBET_VERSION = '0.1.1';

/**
 * Component types under the names that stamp 0.1.1 knew, and what readers call them after migration. Chunks carry
 * the old names, footers describe the data after migration (rrd-format 5.5, 11.3).
 */
const RENAMED_COMPONENT_TYPES: Readonly<Record<string, string>> = {
  'rerun.components.PoseTranslation3D': 'rerun.components.Translation3D',
  'rerun.components.PoseRotationAxisAngle': 'rerun.components.RotationAxisAngle',
  'rerun.components.PoseRotationQuat': 'rerun.components.RotationQuat',
  'rerun.components.PoseScale3D': 'rerun.components.Scale3D',
  'rerun.components.PoseTransformMat3x3': 'rerun.components.TransformMat3x3',
  'rerun.components.SeriesVisible': 'rerun.components.Visible',
};

/** Name of a component type after migration. */
export function newestComponentType(componentType: string): string {
  return RENAMED_COMPONENT_TYPES[componentType] ?? componentType;
}
