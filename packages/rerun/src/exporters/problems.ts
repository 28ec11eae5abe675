/**
 * Findings the exporters make themselves. Findings about files come through the port and are passed on.
 * @module
 */
import type { Diagnostic } from '@outlay/schema';

/** Codes of export findings: `OUT61xx`, never reused. */
export const EXPORT_FINDINGS = {
  'export-nothing': { code: 'OUT6101', severity: 'error' },
  'export-mesh-topology': { code: 'OUT6102', severity: 'warning' },
  'export-image-size': { code: 'OUT6103', severity: 'info' },
  'export-alignment-missing': { code: 'OUT6104', severity: 'warning' },
  'export-camera-invalid': { code: 'OUT6105', severity: 'warning' },
} as const satisfies Record<string, Pick<Diagnostic, 'code' | 'severity'>>;

/** Name of an export finding. */
export type ExportFinding = keyof typeof EXPORT_FINDINGS;

/** Makes a diagnostic of an export finding. */
export function exportFinding(
  name: ExportFinding,
  path: string,
  message: string,
  facts: Pick<Diagnostic, 'expected' | 'actual' | 'fix'> = {},
): Diagnostic {
  return { ...EXPORT_FINDINGS[name], name, path, message, ...facts };
}

/** Collects problems, grouping those of one code and folder into one with `affects`, so that 10,000 stay readable. */
export class ProblemLog {
  readonly #groups = new Map<string, { first: Diagnostic; count: number; sample: string[] }>();
  #new: Diagnostic[] = [];

  /** Adds one. */
  add(problem: Diagnostic): void {
    const folder = problem.path.slice(0, problem.path.lastIndexOf('/') + 1);
    const key = `${problem.code} ${folder === '' ? problem.message : folder}`;
    const group = this.#groups.get(key);
    const count = problem.affects?.count ?? 1;
    if (group === undefined) {
      this.#groups.set(key, { first: problem, count, sample: [...(problem.affects?.sample ?? [])] });
      this.#new.push(problem);
      return;
    }
    group.count += count;
    if (group.sample.length < SAMPLE) group.sample.push(problem.path);
  }

  /** The first of each kind and folder since the last call. */
  takeNew(): readonly Diagnostic[] {
    const fresh = this.#new;
    this.#new = [];
    return fresh;
  }

  /** All so far, in order of first appearance. */
  list(): readonly Diagnostic[] {
    return [...this.#groups.values()].map(({ first, count, sample }) =>
      count === 1 ? first : { ...first, affects: { count, sample } },
    );
  }
}

/** Places named per group: enough to look at, few enough to print. */
const SAMPLE = 5;
