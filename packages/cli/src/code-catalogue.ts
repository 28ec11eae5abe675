/**
 * Every code that outlay can print, from all packages, in numerical order.
 * @module
 */
import { ISSUE_CATALOGUE, ISSUE_CODES } from '@outlay/layout';
import { EXPORT_FINDINGS } from '@outlay/rerun/exporters';
import { RECORDING_CODES } from '@outlay/rerun/read';
import { CLI_CODES, type CodeDoc } from './codes.ts';

/** All codes, ascending. */
export function codeCatalogue(): readonly CodeDoc[] {
  const recording = Object.entries(RECORDING_CODES).map(
    ([code, { name, severity, hint }]): CodeDoc => ({
      code: code as CodeDoc['code'],
      name,
      severity,
      reason: `A recording: ${name.replaceAll('-', ' ')}.`,
      fix: hint,
    }),
  );
  const layout = ISSUE_CODES.map((code): CodeDoc => {
    const { name, severity, reason } = ISSUE_CATALOGUE[code];
    return { code, name, severity, reason, fix: 'The finding itself says what to do, for its file.' };
  });
  const exporting = Object.entries(EXPORT_FINDINGS).map(
    ([name, { code, severity }]): CodeDoc => ({
      code,
      name,
      severity,
      reason: `While exporting: ${name.replace(/^export-/, '').replaceAll('-', ' ')}.`,
      fix: 'The finding itself says what to do, for its file.',
    }),
  );
  return [...layout, ...recording, ...exporting, ...Object.values<CodeDoc>(CLI_CODES)].sort((a, b) =>
    a.code < b.code ? -1 : 1,
  );
}
