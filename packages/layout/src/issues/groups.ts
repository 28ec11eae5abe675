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

/** Collects issues in groups; its size grows with the number of different findings and frames, not of files. */
export class IssueGroups {
  readonly #groups = new Map<string, Group>();

  add(issue: Finding): void {
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
    return [...this.#groups.values()].map(tell).sort(bySeverity);
  }

  /** First issue of every group, as data, in the order of {@link diagnostics}. */
  counts(): SeverityCounts {
    const counts = { error: 0, warning: 0, info: 0 };
    for (const group of this.#groups.values()) counts[asDiagnostic(group.first).severity] += group.count;
    return counts;
  }
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
