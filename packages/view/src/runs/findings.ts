/**
 * What `validate` says about runs, kept while they stay as they are.
 * @module
 */

import { type ValidationReport, validate } from '@outlay/layout';
import { readCompleteness } from '@outlay/rerun/read';
import type { Findings, RunId } from '../api.ts';
import type { OpenedRun } from './opened-run.ts';

interface Entry {
  readonly stamp: string;
  readonly report: Promise<ValidationReport>;
}

/** Validates runs when their findings are asked for. */
export class RunFindings {
  readonly #entries = new Map<RunId, Entry>();
  readonly #counts = new Map<RunId, Findings['counts']>();
  readonly #onCounts: (id: RunId, counts: Findings['counts']) => void;

  constructor(onCounts: (id: RunId, counts: Findings['counts']) => void) {
    this.#onCounts = onCounts;
  }

  /** Counts of the last time; `null` when nobody has asked yet. */
  countsOf(id: RunId): Findings['counts'] | null {
    return this.#counts.get(id) ?? null;
  }

  async get({ run, scan, stamp }: OpenedRun): Promise<Findings> {
    let entry = this.#entries.get(run.id);
    if (entry?.stamp !== stamp) {
      const readers = { recordings: { completeness: readCompleteness }, decoders: run.decoders };
      entry = { stamp, report: validate(scan, { level: 'default', ...readers }) };
      this.#entries.set(run.id, entry);
      entry.report.catch(() => this.#entries.delete(run.id));
    }
    const { counts, diagnostics } = await entry.report;
    const before = this.#counts.get(run.id);
    this.#counts.set(run.id, counts);
    if (JSON.stringify(before) !== JSON.stringify(counts)) this.#onCounts(run.id, counts);
    return { level: 'default', counts, findings: diagnostics };
  }
}
