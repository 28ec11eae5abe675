/** Names of the columns in the chunk index of a footer (`RrdManifest.data`). */
export interface IndexedComponent {
  readonly component: string;
  readonly archetype: string | undefined;
}

/** Columns that every chunk index has, in the order of the SDK. */
export const FIXED_INDEX_COLUMNS = [
  'chunk_entity_path',
  'chunk_id',
  'chunk_is_static',
  'chunk_num_rows',
  'chunk_byte_offset',
  'chunk_byte_size',
  'chunk_byte_size_uncompressed',
] as const;

export function staticColumn(of: IndexedComponent): string {
  return columnName([...componentParts(of), 'has_static_data']);
}

export function timelineColumns(timeline: string): { readonly start: string; readonly end: string } {
  return { start: columnName([timeline, 'start']), end: columnName([timeline, 'end']) };
}

export function componentColumns(timeline: string, of: IndexedComponent) {
  const parts = [timeline, ...componentParts(of)];
  return {
    start: columnName([...parts, 'start']),
    end: columnName([...parts, 'end']),
    rows: columnName([...parts, 'num_rows']),
  };
}

function componentParts({ component, archetype }: IndexedComponent): string[] {
  const short = archetype?.replace(/^rerun\.(blueprint\.)?archetypes\./, '');
  if (short === undefined) return [component];
  return [short, component.startsWith(`${short}:`) ? component.slice(short.length + 1) : component];
}

function columnName(parts: readonly string[]): string {
  return parts
    .join(':')
    .replace(/[, \-.\\]/g, '_')
    .replace(/^_+/, '');
}
