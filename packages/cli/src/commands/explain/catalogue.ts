/**
 * Every code that outlay can print, from all packages, in numerical order.
 * @module
 */
import { adviceOf, FIXES, ISSUE_CATALOGUE, ISSUE_CODES, ISSUE_EXAMPLES, type IssueCode } from '@outlay/layout';
import { EXPORT_FINDINGS } from '@outlay/rerun/exporters';
import { RECORDING_CODES } from '@outlay/rerun/read';

import { SUMMARY_CODES } from '@outlay/summary';
import { VIEW_CODES } from '@outlay/view';
import { CLI_CODES, type CodeDoc } from '../../failures/codes.ts';
import { FILE_CODES } from '../../render/recording-words.ts';

const EFFECT = {
  error: 'Readers fail on it, or show wrong data.',
  warning: 'Some reader stumbles over it.',
  info: 'Readers cope with it; it is worth knowing.',
} as const;

/** All codes, ascending. */
export function codeCatalogue(): readonly CodeDoc[] {
  const recording = Object.entries(RECORDING_CODES).map(
    ([code, { name, severity, reason, hint }]): CodeDoc => ({
      code: code as CodeDoc['code'],
      name,
      severity,
      reason: `${reason} ${EFFECT[severity]}`,
      fix: hint,
    }),
  );
  const layout = ISSUE_CODES.map((code): CodeDoc => {
    const { name, severity, reason } = ISSUE_CATALOGUE[code];
    const example = ISSUE_EXAMPLES[code];
    const repair = (FIXES as { readonly [code in IssueCode]?: string })[code];
    return {
      code,
      name,
      severity,
      reason,
      fix: adviceOf(code),
      ...(example === undefined ? {} : { example }),
      ...(repair === undefined ? {} : { repair }),
    };
  });
  const exporting = Object.entries(EXPORT_FINDINGS).map(([name, entry]): CodeDoc => ({ name, ...entry }));
  const viewing = Object.values(VIEW_CODES).map(({ status: _, ...entry }): CodeDoc => entry);
  const own = Object.values({ ...FILE_CODES, ...SUMMARY_CODES, ...CLI_CODES } as Readonly<Record<string, CodeDoc>>);
  return [...layout, ...recording, ...exporting, ...viewing, ...own].sort((a, b) => (a.code < b.code ? -1 : 1));
}
