/**
 * Findings put together: repeats told once, counts kept whole.
 * @module
 */
import { type Diagnostic, SEVERITIES, type Severity } from '@outlay/schema';
import { formatFrames } from '../frames/ranges.ts';
import { compareNames, parentPath } from '../source/source-path.ts';
import { groupKey, toDiagnostic } from './catalogue.ts';
import type { Issue } from './issue.ts';

/** Places shown for a group, its own path not counted. */
const SAMPLE_SIZE = 3;

/** How many findings of each severity. Repeats count: 40 files with one fault are 40. */
export type SeverityCounts = { readonly [severity in Severity]: number };

/** What a check finds: an issue of the catalogue, or, from a check of somebody else, a diagnostic with a code of theirs. */
export type Finding = Issue | (Diagnostic & { readonly frame?: number });

interface Group {
  readonly first: Finding;
  count: number;
  readonly sample: string[];
  readonly frames: number[];
}

/** Says of a finding which other explains it. */
export interface Causes {
  /** Group of the finding that explains this one; `undefined` when it stands for itself. */
  of(finding: Finding): string | undefined;
}

/** Collects issues in groups; its size grows with the number of different findings and frames, not of files. */
export class IssueGroups {
  readonly #groups = new Map<string, Group>();
  readonly #explained = new Map<string, IssueGroups>();
  readonly #causes: Causes | undefined;

  /** @param causes Findings that another explains are told below it. */
  constructor(causes?: Causes) {
    this.#causes = causes;
  }

  add(issue: Finding): void {
    const cause = this.#causes?.of(issue);
    if (cause !== undefined) {
      const explained = this.#explained.get(cause) ?? new IssueGroups();
      this.#explained.set(cause, explained);
      explained.add(issue);
      return;
    }
    const key = isDiagnostic(issue) ? `${issue.code} ${parentPath(issue.path)}` : groupKey(issue);
    let group = this.#groups.get(key);
    if (!group) {
      group = { first: issue, count: 0, sample: [], frames: [] };
      this.#groups.set(key, group);
    } else if (group.sample.length < SAMPLE_SIZE) group.sample.push(issue.path);
    group.count++;
    if (issue.frame !== undefined) group.frames.push(issue.frame);
  }

  /** One finding per group: errors first, then by code and path. */
  diagnostics(): readonly Diagnostic[] {
    const told = [...this.#groups].map(([key, group]) => withConsequences(tell(group), this.#consequencesOf(key)));
    return [...told, ...this.#unexplained().flatMap((groups) => groups.diagnostics())].sort(bySeverity);
  }

  /** How many there are of each severity. A cause is as grave as the gravest of what it explains, which is not counted. */
  counts(): SeverityCounts {
    const counts = { error: 0, warning: 0, info: 0 };
    for (const [key, group] of this.#groups)
      counts[withConsequences(asDiagnostic(group.first), this.#consequencesOf(key)).severity] += group.count;
    for (const groups of this.#unexplained()) {
      const more = groups.counts();
      for (const severity of SEVERITIES) counts[severity] += more[severity];
    }
    return counts;
  }

  #consequencesOf(key: string): readonly Diagnostic[] {
    return this.#explained.get(key)?.diagnostics() ?? [];
  }

  /** Consequences of a cause that nobody told, because it is ignored or its check did not run. */
  #unexplained(): readonly IssueGroups[] {
    return [...this.#explained].filter(([key]) => !this.#groups.has(key)).map(([, groups]) => groups);
  }
}

function withConsequences(diagnostic: Diagnostic, consequences: readonly Diagnostic[]): Diagnostic {
  const [gravest] = consequences;
  if (gravest === undefined) return diagnostic;
  const isGraver = SEVERITIES.indexOf(gravest.severity) < SEVERITIES.indexOf(diagnostic.severity);
  return {
    ...diagnostic,
    severity: isGraver ? gravest.severity : diagnostic.severity,
    consequences: consequences.map(({ code, path, message }) => ({ code, path, message })),
  };
}

function isDiagnostic(finding: Finding): finding is Diagnostic & { readonly frame?: number } {
  return 'severity' in finding;
}

function asDiagnostic(finding: Finding): Diagnostic {
  if (!isDiagnostic(finding)) return toDiagnostic(finding);
  const { frame: _, ...diagnostic } = finding;
  return diagnostic;
}

function tell({ first, count, sample, frames }: Group): Diagnostic {
  const diagnostic = asDiagnostic(first);
  if (count === 1) return diagnostic;
  const where = frames.length === count ? `: ${formatFrames(frames)}` : '';
  return {
    ...diagnostic,
    message: `${diagnostic.message} In all ${count} such places${where}.`,
    affects: { count, sample },
  };
}

function bySeverity(a: Diagnostic, b: Diagnostic): number {
  return (
    SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
    compareNames(a.code, b.code) ||
    compareNames(a.path, b.path)
  );
}
