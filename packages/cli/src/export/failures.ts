import { isLayoutError } from '@outlay/layout';
import { isRerunError } from '@outlay/rerun';
import { CliError, fileSystemReason, isAbort, isCliError } from '../errors.ts';
import { REPORT_URL } from '../version.ts';

/**
 * Why a recording could not be made, in a sentence. A failure is that recording's own, the others go on, so even a bug
 * becomes a finding here; only wrong usage and an interruption end the whole command.
 * @throws CliError `usage`, and whatever the abort threw.
 */
export function recordingFailure(error: unknown, recording: string, path: string): CliError {
  if (isAbort(error)) throw error;
  if (isCliError(error)) return error;
  if (isRerunError(error, 'EXPORT_INVALID_SELECTION'))
    throw new CliError('usage', error.message, { fix: error.hint, cause: error });
  const cause = (error as { cause?: unknown }).cause;
  const reason = fileSystemReason(cause) ?? fileSystemReason(error);
  if (isRerunError(error, 'RERUN_SINK_FAILED') || (reason !== undefined && !isLayoutError(error)))
    return new CliError('unwritable', `${recording} cannot be written, ${reason ?? messageOf(error)}: ${path}`, {
      path: `rerun/${recording}`,
      cause: error,
    });
  if (isLayoutError(error) || isRerunError(error))
    return new CliError('exportFailed', `${recording} could not be made: ${error.message}`, {
      path: `rerun/${recording}`,
      fix: error.hint,
      cause: error,
    });
  return new CliError('internal', `Internal error while making ${recording}: ${messageOf(error)}`, {
    path: `rerun/${recording}`,
    cause: error,
    fix: `Please report it with the command you ran: ${REPORT_URL}`,
  });
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
