/**
 * Looks whether runs change, and says so. It asks the disk for times only, of a few runs at a time, and only while
 * somebody listens: files of network disks send no notice.
 * @module
 */
import { isLayoutError } from '@outlay/layout';
import type { NumbersCache } from '../runs/numbers-cache.ts';
import type { OpenedRuns } from '../runs/opened-runs.ts';
import type { KnownRun, RunIndex } from '../runs/run-index.ts';
import type { EventHub } from './events.ts';

/** What is watched. */
export interface WatcherOptions {
  readonly index: RunIndex;
  readonly opened: OpenedRuns;
  readonly numbers: NumbersCache;
  readonly hub: EventHub;
  readonly pollMs: number;
  readonly onError: (error: unknown) => void;
}

/** Runs that are looked at in one round besides those that are open; all have their turn. */
const PER_ROUND = 25;
/** Every so many rounds new experiments are looked for. */
const WALK_EVERY = 6;
const KEEP_ALIVE_EVERY = 4;

/** See the module. */
export class Watcher {
  readonly #options: WatcherOptions;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #audience = 0;
  #round = 0;
  #next = 0;

  constructor(options: WatcherOptions) {
    this.#options = options;
  }

  /** How many listen. */
  setAudience(count: number): void {
    this.#audience = count;
    if (count > 0) this.#schedule();
    else this.close();
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #schedule(): void {
    const { pollMs, onError } = this.#options;
    if (this.#timer !== undefined || pollMs === 0) return;
    this.#timer = setTimeout(async () => {
      try {
        await this.#look();
      } catch (error) {
        onError(error);
      }
      this.#timer = undefined;
      if (this.#audience > 0) this.#schedule();
    }, pollMs);
    // The process may end while this waits.
    (this.#timer as { unref?: () => void }).unref?.();
  }

  async #look(): Promise<void> {
    const { index, opened, numbers, hub } = this.#options;
    this.#round++;
    if (this.#round % KEEP_ALIVE_EVERY === 0) hub.keepAlive();
    if (this.#round % WALK_EVERY === 0) {
      const { added, removed } = await index.refresh(undefined);
      for (const { name } of added) hub.send({ kind: 'run-added', run: name });
      for (const id of removed) hub.send({ kind: 'run-removed', id });
    }
    const open = opened.runs;
    for (const run of new Set([...open, ...this.#turn(index.runs)])) {
      const { numbers: now, isNew } = await numbers.read(run);
      if (isNew) hub.send({ kind: 'numbers', numbers: now });
    }
    // Those that have changed are opened anew, and whoever opens them says so.
    for (const run of open)
      try {
        await opened.get(run);
      } catch (error) {
        // Its folder is gone; the next walk says so.
        if (!isLayoutError(error)) throw error;
      }
  }

  #turn(runs: readonly KnownRun[]): readonly KnownRun[] {
    if (this.#next >= runs.length) this.#next = 0;
    const turn = runs.slice(this.#next, this.#next + PER_ROUND);
    this.#next += PER_ROUND;
    return turn;
  }
}
