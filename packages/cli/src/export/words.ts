/**
 * What the library of recordings says, in the words of the command line.
 * @module
 */
import { describeReason, FILE_FINDINGS, type RecordingReason, type SelectionChange } from '@outlay/rerun/files';
import type { Diagnostic } from '@outlay/schema';
import { CLI_CODES, type CodeDoc } from '../codes.ts';

/** Why a recording was written, left alone or failed. */
export function reasonInWords(reason: RecordingReason): string {
  switch (reason.kind) {
    case 'forced':
      return 'asked for with --force';
    case 'contents-unknown':
      return 'made without --checksum';
    case 'strict':
      return 'not written because of --strict';
    case 'other-selection':
      return reason.changes.length === 0
        ? describeReason(reason)
        : `options changed: ${reason.changes.map(changeInWords).join(', ')}`;
    default:
      return describeReason(reason);
  }
}

function changeInWords({ option, before, now }: SelectionChange): string {
  if (option !== 'body') return `--${option} ${now ?? 'all'} instead of ${before ?? 'all'}`;
  return now === undefined ? 'no --body-model' : `${before === undefined ? 'a' : 'another'} --body-model`;
}

const ADVICE = new Map<string, string>(
  (Object.keys(FILE_FINDINGS) as (keyof typeof FILE_FINDINGS)[]).map((key) => {
    const { code, fix }: CodeDoc = CLI_CODES[key];
    return [code, fix];
  }),
);
const NEUTRAL: ReadonlySet<string> = new Set(Object.values(FILE_FINDINGS).map(({ fix }) => fix));

/** A finding with advice that names flags, where the library can only name what they stand for. */
export function findingInWords(finding: Diagnostic): Diagnostic {
  const fix = NEUTRAL.has(finding.fix ?? '') ? ADVICE.get(finding.code) : undefined;
  return fix === undefined ? finding : { ...finding, fix };
}
