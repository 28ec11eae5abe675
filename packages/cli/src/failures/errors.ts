export { fileSystemReason } from '@outlay/schema/names';

import type { Diagnostic } from '@outlay/schema';
import { CLI_CODES, type CliCode } from './codes.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';

const EXIT_OF: Record<CliCode, ExitCode> = {
  usage: EXIT.usage,
  config: EXIT.usage,
  notFound: EXIT.notFound,
  notAFolder: EXIT.notFound,
  unreadable: EXIT.notFound,
  unwritable: EXIT.notFound,
  nothingToExport: EXIT.ok,
  epochAbsent: EXIT.findings,
  bodyModel: EXIT.notFound,
  portRefused: EXIT.usage,
  internal: EXIT.internal,
  shareNotAllowed: EXIT.authentication,
  shareNetwork: EXIT.network,
  shareRefused: EXIT.notFound,
  interrupted: EXIT.interrupted,
};

/** Facts of a {@link CliError} beyond its sentence. */
export interface CliErrorFacts {
  /** Path the message is about, as the user wrote it. */
  readonly path?: string;
  readonly expected?: string;
  readonly actual?: string;
  /** What to do; default: the advice of the code. */
  readonly fix?: string;
  readonly cause?: unknown;
}

const BRAND = Symbol.for('@outlay/cli:error');

/** A failure with a sentence for the user, a stable code and an exit code. Everything else that is thrown is a bug. */
export class CliError extends Error {
  readonly [BRAND] = true;
  readonly kind: CliCode;
  readonly code: `OUT${number}`;
  readonly hint: string;
  readonly exitCode: ExitCode;
  readonly facts: CliErrorFacts;
  constructor(kind: CliCode, message: string, facts: CliErrorFacts = {}) {
    super(message, facts.cause === undefined ? undefined : { cause: facts.cause });
    this.name = 'CliError';
    this.kind = kind;
    this.code = CLI_CODES[kind].code;
    this.hint = facts.fix ?? CLI_CODES[kind].fix;
    this.exitCode = EXIT_OF[kind];
    this.facts = facts;
  }
}

/** Is it a {@link CliError}, from whichever copy of the package? */
export function isCliError(error: unknown): error is CliError {
  return typeof error === 'object' && error !== null && BRAND in error;
}

/** The error as a finding, for the JSON envelope and the terminal alike. */
export function errorDiagnostic(error: CliError): Diagnostic {
  const { name, severity, code } = CLI_CODES[error.kind];
  const { path = '', expected, actual } = error.facts;
  return {
    code,
    name,
    severity,
    path,
    message: error.message,
    ...(expected === undefined ? {} : { expected }),
    ...(actual === undefined ? {} : { actual }),
    fix: error.hint,
  };
}

/** Was this thrown because a signal aborted the work? */
export function isAbort(error: unknown): boolean {
  return error instanceof Error && (error.name === 'AbortError' || (error as { code?: unknown }).code === 'ABORT_ERR');
}
