/**
 * Errors of this package: for broken calls and broken bytes. What a folder has wrong is a `Diagnostic`, not an error.
 * @module
 */

const BRAND = Symbol.for('@outlay/layout:error');

/** Further facts of a {@link LayoutError}. */
export interface LayoutErrorOptions {
  /** Experiment-relative POSIX path of the file or folder meant; the location itself when that is what failed. */
  readonly path?: string;
  readonly cause?: unknown;
}

/**
 * Base of every error this package throws. `code` is stable, `hint` says what to do. Branded with `Symbol.for`, so
 * {@link isLayoutError} works across two copies of the package.
 */
export abstract class LayoutError extends Error {
  /** Stable, upper case, e.g. `MANIFEST_INVALID`. */
  abstract readonly code: string;
  /** What to do about it, as an imperative sentence. */
  abstract readonly hint: string;
  readonly path: string;
  readonly [BRAND] = true;
  constructor(message: string, options: LayoutErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.path = options.path ?? '';
    this.name = new.target.name;
  }
}

/** Is it an error of this package, and of this code when one is given? */
export function isLayoutError(error: unknown, code?: string): error is LayoutError {
  return (
    error instanceof Error &&
    (error as { [BRAND]?: true })[BRAND] === true &&
    (code === undefined || (error as LayoutError).code === code)
  );
}

/** The file or folder does not exist. `FILE_NOT_FOUND`. */
export class FileNotFoundError extends LayoutError {
  readonly code = 'FILE_NOT_FOUND';
  readonly hint = 'Check the spelling, and that the disk is mounted.';
}

/** The system refused to list or read it. `FILE_UNREADABLE`. */
export class FileUnreadableError extends LayoutError {
  readonly code = 'FILE_UNREADABLE';
  readonly hint = 'Check permissions and the disk.';
}

/** A path that leaves the root, or that is neither a file nor a folder. `PATH_REFUSED`. */
export class PathRefusedError extends LayoutError {
  readonly code = 'PATH_REFUSED';
  readonly hint =
    'Use a relative path inside the experiment; replace links that lead outside by the files they lead to.';
}

/** A file larger than the limit of its reader. `FILE_TOO_LARGE`. */
export class FileTooLargeError extends LayoutError {
  readonly code = 'FILE_TOO_LARGE';
  readonly hint = 'Check that the file is what its name says. No file of the layout is this large.';
}
