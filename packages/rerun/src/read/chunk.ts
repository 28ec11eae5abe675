import { formatTuid, parseTuid } from '../rrd/tuid.ts';
import type { ArrowArray } from './arrow/array.ts';
import { type ArrowBatch, decodeArrowStream } from './arrow/ipc.ts';
import { type ArrowField, type ArrowType, formatArrowType } from './arrow/types.ts';
import { type ArrowValues, isValid, numbers, readValues } from './arrow/values.ts';
import { RecordingError } from './errors.ts';
import { DECODE_LIMITS, type DecodeLimits } from './limits.ts';

/** What the values of a timeline are: plain numbers, or nanoseconds (of duration, or since 1970 UTC). */
export type TimelineKind = 'sequence' | 'duration' | 'timestamp';

/** One index column of a chunk: `values[row]`, no nulls. */
export interface TimeColumn {
  readonly name: string;
  readonly kind: TimelineKind;
  readonly values: BigInt64Array;
  /** The file says that the values never decrease. A claim: `verify` checks it. */
  readonly isSorted: boolean;
}

/** What one row holds of one component: a list of instances, possibly empty (which clears the component). */
export interface Cell {
  /** Number of instances. */
  readonly length: number;
  /** The instances, decoded when asked for; typed arrays are views into the chunk where alignment allows. */
  readonly values: ArrowValues;
}

/** One data column of a chunk. Names are as written in the file, before any migration. */
export interface ComponentColumn {
  /** Identifier, e.g. `Points3D:positions`. */
  readonly component: string;
  readonly archetype: string | undefined;
  readonly componentType: string | undefined;
  /** Arrow type of one instance. */
  readonly type: ArrowType;
  /** {@link type} in short, e.g. `FSL3(f32)`. */
  readonly valueType: string;
  readonly field: ArrowField;
  readonly array: ArrowArray;
  /** False for a column that is not a list: readers take each value as a cell with one instance. */
  readonly isList: boolean;
  hasCell(row: number): boolean;
  /** The cell of a row; null when nothing was logged for the component in that row. */
  cell(row: number): Cell | null;
}

/** One chunk: some rows of one entity. A static chunk has no timelines. Numbers of rows and columns always fit. */
export interface Chunk {
  /** 32 hexadecimal digits, upper then lower case half. */
  readonly id: string;
  /** With leading slash, parts escaped as in the file. */
  readonly entityPath: string;
  readonly rowCount: number;
  readonly isStatic: boolean;
  /** 16 bytes per row, big endian, so bytes sort like the ids. */
  readonly rowIds: Uint8Array;
  /** The file says that row ids ascend. A claim: `verify` checks it. */
  readonly rowIdsSorted: boolean;
  readonly timelines: readonly TimeColumn[];
  readonly components: readonly ComponentColumn[];
  /** `sorbet:version` of the file, e.g. `0.1.1`. */
  readonly sorbetVersion: string | undefined;
  /** All batch metadata as written. */
  readonly metadata: ReadonlyMap<string, string>;
  /** All columns as they lie in the file, in order. */
  readonly fields: readonly ArrowField[];
}

export const ROW_ID_BYTES = 16;

export type ColumnRole = 'row_id' | 'index' | 'data';

/** What a column is for, by `rerun:kind`; undefined for a kind that no Rerun version writes. */
export function columnRole(field: ArrowField): ColumnRole | undefined {
  switch (field.metadata.get('rerun:kind')) {
    case 'control':
    case 'row_id':
      return 'row_id';
    case 'index':
    case 'time':
      return 'index';
    case 'data':
    case 'component':
    case undefined:
      return 'data';
    default:
      return undefined;
  }
}

/**
 * Decodes the Arrow IPC stream of one chunk (uncompressed). Structure is checked in full; values of components are
 * decoded when a cell is asked for. Throws {@link RecordingError} OUT6020 to OUT6032 or OUT6005.
 */
export function decodeChunk(stream: Uint8Array, limits: DecodeLimits = DECODE_LIMITS): Chunk {
  const batch = decodeArrowStream(stream, limits);
  const { metadata, fields } = batch.schema;
  const id = parseTuid(metadata.get('rerun:id') ?? '');
  if (id === undefined) {
    const found = metadata.get('rerun:id') ?? 'nothing';
    throw new RecordingError(
      'OUT6030',
      `The chunk has no id: rerun:id should be 'chunk_' and 32 hex digits, found ${found}.`,
    );
  }
  const path = metadata.get('rerun:entity_path');
  if (path === undefined) throw new RecordingError('OUT6030', `Chunk ${formatTuid(id)} has no rerun:entity_path.`);
  const rowIds = readRowIds(batch, path);
  const timelines = readTimelines(batch, path);
  return {
    id: formatTuid(id),
    entityPath: normalizeEntityPath(path),
    rowCount: batch.rows,
    isStatic: timelines.length === 0,
    rowIds: rowIds.array.data,
    rowIdsSorted: rowIds.field.metadata.get('rerun:is_sorted') === 'true',
    timelines,
    components: readComponents(batch, path),
    sorbetVersion: metadata.get('sorbet:version'),
    metadata,
    fields,
  };
}

