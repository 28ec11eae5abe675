/**
 * 30xx: metric files as text.
 * @module
 */
import type { TextFinding } from '../read/text-finding.ts';
import { printable } from '../source/source-path.ts';
import type { CatalogueOf, IssueBase } from './entry.ts';

/** A finding of a reader of text files. */
type Found<Name extends string> = IssueBase & { readonly name: Name; readonly found: TextFinding };

/** Issues about metric files as text. */
export type MetricFileIssue =
  | Found<'metric-missing-column'>
  | Found<'metric-extra-column'>
  | Found<'metric-renamed-column'>
  | Found<'metric-ragged-row'>
  | Found<'metric-bad-number'>
  | Found<'metric-duplicate-row'>
  | Found<'metric-float-id'>
  | Found<'metric-no-rows'>
  | Found<'metric-missing-key'>
  | Found<'metric-extra-key'>
  | Found<'metric-duplicate-key'>
  | Found<'metric-bad-line'>
  | Found<'metric-file-resaved'>
  | Found<'metric-index-column'>;

const line = ({ path, found }: { readonly path: string; readonly found: TextFinding }): string =>
  `${printable(path)}, line ${found.line}`;
const expected = ({ found }: { readonly found: TextFinding }): string => found.expected;
const actual = ({ found }: { readonly found: TextFinding }): string => found.actual;
const byFile = ({ path }: IssueBase): string => path;
const AGAIN = 'Run the evaluation again to rewrite the file.';

/** Codes, severities and sentences of {@link MetricFileIssue}. */
export const METRIC_FILE_ISSUES = {
  'metric-missing-column': {
    code: 'OUT3001',
    severity: 'error',
    reason: 'The contract names the columns. Without one of them, its metric cannot be shown or averaged.',
    message: (issue) => `${printable(issue.path)} lacks ${issue.found.expected}.`,
    expected,
    actual,
    fix: () => AGAIN,
    group: byFile,
  },
  'metric-extra-column': {
    code: 'OUT3002',
    severity: 'info',
    reason: 'Further metrics are kept and shown under their own name.',
    message: (issue) => `${printable(issue.path)} has ${issue.found.actual}.`,
    expected,
    actual,
    fix: () => 'Leave it, or remove the column.',
    group: byFile,
  },
  'metric-renamed-column': {
    code: 'OUT3003',
    severity: 'warning',
    reason: 'Older tables write metric names in upper case. outlay reads them under their current names.',
    message: (issue) => `${printable(issue.path)} writes ${issue.found.actual} for ${issue.found.expected}.`,
    expected,
    actual,
    fix: () => 'Rename it as the contract does: other tools do not find it.',
    group: byFile,
  },
  'metric-ragged-row': {
    code: 'OUT3004',
    severity: 'error',
    reason: 'A row with too few cells was cut off while it was written. Its values are lost.',
    message: (issue) => `${line(issue)}: expected ${issue.found.expected}, found ${issue.found.actual}.`,
    expected,
    actual,
    fix: () => AGAIN,
    group: byFile,
  },
  'metric-bad-number': {
    code: 'OUT3005',
    severity: 'error',
    reason: 'The cell is not a number. It counts as missing.',
    message: (issue) => `${line(issue)}: expected ${issue.found.expected}, found ${issue.found.actual}.`,
    expected,
    actual,
    fix: () => AGAIN,
    group: byFile,
  },
  'metric-file-resaved': {
    code: 'OUT3013',
    severity: 'info',
    reason:
      'Trainers write plain text with one kind of line ending; an editor or a spreadsheet probably changed the file.',
    message: ({ path, found }) => `${printable(path)} has ${found.actual}.`,
    expected,
    actual,
    fix: () => 'Ignore this if nobody changed the values.',
  },
  'metric-index-column': {
    code: 'OUT3014',
    severity: 'warning',
    reason:
      'Row numbers of pandas are saved as a nameless first column. Readers that go by position then take the wrong values.',
    message: (issue) => `${printable(issue.path)} has row numbers in ${issue.found.actual}.`,
    expected,
    actual,
    fix: () => 'Remove the column, or save with index=False.',
    group: byFile,
  },
  'metric-duplicate-row': {
    code: 'OUT3007',
    severity: 'warning',
    reason: 'A row that occurs twice counts twice in averages.',
    message: (issue) => `${line(issue)} repeats ${issue.found.actual}.`,
    expected,
    actual,
    fix: () => 'Remove one of the rows.',
    group: byFile,
  },
  'metric-float-id': {
    code: 'OUT3006',
    severity: 'info',
    reason: 'Saving a table again turns 12 into 12.0. outlay reads it as 12.',
    message: (issue) => `${line(issue)}: expected ${issue.found.expected}, found ${issue.found.actual}.`,
    expected,
    actual,
    fix: () => 'Write ids as whole numbers.',
    group: byFile,
  },
  'metric-no-rows': {
    code: 'OUT3008',
    severity: 'error',
    reason: 'The evaluation was stopped after the header, or had no frames.',
    message: ({ path }) => `${printable(path)} has a header and no rows.`,
    expected,
    actual,
    fix: () => AGAIN,
  },
  'metric-missing-key': {
    code: 'OUT3009',
    severity: 'error',
    reason: 'The contract names the averages of the file.',
    message: (issue) => `${printable(issue.path)} lacks ${issue.found.expected}.`,
    expected,
    actual,
    fix: () => AGAIN,
    group: byFile,
  },
  'metric-extra-key': {
    code: 'OUT3010',
    severity: 'info',
    reason: 'Further averages are kept and shown under their own name.',
    message: (issue) => `${printable(issue.path)} has ${issue.found.actual}.`,
    expected,
    actual,
    fix: () => 'Leave it, or remove the line.',
    group: byFile,
  },
  'metric-duplicate-key': {
    code: 'OUT3011',
    severity: 'warning',
    reason: 'When a key occurs twice, the last value counts.',
    message: (issue) => `${line(issue)} repeats the key ${issue.found.actual}.`,
    expected,
    actual,
    fix: () => AGAIN,
    group: byFile,
  },
  'metric-bad-line': {
    code: 'OUT3012',
    severity: 'warning',
    reason: 'A line that is not "key: number" is ignored, also by the original trainer.',
    message: (issue) => `${line(issue)}: expected ${issue.found.expected}, found ${issue.found.actual}.`,
    expected,
    actual,
    fix: () => AGAIN,
    group: byFile,
  },
} as const satisfies CatalogueOf<MetricFileIssue>;
