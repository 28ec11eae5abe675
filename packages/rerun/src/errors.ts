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
  readonly code = 'VALUE_INVALID';
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
  readonly code = 'ENTITY_PATH_INVALID';
  readonly entityPath: string;

  constructor(entityPath: string, problem: string) {
    super(
      `Entity path ${JSON.stringify(entityPath)}: ${problem}.`,
      'Join parts with "/", e.g. "world/cam_04". joinEntityPath() escapes any text.',
    );
    this.entityPath = entityPath;
  }
}

/** A timeline name or time value that the format cannot hold, or one name used with two kinds of time. */
export class InvalidTimeError extends RerunError {
  readonly code = 'TIME_INVALID';
  readonly timeline: string;

  constructor(timeline: string, problem: string, entityPath?: string) {
    super(
      `Timeline ${JSON.stringify(timeline)}${entityPath === undefined ? '' : ` at ${entityPath}`}: ${problem}.`,
      'Pass { frame: 3 }, { t: { duration: 1.5 } } or { at: { timestamp: 0n } }. Each timeline has one kind of time.',
    );
    this.timeline = timeline;
  }
}

/** The identity of a recording or blueprint that a supported reader would change or refuse. */
export class InvalidStoreIdError extends RerunError {
  readonly code = 'STORE_ID_INVALID';

  constructor(argument: string, value: string, problem: string) {
    super(
      `${argument} ${JSON.stringify(value)}: ${problem}.`,
      'Use letters, digits, "_" and "-". An application id has at most 180 bytes.',
    );
  }
}

/** Something was logged after `finish()`, `close()` or `abort()`. */
export class RecordingFinishedError extends RerunError {
  readonly code = 'RECORDING_FINISHED';

  constructor(call: string) {
    super(
      `${call} was called after the recording was finished.`,
      'Log everything before you call finish(), close() or bytes().',
    );
  }
}

/** A row or chunk that the format cannot hold (more than 2^31 - 1 bytes in one column of one chunk). */
export class ChunkTooLargeError extends RerunError {
  readonly code = 'CHUNK_TOO_LARGE';
  readonly entityPath: string;

  constructor(entityPath: string, column: string, bytes: number) {
    super(
      `${column} at ${entityPath}: one row has ${bytes} bytes. A column of a chunk holds at most 2147483647.`,
      'Split the value across several entities or rows.',
    );
    this.entityPath = entityPath;
  }
}

/** Bytes that break the format; `offset` counts from the start of the bytes that were being read. */
export class MalformedBytesError extends RerunError {
  readonly code = 'BYTES_MALFORMED';
  /** What was being read, e.g. `StreamHeader`. */
  readonly what: string;
  readonly offset: number;

  constructor(what: string, offset: number, problem: string, options?: { readonly cause?: unknown }) {
    super(
      `${what} at byte ${offset}: ${problem}.`,
      'The bytes are damaged, truncated, or not a Rerun recording. Run `outlay rrd recover` to save what is intact.',
      options,
    );
    this.what = what;
    this.offset = offset;
  }
}

/** Bytes that ask for more than a named limit allows. */
export class DecodeLimitExceededError extends RerunError {
  readonly code = 'DECODE_LIMIT_EXCEEDED';
  readonly limit: string;

  constructor(limit: string, allowed: number, found: number) {
    super(
      `${limit}: at most ${allowed} allowed, found ${found}.`,
      'The file is damaged or hostile. Raise the limit only if you trust its source.',
    );
    this.limit = limit;
  }
}

/** A sink failed to take or finish the bytes; `cause` is the platform's error. */
export class SinkError extends RerunError {
  readonly code = 'SINK_FAILED';

  constructor(what: string, cause: unknown) {
    super(`${what}: ${cause instanceof Error ? cause.message : String(cause)}.`, 'Check free space and permissions.', {
      cause,
    });
  }
}

/** Union of all codes, for `isRerunError(error, code)`. */
export type RerunErrorCode =
  | 'VALUE_INVALID'
  | 'ENTITY_PATH_INVALID'
  | 'TIME_INVALID'
  | 'STORE_ID_INVALID'
  | 'RECORDING_FINISHED'
  | 'CHUNK_TOO_LARGE'
  | 'BYTES_MALFORMED'
  | 'DECODE_LIMIT_EXCEEDED'
  | 'SINK_FAILED'
  | (string & {});

/** True for an error of this package; with `code`, only for that one. Works across copies of the package. */
export function isRerunError(error: unknown, code?: RerunErrorCode): error is RerunError {
  if (typeof error !== 'object' || error === null || !(BRAND in error)) return false;
  return code === undefined || (error as { code?: unknown }).code === code;
}