/** Adds the leading slash and drops empty parts, as all readers do. Escapes are left alone. */
export function normalizeEntityPath(path: string): string {
  let out = '';
  let escaped = false;
  for (const char of `/${path}`) {
    const slash = char === '/' && !escaped;
    if (!(slash && out.endsWith('/') && !out.endsWith('\\/'))) out += char;
    escaped = char === '\\' && !escaped;
  }
  return out.length > 1 && out.endsWith('/') && !out.endsWith('\\/') ? out.slice(0, -1) : out;
}

interface Column {
  readonly field: ArrowField;
  readonly array: ArrowArray;
}

function columnsOf(batch: ArrowBatch, role: ColumnRole): Column[] {
  return batch.schema.fields.flatMap((field, i) => {
    const array = batch.columns[i];
    return columnRole(field) === role && array !== undefined ? [{ field, array }] : [];
  });
}

function readRowIds(batch: ArrowBatch, path: string): Column {
  const unknown = batch.schema.fields.find((field) => columnRole(field) === undefined);
  if (unknown !== undefined) {
    const kind = unknown.metadata.get('rerun:kind');
    throw columnsInvalid(
      path,
      `column '${unknown.name}' has the rerun:kind '${kind}', expected control, index or data`,
    );
  }
  refuseDisorder(batch.schema.fields, path);
  const found = columnsOf(batch, 'row_id');
  const [column] = found;
  if (column === undefined || found.length > 1)
    throw columnsInvalid(path, `${found.length} row id columns, expected 1`);
  const { type, validity } = column.array;
  if (type.kind !== 'fixedSizeBinary' || type.width !== ROW_ID_BYTES) {
    throw columnsInvalid(path, `row ids are ${formatArrowType(type)}, expected FSB16`);
  }
  if (validity !== undefined) throw columnsInvalid(path, 'row ids have nulls');
  return column;
}

/** The format wants the row id first, then index columns, then data; readers count on it. */
function refuseDisorder(fields: readonly ArrowField[], path: string): void {
  const ranks = fields.map((field) => ['row_id', 'index', 'data'].indexOf(columnRole(field) ?? 'data'));
  const wrong = ranks.findIndex((rank, i) => i > 0 && rank < (ranks[i - 1] ?? 0));
  if (wrong < 0) return;
  const order = 'row id, index columns, data columns';
  throw columnsInvalid(path, `column '${fields[wrong]?.name}' is out of order, expected ${order}`);
}

function readTimelines(batch: ArrowBatch, path: string): TimeColumn[] {
  const columns = columnsOf(batch, 'index').map(({ field, array }): TimeColumn => {
    const name = field.metadata.get('rerun:index_name') ?? field.name;
    const { type } = array;
    const kind = timelineKind(type);
    if (
      kind === undefined ||
      !('kind' in type) ||
      (type.kind !== 'int' && type.kind !== 'timestamp' && type.kind !== 'duration')
    ) {
      throw columnsInvalid(
        path,
        `timeline '${name}' is ${formatArrowType(type)}, expected i64, Timestamp(ns) or Duration(ns)`,
      );
    }
    if (array.validity !== undefined) {
      throw new RecordingError('OUT6032', `Chunk at ${path}: timeline '${name}' has nulls; every row needs a time.`);
    }
    const values = numbers(type, array.data, 0, array.length) as BigInt64Array;
    return { name, kind, values, isSorted: field.metadata.get('rerun:is_sorted') === 'true' };
  });
  refuseRepeated(
    columns.map((column) => column.name),
    path,
    'timeline',
  );
  return columns;
}

/** What kind of timeline an Arrow type can be; undefined if none. */
export function timelineKind(type: ArrowType): TimelineKind | undefined {
  if (type.kind === 'int') return type.bits === 64 && type.signed ? 'sequence' : undefined;
  if (type.kind === 'timestamp' || type.kind === 'duration') return type.unit === 'ns' ? type.kind : undefined;
  return undefined;
}

function readComponents(batch: ArrowBatch, path: string): ComponentColumn[] {
  const columns = columnsOf(batch, 'data').map(({ field, array }) => componentColumn(field, array));
  refuseRepeated(
    columns.map((column) => column.component),
    path,
    'component',
  );
  return columns;
}

function componentColumn(field: ArrowField, array: ArrowArray): ComponentColumn {
  const isList = array.type.kind === 'list';
  const type = array.type.kind === 'list' ? array.type.item.type : array.type;
  const instances = isList ? array.children[0] : array;
  const hasCell = (row: number): boolean => row >= 0 && row < array.length && isValid(array, row);
  return {
    component: field.metadata.get('rerun:component') ?? field.name,
    archetype: field.metadata.get('rerun:archetype'),
    componentType: field.metadata.get('rerun:component_type'),
    type,
    valueType: formatArrowType(type),
    field,
    array,
    isList,
    hasCell,
    cell(row) {
      if (!hasCell(row) || instances === undefined) return null;
      const start = isList ? (array.offsets?.[row] ?? 0) : row;
      const end = isList ? (array.offsets?.[row + 1] ?? start) : row + 1;
      let values: ArrowValues | undefined;
      return {
        length: end - start,
        get values() {
          values ??= readValues(instances, start, end);
          return values;
        },
      };
    },
  };
}

function refuseRepeated(names: readonly string[], path: string, what: string): void {
  const seen = new Set<string>();
  for (const name of names) {
    if (seen.has(name)) throw columnsInvalid(path, `${what} '${name}' has two columns`);
    seen.add(name);
  }
}

function columnsInvalid(path: string, problem: string): RecordingError {
  return new RecordingError('OUT6031', `Chunk at ${path}: ${problem}.`);
}
