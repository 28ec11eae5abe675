/**
 * Numbers of all runs, read again only where something has changed.
 * @module
 */
import { isLayoutError } from '@outlay/layout';
import type { FindingCounts, RunId, RunNumbers } from '../api.ts';
import { readNumbers, type StampedNumbers } from './numbers.ts';
import type { KnownRun } from './run-index.ts';

/** Runs being read at a time, which hides the latency of a network disk. */
const IN_FLIGHT = 8;

/** Keeps what was read. */
export class NumbersCache {
  readonly #known = new WeakMap<KnownRun, StampedNumbers>();
  readonly #countsOf: (id: RunId) => FindingCounts | null;

  constructor(countsOf: (id: RunId) => FindingCounts | null) {
    this.#countsOf = countsOf;
  }

  /** Reads a run. `isNew` when it is not what it was before. */
  async read(run: KnownRun): Promise<{ readonly numbers: RunNumbers; readonly isNew: boolean }> {
    const before = this.#known.get(run);
    const after = await readOrTell(run, before);
    this.#known.set(run, after);
    return { numbers: { ...after.numbers, findings: this.#countsOf(run.id) }, isNew: after !== before };
  }

  /** Some runs at a time, in their order. */
  async *all(runs: readonly KnownRun[]): AsyncGenerator<readonly RunNumbers[]> {
    for (let at = 0; at < runs.length; at += IN_FLIGHT) {
      const some = await Promise.all(runs.slice(at, at + IN_FLIGHT).map((run) => this.read(run)));
      yield some.map(({ numbers }) => numbers);
    }
  }
}

async function readOrTell(run: KnownRun, before: StampedNumbers | undefined): Promise<StampedNumbers> {
  try {
    return await readNumbers(run.source, run.id, before);
  } catch (error) {
    if (!isLayoutError(error)) throw error;
    // The folder is gone, or locked.
    const problem = { code: error.code, message: error.message, fix: error.hint };
    const none = { tasks: [], epochs: [], listedEpochs: [], metrics: [], frames: null, cameras: null, updated: null };
    return {
      stamp: error.message,
      numbers: { id: run.id, state: 'broken', ...none, findings: null, problem },
    };
  }
}
