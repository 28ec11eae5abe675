/**
 * 62xx: recordings in `rerun/`.
 * @module
 */
import { printable } from '../source/source-path.ts';
import type { CatalogueOf, IssueBase } from './entry.ts';

/** Issues about exported recordings. */
export type RecordingIssue =
  | (IssueBase & { readonly name: 'recording-incomplete'; readonly actual: string })
  | (IssueBase & { readonly name: 'recording-name-unknown'; readonly old: boolean })
  | (IssueBase & { readonly name: 'recording-without-source'; readonly folder: string });

/** Codes, severities and sentences of {@link RecordingIssue}. */
export const RECORDING_ISSUES = {
  'recording-incomplete': {
    code: 'OUT6201',
    severity: 'warning',
    reason: 'A killed export leaves a file without an end. Viewers show a part of it or nothing.',
    message: ({ path, actual }) => `The recording ${printable(path)} is incomplete: ${actual}.`,
    expected: () => 'a Rerun recording with its footer',
    actual: ({ actual }) => actual,
    fix: () => 'Export it again.',
  },
  'recording-name-unknown': {
    code: 'OUT6202',
    severity: 'info',
    reason: 'The name of a recording says what it holds. The original exporters used other names.',
    message: ({ path, old }) =>
      `${printable(path)} does not have a recording name of the layout${old ? '; the original exporters used this name' : ''}.`,
    fix: () => 'Export again with `outlay export`, and remove the old file.',
  },
  'recording-without-source': {
    code: 'OUT6203',
    severity: 'info',
    reason: 'The recording looks like a result of this experiment, but its epoch may be from an earlier run.',
    message: ({ path, folder }) => `${printable(path)} shows an epoch that is not in ${printable(folder)}.`,
    expected: ({ folder }) => `the epoch in ${folder}`,
    actual: () => 'no such epoch',
    fix: () => 'Remove it, or restore the epoch.',
  },
} as const satisfies CatalogueOf<RecordingIssue>;
