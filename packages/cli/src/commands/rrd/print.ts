import { printRecording } from '@outlay/rerun/read';
import { EXIT, type ExitCode, gravestExitCode } from '../../failures/exit-codes.ts';
import { printable } from '../../render/printable.ts';
import type { LocatedDiagnostic, Outcome } from '../../session/outcome.ts';
import type { Session } from '../../session/session.ts';
import { withRecording } from './recording-file.ts';

// A pipe is given pieces of about this size; a line each would cost a system call each.
const PIECE_CHARACTERS = 1 << 16;

/** `outlay rrd print <file>…`: text goes out as it is made, so that a large recording is never held in memory. */
export async function rrdPrint(
  session: Session,
  files: readonly string[],
  options: { readonly rows?: number },
): Promise<Outcome> {
  const codes: ExitCode[] = [];
  const diagnostics: LocatedDiagnostic[] = [];
  const printed: { file: string; lines: string[] }[] = [];
  for (const file of files) {
    const lines: string[] = [];
    printed.push({ file, lines });
    const refused = await withRecording(session.io.cwd, file, async (source) => {
      const emit = session.json ? { line: (line: string) => void lines.push(line), end: () => {} } : stream(session);
      if (files.length > 1) emit.line(printable(file));
      for await (const line of printRecording(source, options.rows === undefined ? {} : { maxRows: options.rows })) {
        session.signal.throwIfAborted();
        emit.line(printable(line));
      }
      emit.end();
      return undefined;
    });
    codes.push(refused?.exitCode ?? EXIT.ok);
    diagnostics.push(...(refused?.diagnostics ?? []));
  }
  return { exitCode: gravestExitCode(codes), data: { files: printed }, diagnostics, text: () => '' };
}

function stream({ io }: Session): { line(line: string): void; end(): void } {
  let piece = '';
  const flush = () => {
    if (piece !== '') io.stdout.write(piece);
    piece = '';
  };
  return {
    line: (line) => {
      piece += `${line}\n`;
      if (piece.length > PIECE_CHARACTERS) flush();
    },
    end: flush,
  };
}
