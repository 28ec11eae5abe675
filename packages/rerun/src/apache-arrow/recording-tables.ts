import type { Table } from 'apache-arrow';
import type { DecodeOptions } from '../read/decode.ts';
import { decode } from '../read/decode.ts';
import type { RecordingSource } from '../read/source.ts';
import { type ResolvedStoreId, StoreDirectory } from '../read/stores.ts';
import { chunkTable } from './chunk-table.ts';

/** One chunk of a recording or blueprint, as a table. */
export interface RecordingTable {
  /** Whose chunk it is: kind (`recording` or `blueprint`), application id, recording id. */
  readonly store: ResolvedStoreId;
  /** With leading slash, parts escaped as in the file. */
  readonly entityPath: string;
  /** A static table has no timeline columns and holds at all times. */
  readonly isStatic: boolean;
  readonly table: Table;
}

/**
 * All chunks of a recording as tables of apache-arrow, one in memory at a time, in file order (which is not the order of
 * times). Throws as `decode` of `@outlay/rerun/read` does.
 */
export async function* recordingTables(
  source: RecordingSource,
  options: DecodeOptions = {},
): AsyncGenerator<RecordingTable, void, undefined> {
  const stores = new StoreDirectory();
  for await (const message of decode(source, options)) {
    if (message.kind === 'store_info') stores.announce(message.info);
    if (message.kind !== 'chunk') continue;
    const chunk = message.chunk();
    yield {
      store: stores.resolve(message.message.storeId),
      entityPath: chunk.entityPath,
      isStatic: chunk.isStatic,
      table: chunkTable(chunk),
    };
  }
}
