/**
 * What the server refuses, as sentences with codes.
 * @module
 */
import type { Diagnostic } from '@outlay/schema';
import type { Fault } from '../api.ts';

/** What a code means, as `outlay explain` prints it. */
export interface ViewCode {
  readonly code: `OUT${number}`;
  readonly name: string;
  readonly severity: 'error' | 'warning';
  /** HTTP status that it comes with. */
  readonly status: number;
  readonly reason: string;
  readonly fix: string;
}

const refusal = (code: `OUT${number}`, name: string, status: number, reason: string, fix: string): ViewCode => ({
  code,
  name,
  severity: 'error',
  status,
  reason,
  fix,
});

/** 93xx: requests that `outlay view` refuses. */
export const VIEW_CODES = {
  tokenMissing: refusal(
    'OUT9301',
    'view-token-missing',
    403,
    'A request carries neither the token of this server nor its cookie.',
    'Open the address that `outlay view` printed, with its token.',
  ),
  hostRefused: refusal(
    'OUT9302',
    'view-host-refused',
    403,
    'A request names a host that this server does not answer for, or comes from a page of another site.',
    'Open the address that `outlay view` printed. Behind a proxy, give its URL with --base-path.',
  ),
  methodRefused: refusal(
    'OUT9303',
    'view-method-refused',
    405,
    'A request is neither GET nor HEAD. The server changes nothing, so it takes nothing else.',
    'Use GET or HEAD.',
  ),
  notServed: refusal(
    'OUT9304',
    'view-not-found',
    404,
    'A URL leads to nothing: no such experiment, epoch or file, or a file that the layout does not know.',
    'Follow a link of the page. Reload the page if the experiment has changed.',
  ),
  badRequest: refusal(
    'OUT9305',
    'view-request-malformed',
    400,
    'A request cannot be understood: a malformed URL, query or header.',
    'Correct the part that the message names.',
  ),
  busy: refusal(
    'OUT9306',
    'view-busy',
    503,
    'More work was asked for at the same time than the server does for all its clients together.',
    'Try again in a few seconds.',
  ),
  noSuchRange: refusal(
    'OUT9307',
    'view-range-unsatisfiable',
    416,
    'A request asks for bytes beyond the end of a file.',
    'Ask for a range inside the file; Content-Range says how long it is.',
  ),
  unreadable: refusal(
    'OUT9308',
    'view-file-unreadable',
    422,
    'A file of the experiment is there, but cannot be read or decoded.',
    'See what `outlay validate` says about it.',
  ),
  pageMissing: refusal(
    'OUT9309',
    'view-page-missing',
    503,
    'The page is not part of this installation: a clone that has not been built.',
    'Run `npm run build`, then start `outlay view` again.',
  ),
  internal: refusal(
    'OUT9370',
    'view-internal-bug',
    500,
    'The server ran into a state its authors thought impossible.',
    'Report it, with the line that the server printed.',
  ),
} as const satisfies Record<string, ViewCode>;
/** A kind of refusal. */
export type Refusal = keyof typeof VIEW_CODES;

/** Why a request is not answered. */
export class FaultError extends Error {
  override readonly name = 'FaultError';
  readonly status: number;
  readonly fault: Fault;
  /** Headers that the status asks for. */
  readonly headers: Readonly<Record<string, string>>;

  constructor(refused: Refusal, message: string, facts: { fix?: string; headers?: Record<string, string> } = {}) {
    super(message);
    const { code, status, fix } = VIEW_CODES[refused];
    this.status = status;
    this.fault = { code, message, fix: facts.fix ?? fix };
    this.headers = facts.headers ?? {};
  }
}

/** A finding as the page shows it. */
export function faultOf({ code, message, fix }: Diagnostic): Fault {
  return { code, message, ...(fix === undefined ? {} : { fix }) };
}

/** A finding as the answer to a request for the file that it is about. */
export function unreadable(diagnostic: Diagnostic): FaultError {
  const error = new FaultError('unreadable', diagnostic.message);
  return Object.assign(error, { fault: faultOf(diagnostic) });
}
