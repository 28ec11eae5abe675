/**
 * What opening and reading find, as findings with stable codes.
 * @module
 */
import type { Diagnostic } from '@outlay/schema';
import type { LayoutError } from '../errors.ts';
import { OPENING_ISSUES, type OpeningIssue } from './opening.ts';

/** What opening an experiment and reading its files can find. */
export type OpenProblem = OpeningIssue['name'];

const BY_ERROR_CODE: Readonly<Record<string, OpenProblem>> = {
  FILE_NOT_FOUND: 'file-unreadable',
  FILE_UNREADABLE: 'file-unreadable',
  PATH_REFUSED: 'link-leads-outside',
  FILE_TOO_LARGE: 'limit-exceeded',
  FILE_EMPTY: 'file-empty',
  FILE_TRUNCATED: 'file-truncated',
  FILE_MALFORMED: 'file-malformed',
  CHECKSUM_MISMATCH: 'checksum-mismatch',
  FILE_UNSUPPORTED: 'format-unsupported',
  FILE_UNSAFE: 'content-unsafe',
  LIMIT_EXCEEDED: 'limit-exceeded',
  CONTENT_UNEXPECTED: 'content-unexpected',
  NO_MESH: 'person-has-no-mesh',
};

/** What the system refused; all else is in the bytes, which stay what they are. */
const MAY_PASS: ReadonlySet<OpenProblem> = new Set(['folder-unreadable', 'file-unreadable']);

/** Facts of a finding beyond its code. */
export type ProblemFacts = Pick<Diagnostic, 'expected' | 'actual' | 'fix' | 'affects'>;

/** A finding about `path`. */
export function problem(name: OpenProblem, path: string, message: string, facts: ProblemFacts = {}): Diagnostic {
  const { code, severity } = OPENING_ISSUES[name];
  return { code, name, severity, path, message, ...facts, ...(MAY_PASS.has(name) && { mayPass: true }) };
}

/** An error of a source or a reader as a finding about the file that was read. */
export function problemOf(error: LayoutError, path: string): Diagnostic {
  const name = BY_ERROR_CODE[error.code] ?? 'file-malformed';
  const { expected, actual } = error as { expected?: unknown; actual?: unknown };
  return problem(name, path, error.message, {
    ...(typeof expected === 'string' ? { expected } : {}),
    ...(typeof actual === 'string' ? { actual } : {}),
    fix: error.hint,
  });
}
