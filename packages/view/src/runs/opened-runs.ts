/**
 * The runs that were looked at last.
 * @module
 */
import { foldersOf, type OpenedRun, openRun, stampOf } from './opened-run.ts';
import type { KnownRun } from './run-index.ts';

/** Runs kept open: names of 100,000 files are some megabytes. */
const MAX_OPEN = 8;
/** For so long nobody looks whether anything has changed: pictures come in hundreds. Milliseconds. */
const TRUST_MS = 1000;

interface Entry {
  opened: Promise<OpenedRun>;
  looked: number;
}

/** Opens runs when they are asked for, and again when they have changed. */
export class OpenedRuns {
  readonly #entries = new Map<KnownRun, Entry>();
  readonly #now: () => number;
  readonly #onChanged: (run: KnownRun) => void;

  /** @param onChanged Told of runs whose files came or went since they were opened. */
  constructor(now: () => number, onChanged: (run: KnownRun) => void) {
    this.#now = now;
    this.#onChanged = onChanged;
  }

  /** Runs that are open now. */
  get runs(): readonly KnownRun[] {
    return [...this.#entries.keys()];
  }

  /** @throws LayoutError when the folder cannot be listed. */
  async get(run: KnownRun): Promise<OpenedRun> {
    const entry = this.#entries.get(run);
    if (entry === undefined) return this.#open(run);
    this.#entries.delete(run);
    this.#entries.set(run, entry);
    if (this.#now() - entry.looked < TRUST_MS) return entry.opened;
    entry.looked = this.#now();
    const opened = await entry.opened;
    const stamp = await stampOf(opened.scan.source, foldersOf(opened.scan));
    if (stamp === opened.stamp) return opened;
    // Two that ask at the same time both see the old stamp; one of them opens.
    const current = this.#entries.get(run);
    if (current !== entry && current !== undefined) return current.opened;
    this.#onChanged(run);
    return this.#open(run);
  }

  // Others that ask meanwhile wait for the same walk, so it is nobody's to abort.
  #open(run: KnownRun): Promise<OpenedRun> {
    const opened = openRun(run);
    const entry = { opened, looked: this.#now() };
    this.#entries.delete(run);
    this.#entries.set(run, entry);
    const [oldest] = this.#entries.keys();
    if (this.#entries.size > MAX_OPEN && oldest) this.#entries.delete(oldest);
    opened.catch(() => {
      if (this.#entries.get(run) === entry) this.#entries.delete(run);
    });
    return opened;
  }
}

export type { OpenedRun };
