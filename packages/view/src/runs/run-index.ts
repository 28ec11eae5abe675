/**
 * Ids of runs, and what they stand for.
 * @module
 */
import type { Decoders, FileSource } from '@outlay/layout';
import type { Fault, RunId, RunName } from '../api.ts';
import { FaultError } from '../web/fault.ts';
import { RunIds } from './run-id.ts';
import type { FoundRun, RunLibrary } from './run-source.ts';

/** A run that is there. */
export class KnownRun {
  readonly id: RunId;
  readonly found: FoundRun;
  #source: FileSource | undefined;

  constructor(id: RunId, found: FoundRun) {
    this.id = id;
    this.found = found;
  }

  get source(): FileSource {
    this.#source ??= this.found.open();
    return this.#source;
  }

  get decoders(): Decoders {
    return this.found.decoders ?? {};
  }

  get name(): RunName {
    const parts = this.found.path.split('/');
    const name = parts.pop()!;
    return { id: this.id, scene: parts.pop() ?? '', name, path: this.found.location };
  }
}

/** What changed between two walks. */
export interface IndexChange {
  readonly added: readonly KnownRun[];
  readonly removed: readonly RunId[];
}

/** The runs of a library as of the last walk. */
export class RunIndex {
  readonly #library: RunLibrary;
  #runs = new Map<RunId, KnownRun>();
  #problems: readonly Fault[] = [];
  #first: Promise<unknown> | undefined;

  constructor(library: RunLibrary) {
    this.#library = library;
  }

  /** Walks once; later calls wait for the same walk. */
  async ready(): Promise<void> {
    this.#first ??= this.refresh(undefined).catch((error) => {
      this.#first = undefined;
      throw error;
    });
    await this.#first;
  }

  get runs(): readonly KnownRun[] {
    return [...this.#runs.values()];
  }

  get problems(): readonly Fault[] {
    return this.#problems;
  }

  /** Walks again. What stayed keeps its id and its open files. */
  async refresh(signal: AbortSignal | undefined): Promise<IndexChange> {
    const found: FoundRun[] = [];
    const problems: Fault[] = [];
    for await (const one of this.#library.find(signal)) {
      if ('path' in one) found.push(one);
      else problems.push(one);
    }
    found.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
    const before = this.#runs;
    const ids = new RunIds();
    const runs = found.map((one) => {
      const id = ids.take(one.path);
      const known = before.get(id);
      return known?.found.location === one.location ? known : new KnownRun(id, one);
    });
    this.#runs = new Map(runs.map((run) => [run.id, run]));
    this.#problems = problems;
    return {
      added: runs.filter((run) => before.get(run.id) !== run),
      removed: [...before.keys()].filter((id) => !this.#runs.has(id)),
    };
  }

  /** The run that `path` starts with, and the rest of it. Experiments do not lie in each other, so there is one. */
  async resolve(path: string): Promise<{ readonly run: KnownRun; readonly rest: string }> {
    await this.ready();
    for (let end = path.indexOf('/'); end > 0; end = path.indexOf('/', end + 1)) {
      const run = this.#runs.get(path.slice(0, end));
      if (run) return { run, rest: path.slice(end + 1) };
    }
    throw new FaultError('notServed', 'This server shows no such experiment.');
  }
}
