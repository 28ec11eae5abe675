import { formatTuid } from '../../rrd/tuid.ts';
import { ROW_ID_BYTES } from '../chunk.ts';
import { rowIdAt } from './check-chunk.ts';

/** Two chunks that hold the same row id; `first` lies before `second` in the file (or is the same). */
export interface RowIdClash {
  readonly rowId: string;
  readonly first: number;
  readonly second: number;
}

interface Run {
  readonly timeNs: bigint;
  readonly start: bigint;
  /** Last id of the run, inclusive. */
  end: bigint;
  readonly chunk: number;
}

/**
 * Row ids of one store, kept as runs of ids that count up by one: writers give a chunk consecutive ids, so a run per
 * chunk is what most files take. Counts runs, for the limit of the caller.
 */
export class RowIdRuns {
  readonly #runs: Run[] = [];

  /** Remembers the ids of a chunk under a number of the caller's choice. Returns the number of new runs. */
  add(rowIds: Uint8Array, chunk: number): number {
    const before = this.#runs.length;
    const view = new DataView(rowIds.buffer, rowIds.byteOffset, rowIds.byteLength);
    let run: Run | undefined;
    for (let row = 0; row < rowIds.length / ROW_ID_BYTES; row++) {
      const { timeNs, inc } = rowIdAt(view, row);
      if (run !== undefined && run.timeNs === timeNs && run.end + 1n === inc) run.end = inc;
      else {
        run = { timeNs, start: inc, end: inc, chunk };
        this.#runs.push(run);
      }
    }
    return this.#runs.length - before;
  }

  /** Runs that overlap, by id. Pairs of neighbours only: enough to name every id range that is used twice. */
  *clashes(): Generator<RowIdClash, void, undefined> {
    const sorted = this.#runs.sort((a, b) => compare(a.timeNs, b.timeNs) || compare(a.start, b.start));
    let widest: Run | undefined;
    for (const run of sorted) {
      if (widest !== undefined && widest.timeNs === run.timeNs && run.start <= widest.end) {
        const [first, second] = widest.chunk <= run.chunk ? [widest.chunk, run.chunk] : [run.chunk, widest.chunk];
        yield { rowId: formatTuid({ timeNs: run.timeNs, inc: run.start }), first, second };
      }
      if (widest === undefined || widest.timeNs !== run.timeNs || run.end > widest.end) widest = run;
    }
  }
}

const compare = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0);
