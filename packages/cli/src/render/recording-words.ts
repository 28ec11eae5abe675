/**
 * What the library of recordings says, in the words of the command line.
 * @module
 */
import { describeReason, FILE_FINDINGS, type RecordingReason, type SelectionChange } from '@outlay/rerun/files';
import type { Diagnostic } from '@outlay/schema';
import { CLI_CODES, type CodeDoc } from '../failures/codes.ts';

/** Why a recording was written, left alone or failed. */
export function reasonInWords(reason: RecordingReason): string {
  switch (reason.kind) {
    case 'forced':
      return 'asked for with --force';
    case 'compared':
      return reason.by === 'times'
        ? 'names, sizes and times are the same; it was made without --checksum'
        : describeReason(reason);
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

/** Codes of {@link FILE_FINDINGS} as the command line explains them. */
export const FILE_CODES: Readonly<Record<keyof typeof FILE_FINDINGS, CodeDoc>> = {
  ...FILE_FINDINGS,
  unwritable: CLI_CODES.unwritable,
  recordingLarge: {
    ...FILE_FINDINGS.recordingLarge,
    reason: 'A recording is larger than --max-size. A browser viewer holds about 2 GiB, the native viewer more.',
    fix: 'Narrow it with --task, --cameras or --frames, or raise --max-size.',
  },
  otherExperiment: {
    ...FILE_FINDINGS.otherExperiment,
    fix: 'Choose another folder with -o, or pass --force to replace them.',
  },
  internal: CLI_CODES.internal,
};

/** A finding with advice that names flags, where the library can only name what they stand for. */
export function findingInWords(finding: Diagnostic): Diagnostic {
  const key = FILE_KEYS.find((one) => FILE_FINDINGS[one].fix === finding.fix);
  return key === undefined ? finding : { ...finding, fix: FILE_CODES[key].fix };
}

const FILE_KEYS = Object.keys(FILE_FINDINGS) as (keyof typeof FILE_FINDINGS)[];
