import { type FindingSeverity, RECORDING_CODES, type RecordingErrorCode } from '../codes.ts';
import { type RecordingError, visible } from '../errors.ts';

/** Something wrong or unusual in a recording. */
export interface RecordingFinding {
  readonly code: RecordingErrorCode;
  readonly name: string;
  readonly severity: FindingSeverity;
  /** Start of the message (its header) or footer it is about, from the start of the input. */
  readonly byteOffset: number;
  readonly message: string;
  readonly expected?: string;
  readonly actual?: string;
  readonly hint: string;
}

/** Collects findings up to a limit and counts all of them. */
export class FindingList {
  readonly #limit: number;
  readonly findings: RecordingFinding[] = [];
  readonly counts: Record<FindingSeverity, number> = { error: 0, warning: 0, info: 0 };

  constructor(limit: number) {
    this.#limit = limit;
  }

  add(
    code: RecordingErrorCode,
    byteOffset: number,
    message: string,
    facts: { readonly expected?: string; readonly actual?: string } = {},
  ): void {
    const { name, severity, hint } = RECORDING_CODES[code];
    this.counts[severity] += 1;
    if (this.findings.length < this.#limit) {
      this.findings.push({ code, name, severity, byteOffset, message: visible(message), ...facts, hint });
    }
  }

  addError(error: RecordingError): void {
    this.add(error.code, error.byteOffset, error.message);
  }
}
