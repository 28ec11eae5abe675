import { isRerunError, RerunError } from '../errors.ts';
import { RECORDING_CODES, type RecordingErrorCode } from './codes.ts';

/**
 * Thrown when the bytes of a recording cannot be understood. `byteOffset` counts from the start of the input and
 * points at the message (or the place between messages) where reading stopped; -1 when the bytes were given without
 * a place. `code` is one of {@link RECORDING_CODES}; `hint` says what to do.
 */
export class RecordingError extends RerunError {
  readonly code: RecordingErrorCode;
  readonly byteOffset: number;

  constructor(code: RecordingErrorCode, message: string, byteOffset = -1, options?: { readonly cause?: unknown }) {
    super(visible(message), RECORDING_CODES[code].hint, options);
    this.code = code;
    this.byteOffset = byteOffset;
  }
}

const OBEYED = /[\p{Cc}\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

/**
 * Names out of a file may hold escape sequences and marks that reverse text; a terminal must not obey them. The same as
 * `visible` of the schema, which the encoder does not know; a test holds the two together.
 */
export function visible(text: string): string {
  return text.replace(OBEYED, (char) => {
    const code = char.charCodeAt(0).toString(16);
    return code.length > 2 ? `\\u${code.padStart(4, '0')}` : `\\x${code.padStart(2, '0')}`;
  });
}

/** True for a {@link RecordingError}, also one from another copy of this package; with codes, only for these. */
export function isRecordingError(error: unknown, ...codes: readonly RecordingErrorCode[]): error is RecordingError {
  if (!isRerunError(error) || !(error.code in RECORDING_CODES)) return false;
  return codes.length === 0 || codes.includes(error.code as RecordingErrorCode);
}

/** Runs `action`; an error of this package becomes a {@link RecordingError} at `byteOffset`, `code` unless it has one. */
export function atOffset<T>(byteOffset: number, code: RecordingErrorCode, action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw toRecordingError(error, code, byteOffset);
  }
}

/** The error with a code and a place. Throws what is not an error of this package: that is a bug, not bad data. */
export function toRecordingError(error: unknown, code: RecordingErrorCode, byteOffset: number): RecordingError {
  if (!isRerunError(error)) throw error;
  if (!isRecordingError(error)) return new RecordingError(code, error.message, byteOffset, { cause: error });
  return error.byteOffset >= 0 ? error : new RecordingError(error.code, error.message, byteOffset, { cause: error });
}
