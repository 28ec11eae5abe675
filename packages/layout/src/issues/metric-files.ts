/**
 * 30xx: metric files as text.
 * @module
 */
import type { TextFinding } from '../read/text-finding.ts';
import { printable } from '../source/source-path.ts';
import type { CatalogueOf, IssueBase } from './entry.ts';

/** A finding of a reader of text files. */
type Found<Code extends `OUT${number}`> = IssueBase & { readonly code: Code; readonly found: TextFinding };

/** Issues about metric files as text. */
export type MetricFileIssue =
  | Found<'OUT3001'>
  | Found<'OUT3002'>
  | Found<'OUT3003'>
  | Found<'OUT3004'>
  | Found<'OUT3005'>
  | Found<'OUT3007'>
  | Found<'OUT3006'>
  | Found<'OUT3008'>
  | Found<'OUT3009'>
  | Found<'OUT3010'>
  | Found<'OUT3011'>
  | Found<'OUT3012'>
  | Found<'OUT3013'>
  | Found<'OUT3014'>;

const line = ({ path, found }: { readonly path: string; readonly found: TextFinding }): string =>
  `${printable(path)}, line ${found.line}`;
const expected = ({ found }: { readonly found: TextFinding }): string => found.expected;
const actual = ({ found }: { readonly found: TextFinding }): string => found.actual;
const byFile = ({ path }: IssueBase): string => path;
const AGAIN = 'Run the evaluation again, so that the file is written anew.';

/** How {@link MetricFileIssue} is told. */
export const METRIC_FILE_ISSUES = {
  OUT3001: {
    name: 'metric-missing-column',
    severity: 'error',
    reason: 'The contract names the columns; without one of them a metric cannot be shown or averaged.',
    message: (issue) => `${printable(issue.path)} lacks ${issue.found.expected}.`,
    expected,
    actual,
    fix: () => AGAIN,
    group: byFile,
  },
  OUT3002: {
    name: 'metric-extra-column',
    severity: 'info',
    reason: 'Further metrics are kept and shown under their own name.',
    message: (issue) => `${printable(issue.path)} has ${issue.found.actual}.`,
    expected,
    actual,
    fix: () => 'Leave it, or remove the column.',
    group: byFile,
  },
  OUT3003: {
    name: 'metric-renamed-column',
    severity: 'warning',
    reason: 'Older tables write metric names in upper case; they are read as the names of today.',
    message: (issue) => `${printable(issue.path)} writes ${issue.found.actual} for ${issue.found.expected}.`,
    expected,
    actual,
    fix: () => 'Write the name as the contract does: other tools do not find it.',
    group: byFile,
  },
  OUT3004: {
    name: 'metric-ragged-row',
    severity: 'error',
    reason: 'A row with too few cells was cut off while it was written; its values are lost.',
    message: (issue) => `${line(issue)}: expected ${issue.found.expected}, found ${issue.found.actual}.`,
    expected,
    actual,
    fix: () => AGAIN,
    group: byFile,
  },
  OUT3005: {
    name: 'metric-bad-number',
    severity: 'error',
    reason: 'The cell is no number; it counts as missing.',
    message: (issue) => `${line(issue)}: expected ${issue.found.expected}, found ${issue.found.actual}.`,
    expected,
    actual,
    fix: () => AGAIN,
    group: byFile,
  },
  OUT3013: {
    name: 'metric-file-resaved',
    severity: 'info',
    reason: 'Trainers write plain text with LF; the file was opened and saved by another program.',
    message: ({ path, found }) => `${printable(path)} was saved again by another program: it has ${found.actual}.`,
    expected,
    actual,
    fix: () => 'Nothing to do, if nobody changed the values.',
  },
  OUT3014: {
    name: 'metric-index-column',
    severity: 'warning',
    reason:
      'A column without meaning comes first when pandas saves its row numbers; readers by position then take the wrong values.',
    message: (issue) => `${printable(issue.path)} has row numbers in ${issue.found.actual}.`,
    expected,
    actual,
    fix: () => 'Remove the column, or save with index=False.',
    group: byFile,
  },
  OUT3007: {
    name: 'metric-duplicate-row',
    severity: 'warning',
    reason: 'A row that occurs twice counts twice in averages.',
    message: (issue) => `${line(issue)} repeats ${issue.found.actual}.`,
    expected,
    actual,
    fix: () => 'Remove one of the rows.',
    group: byFile,
  },
  OUT3006: {
    name: 'metric-float-id',
    severity: 'info',
    reason: 'Saving a table again turns 12 into 12.0; it is read as 12.',
    message: (issue) => `${line(issue)}: expected ${issue.found.expected}, found ${issue.found.actual}.`,
    expected,
    actual,
    fix: () => 'Write ids as whole numbers.',
    group: byFile,
  },
  OUT3008: {
    name: 'metric-no-rows',
    severity: 'error',
    reason: 'The header was written and nothing after it: the evaluation was stopped, or had no frames.',
    message: ({ path }) => `${printable(path)} has a header and no rows.`,
    expected,
    actual,
    fix: () => AGAIN,
  },
  OUT3009: {
    name: 'metric-missing-key',
    severity: 'error',
    reason: 'The contract names the averages of the file.',
    message: (issue) => `${printable(issue.path)} lacks ${issue.found.expected}.`,
    expected,
    actual,
    fix: () => AGAIN,
    group: byFile,
  },
  OUT3010: {
    name: 'metric-extra-key',
    severity: 'info',
    reason: 'Further averages are kept and shown under their own name.',
    message: (issue) => `${printable(issue.path)} has ${issue.found.actual}.`,
    expected,
    actual,
    fix: () => 'Leave it, or remove the line.',
    group: byFile,
  },
  OUT3011: {
    name: 'metric-duplicate-key',
    severity: 'warning',
    reason: 'Of a key that occurs twice, the last value counts.',
    message: (issue) => `${line(issue)} repeats the key ${issue.found.actual}.`,
    expected,
    actual,
    fix: () => AGAIN,
    group: byFile,
  },
  OUT3012: {
    name: 'metric-bad-line',
    severity: 'warning',
    reason: 'A line that is not "key: number" is left out, by the origin\'s reader too.',
    message: (issue) => `${line(issue)}: expected ${issue.found.expected}, found ${issue.found.actual}.`,
    expected,
    actual,
    fix: () => AGAIN,
    group: byFile,
  },
} as const satisfies CatalogueOf<MetricFileIssue>;
