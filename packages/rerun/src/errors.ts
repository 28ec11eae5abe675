/**
 * Errors of this package. All of them carry a stable `code`, a `hint` that says what to do, and a brand that
 * survives two copies of the package in one process.
 */
const BRAND = Symbol.for('@outlay/rerun:error');

/** Base of every error thrown on purpose by `@outlay/rerun`. Test with {@link isRerunError}, not `instanceof`. */
export abstract class RerunError extends Error {
  abstract readonly code: string;
  /** What to do about it, one sentence. */
  readonly hint: string;

  constructor(message: string, hint: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.hint = hint;
    this.name = new.target.name;
    Object.defineProperty(this, BRAND, { value: true });
  }
}

/** Facts of a refused value of a log call. */
export interface InvalidValueFacts {
  /** Entity path of the log call; missing when the value is refused before a path is known. */
  readonly entityPath?: string;
  /** Name of the argument, e.g. `Points3D.radii`. */
  readonly argument: string;
  readonly expected: string;
  readonly found: string;
}

/** A value given to `log`, `logStatic` or `sendColumns` has the wrong shape, length, range or name. */
export class InvalidValueError extends RerunError {
  readonly code = 'RERUN_INVALID_VALUE';
  readonly entityPath: string | undefined;
  readonly argument: string;
  readonly expected: string;
  readonly found: string;

  constructor(facts: InvalidValueFacts) {
    const where = facts.entityPath === undefined ? '' : ` at ${facts.entityPath}`;
    super(
      `${facts.argument}${where}: expected ${facts.expected}, found ${facts.found}.`,
      `Pass ${facts.expected} as ${facts.argument}.`,
    );
    this.entityPath = facts.entityPath;
    this.argument = facts.argument;
    this.expected = facts.expected;
    this.found = facts.found;
  }
}

/** An entity path that is empty where it must not be, or holds a part that Rerun cannot represent. */
export class InvalidEntityPathError extends RerunError {
  readonly code = 'RERUN_INVALID_ENTITY_PATH';
  readonly entityPath: string;

  constructor(entityPath: string, problem: string) {
    super(
      `Entity path ${JSON.stringify(entityPath)}: ${problem}.`,
      'Use parts joined by "/", for instance "world/cam_04"; joinEntityPath() escapes any text.',
    );
    this.entityPath = entityPath;
  }
}

/** A timeline name or time value that cannot be written, or one name used with two kinds of time. */
export class InvalidTimeError extends RerunError {
  readonly code = 'RERUN_INVALID_TIME';
  readonly timeline: string;

  constructor(timeline: string, problem: string, entityPath?: string) {
    super(
      `Timeline ${JSON.stringify(timeline)}${entityPath === undefined ? '' : ` at ${entityPath}`}: ${problem}.`,
      'Pass e.g. { frame: 3 }, { t: { duration: 1.5 } } or { at: { timestamp: 0n } }, one kind of time per name.',
    );
    this.timeline = timeline;
  }
}

/** Identity of a recording or blueprint that some supported reader would change or refuse. */
export class InvalidStoreIdError extends RerunError {
  readonly code = 'RERUN_INVALID_STORE_ID';

  constructor(argument: string, value: string, problem: string) {
    super(
      `${argument} ${JSON.stringify(value)}: ${problem}.`,
      'Use letters, digits, "_" and "-"; at most 180 bytes for the application id.',
    );
  }
}

/** Something was logged after `finish()`, `close()` or `abort()`. */
export class RecordingFinishedError extends RerunError {
  readonly code = 'RERUN_RECORDING_FINISHED';

  constructor(call: string) {
    super(
      `${call} was called after the recording was finished.`,
      'Log everything before finish(), close() or bytes().',
    );
  }
}

/** A row or chunk that the format cannot hold (more than 2^31 - 1 bytes in one column of one chunk). */
export class ChunkTooLargeError extends RerunError {
  readonly code = 'RERUN_CHUNK_TOO_LARGE';
  readonly entityPath: string;

  constructor(entityPath: string, column: string, bytes: number) {
    super(
      `${column} at ${entityPath}: one row holds ${bytes} bytes, the format allows 2147483647 in a column of a chunk.`,
      'Split the value over several entities or rows.',
    );
    this.entityPath = entityPath;
  }
}

/** Bytes that are not what the format says; `offset` counts from the start of the bytes that were being read. */
export class MalformedBytesError extends RerunError {
  readonly code = 'RERUN_MALFORMED_BYTES';
  /** What was being read, e.g. `StreamHeader`. */
  readonly what: string;
  readonly offset: number;

  constructor(what: string, offset: number, problem: string, options?: { readonly cause?: unknown }) {
    super(
      `${what} at byte ${offset}: ${problem}.`,
      'The bytes are damaged, cut off or not a Rerun recording; `outlay rrd recover` saves what is whole.',
      options,
    );
    this.what = what;
    this.offset = offset;
  }
}

/** Bytes that ask for more than a named limit allows. */
export class DecodeLimitExceededError extends RerunError {
  readonly code = 'RERUN_LIMIT_EXCEEDED';
  readonly limit: string;

  constructor(limit: string, allowed: number, found: number) {
    super(
      `${limit}: at most ${allowed} allowed, found ${found}.`,
      'The file is damaged or hostile; raise the limit only if you trust where it comes from.',
    );
    this.limit = limit;
  }
}

/** A sink could not take or finish the bytes; the `cause` is what the platform said. */
export class SinkError extends RerunError {
  readonly code = 'RERUN_SINK_FAILED';

  constructor(what: string, cause: unknown) {
    super(`${what}: ${cause instanceof Error ? cause.message : String(cause)}.`, 'Check space and permissions.', {
      cause,
    });
  }
}

/** Union of all codes, for `isRerunError(error, code)`. */
export type RerunErrorCode =
  | 'RERUN_INVALID_VALUE'
  | 'RERUN_INVALID_ENTITY_PATH'
  | 'RERUN_INVALID_TIME'
  | 'RERUN_INVALID_STORE_ID'
  | 'RERUN_RECORDING_FINISHED'
  | 'RERUN_CHUNK_TOO_LARGE'
  | 'RERUN_MALFORMED_BYTES'
  | 'RERUN_LIMIT_EXCEEDED'
  | 'RERUN_SINK_FAILED'
  | (string & {});

/** Is it one of ours (and, with `code`, that one)? Works across copies of the package. */
export function isRerunError(error: unknown, code?: RerunErrorCode): error is RerunError {
  if (typeof error !== 'object' || error === null || !(BRAND in error)) return false;
  return code === undefined || (error as { code?: unknown }).code === code;
}
