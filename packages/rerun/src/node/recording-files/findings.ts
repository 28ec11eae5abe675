/**
 * Findings of making recordings as files, `OUT90xx`.
 * @module
 */
import type { Diagnostic } from '@outlay/schema';

/** What is known of a code. `reason` says why it matters, `fix` what to do about it. */
export interface FileFinding extends Pick<Diagnostic, 'code' | 'name' | 'severity'> {
  readonly code: `OUT${number}`;
  readonly reason: string;
  readonly fix: string;
}

/** Codes of findings of {@link makeRecordings}, never reused. */
export const FILE_FINDINGS = {
  unwritable: {
    code: 'OUT9006',
    name: 'output-unwritable',
    severity: 'error',
    reason: 'A file or folder cannot be written: no permission, no space, or something else is in its place.',
    fix: 'Choose another folder, or free the one named in the message.',
  },
  exportFailed: {
    code: 'OUT9008',
    name: 'export-failed',
    severity: 'error',
    reason: 'A recording could not be made. The others were.',
    fix: 'Fix the cause named in the message and export again. The previous recording is untouched.',
  },
  recordingLarge: {
    code: 'OUT9010',
    name: 'recording-large',
    severity: 'warning',
    reason: 'A recording is larger than the limit. A browser viewer holds about 2 GiB, the native viewer more.',
    fix: 'Select fewer tasks, cameras or frames, or raise the limit.',
  },
  inputChanged: {
    code: 'OUT9011',
    name: 'input-changed',
    severity: 'warning',
    reason: 'Files changed while a recording was being made from them. Something is still writing this experiment.',
    fix: 'Export again when the writer is done. Only recordings whose files changed are made again.',
  },
  inputUnread: {
    code: 'OUT9012',
    name: 'input-unread',
    severity: 'error',
    reason:
      'Files could not be read for a reason that may pass: the disk, the network, permissions, too many open files. A recording without them would be taken for whole later on, so it is not made.',
    fix: 'Check the disk and permissions, then export again. The previous recording is untouched.',
  },
  otherExperiment: {
    code: 'OUT9013',
    name: 'folder-of-another-experiment',
    severity: 'error',
    reason: 'The folder holds recordings of another experiment, which would be overwritten or removed.',
    fix: 'Choose another folder, or force the export when they may be replaced.',
  },
  internal: {
    code: 'OUT9070',
    name: 'internal-bug',
    severity: 'error',
    reason: 'outlay has a bug.',
    fix: 'Report the bug with what you did and the error.',
  },
} as const satisfies Readonly<Record<string, FileFinding>>;

/** A finding about the file or folder `path`, relative to the experiment. */
export function finding(
  { code, name, severity, fix }: FileFinding,
  path: string,
  message: string,
  hint: string = fix,
): Diagnostic {
  return { code, name, severity, path, message, fix: hint };
}
