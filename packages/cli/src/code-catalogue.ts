/**
 * Every code that outlay can print, from all packages, in numerical order.
 * @module
 */
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
  return [...recording, ...Object.values<CodeDoc>(CLI_CODES)].sort((a, b) => (a.code < b.code ? -1 : 1));
}
