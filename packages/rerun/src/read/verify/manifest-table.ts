import type { RrdManifest } from '../../rrd/messages.ts';
import { formatTuid, parseTuid } from '../../rrd/tuid.ts';
import type { ArrowArray } from '../arrow/array.ts';
import { decodeArrowSchema, decodeArrowStream } from '../arrow/ipc.ts';
import { type ArrowField, formatArrowType } from '../arrow/types.ts';
import { type ArrowValue, readValue } from '../arrow/values.ts';
import { decompress } from '../decode.ts';
import { RecordingError } from '../errors.ts';
import { FIXED_INDEX_COLUMNS } from '../index-names.ts';
import type { DecodeLimits } from '../limits.ts';

const FIXED_TYPES: Readonly<Record<(typeof FIXED_INDEX_COLUMNS)[number], string>> = {
  chunk_entity_path: 'Utf8',
  chunk_id: 'FSB16',
  chunk_is_static: 'bool',
  chunk_num_rows: 'u64',
  chunk_byte_offset: 'u64',
  chunk_byte_size: 'u64',
  chunk_byte_size_uncompressed: 'u64',
};

/** The chunk index of one store, by column name and row. */
export class ManifestTable {
  readonly rows: number;
  readonly schema: readonly ArrowField[];
  readonly #columns: ReadonlyMap<string, ArrowArray>;

  /** Throws {@link RecordingError} OUT6055 when the fixed columns are not as they must be; else what Arrow throws. */
  constructor(manifest: RrdManifest, limits: DecodeLimits) {
    const batch = decodeArrowStream(decompress(manifest.data, limits), limits);
    this.rows = batch.rows;
    this.schema = decodeArrowSchema(manifest.sorbetSchema, limits).fields;
    const columns = new Map<string, ArrowArray>();
    for (const [i, field] of batch.schema.fields.entries()) {
      const array = batch.columns[i];
      if (columns.has(field.name))
        throw new RecordingError('OUT6055', `The chunk index has two columns '${field.name}'.`);
      if (array !== undefined) columns.set(field.name, array);
    }
    for (const name of FIXED_INDEX_COLUMNS) {
      const array = columns.get(name);
      const found = array === undefined ? 'none' : formatArrowType(array.type);
      if (array === undefined || found !== FIXED_TYPES[name] || array.validity !== undefined) {
        const nulls = array?.validity === undefined ? '' : ' with nulls';
        throw new RecordingError(
          'OUT6055',
          `The chunk index needs a column '${name}' of ${FIXED_TYPES[name]} without nulls, found ${found}${nulls}.`,
        );
      }
    }
    this.#columns = columns;
  }

  get columnNames(): readonly string[] {
    return [...this.#columns.keys()];
  }

  type(name: string): string | undefined {
    const array = this.#columns.get(name);
    return array === undefined ? undefined : formatArrowType(array.type);
  }

  value(name: string, row: number): ArrowValue {
    const array = this.#columns.get(name);
    return array === undefined ? null : readValue(array, row);
  }

  chunkId(row: number): string {
    const bytes = this.value('chunk_id', row) as Uint8Array;
    const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
    const id = parseTuid(hex);
    return id === undefined ? hex : formatTuid(id);
  }
}
