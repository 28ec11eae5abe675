import type { Diagnostic } from '@outlay/schema';
import { fileSystemReason } from '@outlay/schema/names';
import { isRerunError } from '../../errors.ts';
import { FILE_FINDINGS, finding } from './findings.ts';
import type { Stranger } from './stranger.ts';
import { InputUnreadError } from './unread.ts';
import { plural } from './words.ts';

/** Why a recording could not be made. The others go on. */
export interface RecordingFailure {
  /**
   * `unwritable`: the folder or disk refused; `unread`: files of the experiment could not be read now, and may be later;
   * `other-experiment`: the folder holds recordings of another one; `not-made`: the experiment or an option; `bug`: an
   * error of ours.
   */
  readonly kind: 'unwritable' | 'unread' | 'other-experiment' | 'not-made' | 'bug';
  readonly diagnostic: Diagnostic;
  readonly cause: unknown;
}

/**
 * Why a recording could not be made.
 * @throws `error` itself when it says that the call is wrong, `SELECTION_INVALID`.
 */
export function recordingFailure(error: unknown, recording: string, path: string): RecordingFailure {
  if (isRerunError(error, 'SELECTION_INVALID')) throw error;
  const reason = fileSystemReason((error as { cause?: unknown }).cause) ?? fileSystemReason(error);
  const at = `rerun/${recording}`;
  const message = error instanceof Error ? error.message : String(error);
  // Errors that sources throw on purpose say what to do about them; those of the file system do not.
  const hint = (error as { hint?: unknown }).hint;
  if (error instanceof InputUnreadError) return unread(at, unreadMessage(recording, error), error);
  const isOfSink = isRerunError(error, 'SINK_FAILED');
  if (isOfSink || (reason !== undefined && typeof hint !== 'string'))
    return unwritable(at, `${recording} cannot be written, ${reason ?? message}: ${path}`, error);
  if (typeof hint === 'string' && reason !== undefined)
    return unread(at, `${recording} was not made: ${message}`, error);
  if (typeof hint === 'string') {
    const diagnostic = finding(FILE_FINDINGS.exportFailed, at, `${recording} could not be made: ${message}`, hint);
    return { kind: 'not-made', diagnostic, cause: error };
  }
  const diagnostic = finding(FILE_FINDINGS.internal, at, `Internal error while making ${recording}: ${message}`);
  return { kind: 'bug', diagnostic, cause: error };
}

/** Why the folder cannot be used. @throws `error` itself when it is not one of the file system. */
export function folderFailure(error: unknown, folder: string): RecordingFailure {
  const reason = fileSystemReason(error);
  if (reason === undefined) throw error;
  return unwritable('', `The folder for recordings cannot be made, ${reason}: ${folder}`, error);
}

/** Why nothing is written into a folder. */
export function strangerFailure(folder: string, { file, of, wanted }: Stranger): RecordingFailure {
  const message = `The folder holds recordings of another experiment: ${file} is of ${of}, this is ${wanted}: ${folder}`;
  const diagnostic = finding(FILE_FINDINGS.otherExperiment, '', message);
  return { kind: 'other-experiment', diagnostic, cause: undefined };
}

function unreadMessage(recording: string, { problems }: InputUnreadError): string {
  const count = problems.reduce((sum, { affects }) => sum + (affects?.count ?? 1), 0);
  return `${recording} was not made: ${plural(count, 'file or folder', 'files or folders')} could not be read.`;
}

function unread(at: string, message: string, cause: unknown): RecordingFailure {
  return { kind: 'unread', diagnostic: finding(FILE_FINDINGS.inputUnread, at, message), cause };
}

function unwritable(at: string, message: string, cause: unknown): RecordingFailure {
  return { kind: 'unwritable', diagnostic: finding(FILE_FINDINGS.unwritable, at, message), cause };
}
