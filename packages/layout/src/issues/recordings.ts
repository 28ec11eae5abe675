/**
 * 62xx: recordings in `rerun/`.
 * @module
 */
import { printable } from '../source/source-path.ts';
import type { CatalogueOf, IssueBase } from './entry.ts';

/** Issues about exported recordings. */
export type RecordingIssue =
  | (IssueBase & { readonly code: 'OUT6201'; readonly actual: string })
  | (IssueBase & { readonly code: 'OUT6202'; readonly old: boolean })
  | (IssueBase & { readonly code: 'OUT6203'; readonly folder: string });

/** How {@link RecordingIssue} is told. */
export const RECORDING_ISSUES = {
  OUT6201: {
    name: 'recording-incomplete',
    severity: 'warning',
    reason: 'An export that was killed leaves a file without an end; viewers show what is there or nothing.',
    message: ({ path, actual }) => `The recording ${printable(path)} is not complete: ${actual}.`,
    expected: () => 'a Rerun recording with its footer',
    actual: ({ actual }) => actual,
    fix: () => 'Export it again.',
  },
  OUT6202: {
    name: 'recording-name-unknown',
    severity: 'info',
    reason: 'Names of recordings say what they hold; exporters of the origin used others.',
    message: ({ path, old }) =>
      `${printable(path)} is not named as the layout names recordings${old ? '; the name is one of the origin’s exporters' : ''}.`,
    fix: () => 'Export again with `outlay export`, and remove the old file.',
  },
  OUT6203: {
    name: 'recording-without-source',
    severity: 'info',
    reason: 'Whoever opens it takes it for results of this experiment; the epoch may be one of an earlier run.',
    message: ({ path, folder }) => `${printable(path)} shows an epoch that is not in ${printable(folder)}.`,
    expected: ({ folder }) => `the epoch in ${folder}`,
    actual: () => 'no such epoch',
    fix: () => 'Remove it, or put the epoch back.',
  },
} as const satisfies CatalogueOf<RecordingIssue>;
