/**
 * Errors of the exporters: broken calls only. What is wrong with an experiment's data becomes a diagnostic.
 * @module
 */
import type { Diagnostic } from '@outlay/schema';
import { RerunError } from '../errors.ts';

/** An option names something that cannot be: a bad frame range, an epoch that is not on disk, an unknown task. */
export class InvalidSelectionError extends RerunError {
  readonly code = 'SELECTION_INVALID';
  /** The option, e.g. `frames` or `epoch`. */
  readonly option: string;

  constructor(option: string, expected: string, found: string) {
    super(`Option ${option}: expected ${expected}, found ${found}.`, `Give ${expected} as ${option}.`);
    this.option = option;
  }
}

/** With `strict`, something could not be exported as it should; `problems` says what. */
export class StrictExportError extends RerunError {
  readonly code = 'EXPORT_INCOMPLETE';
  readonly problems: readonly Diagnostic[];

  constructor(recording: string, problems: readonly Diagnostic[]) {
    super(
      `${recording}: ${problems.length} problem${problems.length === 1 ? '' : 's'} with strict export, first: ${problems[0]?.message ?? 'unknown'}`,
      'Repair the experiment, or export without strict to leave out what is broken.',
    );
    this.problems = problems;
  }
}
