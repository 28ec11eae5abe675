import { isRerunError } from '../../errors.ts';
import type { RrdFooter } from '../../rrd/messages.ts';
import type { DecodeLimits } from '../limits.ts';
import type { ResolvedStoreId, StoreDirectory } from '../stores.ts';
import { ManifestTable } from '../verify/manifest-table.ts';

/** A chunk of which only the entry in the chunk index is left. */
export interface LostChunk {
  readonly store: ResolvedStoreId;
  readonly chunkId: string;
  readonly entityPath: string;
  readonly rows: number;
}

/** Remembers what the chunk indexes of the input list, so that lost chunks can be called by name. */
export class ListedChunks {
  readonly #chunks = new Map<string, LostChunk>();

  /** An index that cannot be read adds nothing; the stream says what is there. */
  add(footer: RrdFooter, directory: StoreDirectory, limits: DecodeLimits): void {
    for (const manifest of footer.manifests) {
      try {
        const store = directory.resolve(manifest.storeId);
        const table = new ManifestTable(manifest, limits);
        for (let row = 0; row < table.rows; row++) {
          const chunkId = table.chunkId(row);
          const entityPath = String(table.value('chunk_entity_path', row));
          const rows = Number(table.value('chunk_num_rows', row));
          this.#chunks.set(chunkId, { store, chunkId, entityPath, rows });
        }
      } catch (error) {
        if (!isRerunError(error)) throw error;
      }
    }
  }

  /** What is listed and not among the kept ids. The store does not count: SDKs 0.29 and 0.31 list under wrong ones. */
  missing(kept: ReadonlySet<string>): LostChunk[] {
    return [...this.#chunks].filter(([id]) => !kept.has(id)).map(([, chunk]) => chunk);
  }
}
