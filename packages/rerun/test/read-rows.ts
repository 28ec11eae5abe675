import type { Chunk } from '../src/read/index.ts';
import { decode } from '../src/read/index.ts';

/** All chunks of the recordings (or blueprints) in a file, in file order. */
export async function chunksOf(rrd: Uint8Array, kind: 'recording' | 'blueprint' = 'recording'): Promise<Chunk[]> {
  const chunks: Chunk[] = [];
  for await (const message of decode(rrd)) {
    if (message.kind === 'chunk' && message.message.storeId.kind === kind) chunks.push(message.chunk());
  }
  return chunks;
}

/** Kinds of messages in file order. */
export async function messageKinds(rrd: Uint8Array): Promise<string[]> {
  const kinds: string[] = [];
  for await (const message of decode(rrd)) kinds.push(message.kind);
  return kinds;
}

/** One value of one component of one row. */
export interface LoggedCell {
  readonly entityPath: string;
  readonly component: string;
  readonly at: Readonly<Record<string, bigint>>;
  readonly values: unknown;
}

/** Cells of the recordings (or blueprints) in the order of their row ids. */
export async function cellsOf(rrd: Uint8Array, kind: 'recording' | 'blueprint' = 'recording'): Promise<LoggedCell[]> {
  const cells: (LoggedCell & { readonly rowId: string })[] = [];
  for (const chunk of await chunksOf(rrd, kind)) {
    for (let row = 0; row < chunk.rowCount; row++) {
      const at = Object.fromEntries(chunk.timelines.map((timeline) => [timeline.name, timeline.values[row]!]));
      const rowId = Buffer.from(chunk.rowIds.subarray(16 * row, 16 * row + 16)).toString('hex');
      for (const column of chunk.components) {
        const cell = column.cell(row);
        if (cell === null) continue;
        cells.push({ rowId, entityPath: chunk.entityPath, component: column.component, at, values: cell.values });
      }
    }
  }
  return cells.sort((a, b) => (a.rowId < b.rowId ? -1 : 1)).map(({ rowId: _, ...cell }) => cell);
}
