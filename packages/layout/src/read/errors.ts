/**
 * What a reader throws. Every reader throws these and nothing else for bytes that are not what they should be.
 * @module
 */
import { LayoutError } from '../errors.ts';

/** Facts of a {@link ReadError}. */
export interface ReadErrorFacts {
  /** What was expected, as a noun phrase. */
  readonly expected: string;
  /** What was found instead, as a noun phrase. */
  readonly actual: string;
  /** 1-based line of a text file. */
  readonly line?: number;
  /** What to do, where more is known than the kind of error says. */
  readonly hint?: string;
  readonly cause?: unknown;
}

/** Base of the errors of readers: `expected` and `actual` say what the message says, `line` where in a text file. */
export abstract class ReadError extends LayoutError {
  readonly expected: string;
  readonly actual: string;
  /** 1-based line of a text file. */
  readonly line: number | undefined;
  constructor(path: string, what: string, facts: ReadErrorFacts) {
    const line = facts.line === undefined ? '' : `, line ${facts.line}`;
    super(`${what}: expected ${facts.expected}, found ${facts.actual} (${path}${line}).`, {
      path,
      ...(facts.cause === undefined ? {} : { cause: facts.cause }),
    });
    this.expected = facts.expected;
    this.actual = facts.actual;
    this.line = facts.line;
  }
}

/** A file of 0 bytes where that has no meaning. */
export class EmptyFileError extends ReadError {
  readonly code = 'FILE_EMPTY';
  readonly hint = 'Copy or write the file again; it was created but never filled.';
  constructor(path: string, expected: string) {
    super(path, 'The file is empty', { expected, actual: '0 bytes' });
  }
}

/** The file ends before its own header says it should. */
export class TruncatedFileError extends ReadError {
  readonly code = 'FILE_TRUNCATED';
  readonly hint = 'Copy or write the file again; it ends too early.';
}

/** The bytes are not the format, or contradict themselves. */
export class MalformedFileError extends ReadError {
  readonly code = 'FILE_MALFORMED';
  readonly hint = 'Write the file again with the tool that made it.';
}

/** Stored and computed checksum differ. */
export class ChecksumError extends ReadError {
  readonly code = 'CHECKSUM_MISMATCH';
  readonly hint = 'Copy the file again; its bytes have changed since they were written.';
}

/** The format, but a variant that is refused on purpose. */
export class UnsupportedFileError extends ReadError {
  readonly code = 'FILE_UNSUPPORTED';
  readonly hint = 'Save the file in the form that the layout describes.';
}

/** Content that would have to be executed to be read. It never is. */
export class UnsafeFileError extends ReadError {
  readonly code = 'FILE_UNSAFE';
  readonly hint =
    'Save plain numeric arrays. If you did not write this file yourself, do not load it with pickle either.';
}

/** Larger than any real file of its kind: a limit of `READ_LIMITS` by name. */
export class LimitExceededError extends ReadError {
  readonly code = 'LIMIT_EXCEEDED';
  readonly hint = 'If the file is genuine, open an issue with its size: the limit is far above every known experiment.';
  /** Name of the limit in `READ_LIMITS`. */
  readonly limit: string;
  constructor(path: string, limit: string, maximum: number, actual: string) {
    super(path, `The limit ${limit} is exceeded`, { expected: `at most ${maximum}`, actual });
    this.limit = limit;
  }
}

/** A sound container that holds something else than the contract of this file says: keys, shapes, types, counts. */
export class UnexpectedContentError extends ReadError {
  readonly code = 'CONTENT_UNEXPECTED';
  readonly hint: string;
  constructor(path: string, what: string, facts: ReadErrorFacts) {
    super(path, what, facts);
    this.hint = facts.hint ?? 'Compare the file with its contract in the layout (keys, shapes, types).';
  }
}
