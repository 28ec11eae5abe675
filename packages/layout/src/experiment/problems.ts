/**
 * What opening and reading find, as findings with stable codes.
 * @module
 */
import type { Diagnostic, Severity } from '@outlay/schema';
import type { LayoutError } from '../errors.ts';

/** Code, name and severity of everything that opening an experiment and reading its files reports. */
export const OPEN_PROBLEMS = {
  epochMissing: ['OUT1101', 'listed-epoch-missing', 'error'],
  epochPending: ['OUT1102', 'listed-epoch-pending', 'warning'],
  epochNotListed: ['OUT1103', 'epoch-not-listed', 'warning'],
  epochAmbiguous: ['OUT1104', 'epoch-named-twice', 'error'],
  folderAmbiguous: ['OUT1105', 'folder-named-twice', 'warning'],
  frameAmbiguous: ['OUT1106', 'frame-named-twice', 'warning'],
  folderUnreadable: ['OUT1107', 'folder-unreadable', 'error'],
  linkOutside: ['OUT1108', 'link-leads-outside', 'warning'],
  linkLoop: ['OUT1109', 'link-loop', 'warning'],
  linkBroken: ['OUT1110', 'link-broken', 'warning'],
  specialFile: ['OUT1111', 'special-file', 'warning'],
  tooDeep: ['OUT1112', 'folders-too-deep', 'warning'],
  fileUnreadable: ['OUT1113', 'file-unreadable', 'error'],
  fileEmpty: ['OUT4001', 'file-empty', 'error'],
  fileTruncated: ['OUT4002', 'file-truncated', 'error'],
  fileMalformed: ['OUT4003', 'file-malformed', 'error'],
  checksumMismatch: ['OUT4004', 'checksum-mismatch', 'error'],
  formatUnsupported: ['OUT4005', 'format-unsupported', 'error'],
  contentUnsafe: ['OUT4006', 'content-unsafe', 'error'],
  limitExceeded: ['OUT4007', 'limit-exceeded', 'error'],
  contentUnexpected: ['OUT4008', 'content-unexpected', 'error'],
  noMesh: ['OUT4009', 'person-has-no-mesh', 'info'],
} as const satisfies Record<string, readonly [Diagnostic['code'], string, Severity]>;
/** A key of {@link OPEN_PROBLEMS}. */
export type OpenProblem = keyof typeof OPEN_PROBLEMS;

const BY_ERROR_CODE: Readonly<Record<string, OpenProblem>> = {
  FILE_NOT_FOUND: 'fileUnreadable',
  FILE_UNREADABLE: 'fileUnreadable',
  PATH_REFUSED: 'linkOutside',
  FILE_TOO_LARGE: 'limitExceeded',
  EMPTY_FILE: 'fileEmpty',
  TRUNCATED_FILE: 'fileTruncated',
  MALFORMED_FILE: 'fileMalformed',
  CHECKSUM_MISMATCH: 'checksumMismatch',
  UNSUPPORTED_FILE: 'formatUnsupported',
  UNSAFE_FILE: 'contentUnsafe',
  LIMIT_EXCEEDED: 'limitExceeded',
  UNEXPECTED_CONTENT: 'contentUnexpected',
  NO_MESH: 'noMesh',
};

/** Facts of a finding beyond its code. */
export type ProblemFacts = Pick<Diagnostic, 'expected' | 'actual' | 'fix' | 'affects'>;

/** A finding about `path`. */
export function problem(what: OpenProblem, path: string, message: string, facts: ProblemFacts = {}): Diagnostic {
  const [code, name, severity] = OPEN_PROBLEMS[what];
  return { code, name, severity, path, message, ...facts };
}

/** An error of a source or a reader as a finding about the file that was read. */
export function problemOf(error: LayoutError, path: string): Diagnostic {
  const what = BY_ERROR_CODE[error.code] ?? 'fileMalformed';
  const { expected, actual } = error as { expected?: unknown; actual?: unknown };
  return problem(what, path, error.message, {
    ...(typeof expected === 'string' ? { expected } : {}),
    ...(typeof actual === 'string' ? { actual } : {}),
    fix: error.hint,
  });
}
