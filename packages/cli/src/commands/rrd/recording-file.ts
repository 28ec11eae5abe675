/**
 * Recordings named on the command line: opening them, and saying what is wrong with them.
 * @module
 */
import { resolve } from 'node:path';
import { openRecordingFile, type RecordingFile } from '@outlay/rerun/node';
import { isRecordingError, RECORDING_CODES, type RecordingErrorCode } from '@outlay/rerun/read';
import { CliError, errorDiagnostic, fileSystemReason } from '../../failures/errors.ts';
import { EXIT, type ExitCode } from '../../failures/exit-codes.ts';
import type { LocatedDiagnostic } from '../../session/outcome.ts';

/** A file that could not be read as a recording. */
export interface RefusedFile {
  readonly exitCode: ExitCode;
  readonly diagnostics: readonly LocatedDiagnostic[];
}

/** Opens `file`, hands it to `work`, closes it. What is wrong with the file is returned, bugs are thrown. */
export async function withRecording<T>(
  cwd: string,
  file: string,
  work: (source: RecordingFile) => Promise<T>,
): Promise<T | RefusedFile> {
  try {
    const source = await openRecordingFile(resolve(cwd, file));
    try {
      return await work(source);
    } finally {
      await source.close();
    }
  } catch (error) {
    return refusal(error, file);
  }
}

function refusal(error: unknown, file: string): RefusedFile {
  if (isRecordingError(error)) {
    const exitCode = recordingExitCode(error.code);
    return { exitCode, diagnostics: [recordingDiagnostic(error.code, file, error.message, { fix: error.hint })] };
  }
  const reason = fileSystemReason(error);
  if (reason === undefined) throw error;
  const failure =
    (error as NodeJS.ErrnoException).code === 'ENOENT'
      ? new CliError('notFound', `The file does not exist: ${file}`, {
          path: file,
          cause: error,
          fix: 'Check the path.',
        })
      : new CliError('unreadable', `The file cannot be read, ${reason}: ${file}`, { path: file, cause: error });
  return { exitCode: failure.exitCode, diagnostics: [errorDiagnostic(failure)] };
}

/** The exit code for what makes a file no recording that can be read. */
export function recordingExitCode(code: RecordingErrorCode): ExitCode {
  if (code === 'OUT6002') return EXIT.unsupportedVersion;
  return code === 'OUT6001' || code === 'OUT6007' ? EXIT.notFound : EXIT.findings;
}

/** A finding about a recording with the name and severity of its code. */
export function recordingDiagnostic(
  code: RecordingErrorCode,
  path: string,
  message: string,
  facts: { readonly expected?: string; readonly actual?: string; readonly fix: string },
): LocatedDiagnostic {
  const { name, severity } = RECORDING_CODES[code];
  return { code, name, severity, path, message, ...facts };
}
