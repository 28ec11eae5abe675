/**
 * What opening and reading find, as findings with stable codes.
 * @module
 */
import type { Diagnostic } from '@outlay/schema';
import type { LayoutError } from '../errors.ts';
import { OPENING_ISSUES } from './opening.ts';

/** Codes of what opening an experiment and reading its files reports. How they are told is in the issue catalogue. */
const CODES = {
  epochAmbiguous: 'OUT1104',
  folderAmbiguous: 'OUT1105',
  frameAmbiguous: 'OUT1106',
  folderUnreadable: 'OUT1107',
  linkOutside: 'OUT1108',
  linkLoop: 'OUT1109',
  linkBroken: 'OUT1110',
  specialFile: 'OUT1111',
  tooDeep: 'OUT1112',
  fileUnreadable: 'OUT1113',
  fileEmpty: 'OUT4001',
  fileTruncated: 'OUT4002',
  fileMalformed: 'OUT4003',
  checksumMismatch: 'OUT4004',
  formatUnsupported: 'OUT4005',
  contentUnsafe: 'OUT4006',
  limitExceeded: 'OUT4007',
  contentUnexpected: 'OUT4008',
  noMesh: 'OUT4009',
} as const satisfies Record<string, keyof typeof OPENING_ISSUES>;
/** What can be found, by a word. */
export type OpenProblem = keyof typeof CODES;

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
  const code = CODES[what];
  const { name, severity } = OPENING_ISSUES[code];
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
