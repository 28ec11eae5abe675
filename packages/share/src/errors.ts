/**
 * Errors of this package. What one file or one link has wrong is a value; these end a whole sending.
 * @module
 */

const BRAND = Symbol.for('@outlay/share.error');

/** Base of every error this package throws. `code` is stable, `hint` says what to do. */
export abstract class ShareError extends Error {
  /** Stable, upper case, e.g. `SHARE_TARGET_INVALID`. */
  abstract readonly code: string;
  /** What to do about it, as an imperative sentence. */
  readonly hint: string;
  readonly [BRAND] = true;
  constructor(message: string, hint: string, options: { readonly cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.hint = hint;
    this.name = new.target.name;
  }
}

/** Is it an error of this package, and of this code when one is given? */
export function isShareError(error: unknown, code?: string): error is ShareError {
  return (
    error instanceof Error &&
    (error as { [BRAND]?: true })[BRAND] === true &&
    (code === undefined || (error as ShareError).code === code)
  );
}

/** The target does not name a place that files can be sent to. `SHARE_TARGET_INVALID`. */
export class TargetError extends ShareError {
  readonly code = 'SHARE_TARGET_INVALID';
}

/** No token, a token that is not accepted, or one without the right to write. `SHARE_NOT_ALLOWED`. */
export class NotAllowedError extends ShareError {
  readonly code = 'SHARE_NOT_ALLOWED';
}

/** The other side cannot be reached, or fails, after all retries. `SHARE_NETWORK`. */
export class NetworkError extends ShareError {
  readonly code = 'SHARE_NETWORK';
}

/** The other side refuses what is sent: too many files, a full quota, a name. `SHARE_REFUSED`. */
export class RefusedError extends ShareError {
  readonly code = 'SHARE_REFUSED';
}

/** A file that should be sent cannot be read, or changed while it was sent. `SHARE_FILE_UNREADABLE`. */
export class ShareFileError extends ShareError {
  readonly code = 'SHARE_FILE_UNREADABLE';
}
