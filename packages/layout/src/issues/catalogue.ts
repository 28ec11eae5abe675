/**
 * Every code that validation can report: name, severity, reason, sentences. `outlay explain` and the docs are made from it.
 * @module
 */
import type { Diagnostic } from '@outlay/schema';
import { parentPath } from '../source/source-path.ts';
import type { CatalogueEntry, CatalogueOf } from './entry.ts';
import { GEOMETRY_ISSUES } from './geometry.ts';
import type { Issue, IssueName } from './issue.ts';
import { MANIFEST_ISSUES } from './manifest.ts';
import { METRIC_FILE_ISSUES } from './metric-files.ts';
import { METRIC_VALUE_ISSUES } from './metric-values.ts';
import { OPENING_ISSUES } from './opening.ts';
import { PAIRING_ISSUES } from './pairing.ts';
import { PEOPLE_ISSUES } from './people.ts';
import { PICTURE_ISSUES } from './pictures.ts';
import { RECORDING_ISSUES } from './recordings.ts';
import { STRUCTURE_ISSUES } from './structure.ts';

/** Name → code, severity and sentences. Everything else in this package goes by names. */
const ISSUES = {
  ...STRUCTURE_ISSUES,
  ...OPENING_ISSUES,
  ...MANIFEST_ISSUES,
  ...METRIC_FILE_ISSUES,
  ...METRIC_VALUE_ISSUES,
  ...GEOMETRY_ISSUES,
  ...PICTURE_ISSUES,
  ...PEOPLE_ISSUES,
  ...PAIRING_ISSUES,
  ...RECORDING_ISSUES,
} as const satisfies CatalogueOf<Issue>;

/** A code of {@link Issue}. */
export type IssueCode = (typeof ISSUES)[IssueName]['code'];

/** Code → name, severity and sentences. Codes are never reused. */
export const ISSUE_CATALOGUE = byCode(
  Object.fromEntries(Object.entries(ISSUES).map(([name, entry]) => [name, { ...entry, name }])),
) as { readonly [Name in IssueName as (typeof ISSUES)[Name]['code']]: (typeof ISSUES)[Name] & { readonly name: Name } };

/** All codes, ascending. */
export const ISSUE_CODES = Object.keys(ISSUE_CATALOGUE).sort() as readonly IssueCode[];

/** The code of a name. */
export function codeOf<Name extends IssueName>(name: Name): (typeof ISSUES)[Name]['code'] {
  return ISSUES[name].code;
}

/** A table by names as one by codes. */
export function byCode<T>(table: { readonly [name in IssueName]?: T }): { readonly [code in IssueCode]?: T } {
  return Object.fromEntries(Object.entries(table).map(([name, value]) => [codeOf(name as IssueName), value]));
}

/** The entry of an issue's name. */
export function entryOf(issue: { readonly name: IssueName }): CatalogueEntry<Issue> {
  // The catalogue is complete by its type; an entry takes exactly the issues of its name.
  return ISSUES[issue.name] as CatalogueEntry<never> as CatalogueEntry<Issue>;
}

/** Issues with the same key are reported as one finding. */
export function groupKey(issue: Issue): string {
  const entry = entryOf(issue);
  return `${issue.name} ${entry.group ? entry.group(issue) : issue.frame === undefined ? issue.path : parentPath(issue.path)}`;
}

/** An issue as the finding that reporters print. */
export function toDiagnostic(issue: Issue): Diagnostic {
  const entry = entryOf(issue);
  const expected = entry.expected?.(issue) ?? '';
  const actual = entry.actual?.(issue) ?? '';
  return {
    code: entry.code,
    name: issue.name,
    severity: entry.severity,
    path: issue.path,
    message: entry.message(issue),
    ...(expected === '' ? {} : { expected }),
    ...(actual === '' ? {} : { actual }),
    fix: entry.fix(issue),
    ...('found' in issue && 'mayPass' in issue.found && { mayPass: true }),
  };
}
