import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { isRerunError } from '@outlay/rerun';
import { fileSink, type RecordingFile, removeAbandoned } from '@outlay/rerun/node';
import { type RecoverReport, recover } from '@outlay/rerun/read';
import { CliError, fileSystemReason } from '../../failures/errors.ts';
import { EXIT, type ExitCode, gravestExitCode } from '../../failures/exit-codes.ts';
import { formatBytes } from '../../render/amounts.ts';
import { plural } from '../../render/diagnostics.ts';
import { printable } from '../../render/printable.ts';
import type { LocatedDiagnostic, Outcome } from '../../session/outcome.ts';
import type { Session } from '../../session/session.ts';
import { recordingDiagnostic, withRecording } from './recording-file.ts';

/** Options of `outlay rrd recover`. */
export interface RecoverOptions {
  readonly output?: string;
  readonly force?: boolean;
}

interface Recovered {
  readonly file: string;
  readonly output: string | null;
  readonly report: RecoverReport | null;
  readonly exitCode: ExitCode;
  readonly diagnostics: readonly LocatedDiagnostic[];
}

/** `outlay rrd recover <file>…`: losses are findings of severity warning, a file that nothing can be saved of is an error. */
export async function rrdRecover(
  session: Session,
  files: readonly string[],
  options: RecoverOptions,
): Promise<Outcome> {
  if (options.output !== undefined && files.length > 1)
    throw new CliError('usage', '-o works with one recording at a time.');
  const targets = files.map((file) => ({
    file,
    output: options.output ?? file.replace(/(\.r(rd|bl))?$/, '.recovered$1'),
  }));
  for (const { file, output } of targets) refuseOverwriting(session, file, output, options);
  const recovered: Recovered[] = [];
  for (const { file, output } of targets) {
    const done = await withRecording(session.io.cwd, file, (source) => save(session, source, file, output));
    recovered.push({ file, output: null, report: null, ...done });
  }
  return {
    exitCode: gravestExitCode(recovered.map(({ exitCode }) => exitCode)),
    data: { files: recovered.map(({ file, output, report }) => ({ file, output, report })) },
    diagnostics: recovered.flatMap(({ diagnostics }) => diagnostics),
    text: () => recovered.map(renderLine).join(''),
  };
}

function refuseOverwriting({ io }: Session, file: string, output: string, { force }: RecoverOptions): void {
  const [from, to] = [resolve(io.cwd, file), resolve(io.cwd, output)];
  if (from === to)
    throw new CliError('usage', `The recovered file would replace the damaged one: ${file}`, {
      fix: 'Choose another file with -o.',
    });
  if (!force && existsSync(to))
    throw new CliError('usage', `The output file already exists: ${output}`, {
      path: output,
      fix: 'Choose another file with -o, or pass --force to overwrite it.',
    });
}

async function save(session: Session, source: RecordingFile, file: string, output: string) {
  try {
    const path = resolve(session.io.cwd, output);
    await removeAbandoned(dirname(path));
    const sink = await fileSink(path);
    try {
      const pieces = recover(source);
      for (;;) {
        session.signal.throwIfAborted();
        const step = await pieces.next();
        if (!step.done) {
          await sink.write([step.value]);
          continue;
        }
        await sink.close();
        return { output, report: step.value, exitCode: EXIT.ok, diagnostics: losses(file, step.value) };
      }
    } catch (error) {
      await sink.abort(error);
      throw error;
    }
  } catch (error) {
    if (!isRerunError(error, 'SINK_FAILED')) throw error;
    const reason = fileSystemReason(error.cause) ?? error.message;
    throw new CliError('unwritable', `The recovered file cannot be written, ${reason}: ${output}`, {
      path: output,
      cause: error,
    });
  }
}

function losses(file: string, { lost }: RecoverReport): readonly LocatedDiagnostic[] {
  return lost.map(({ code, byteOffset, byteLength, reason }) => ({
    ...recordingDiagnostic(
      code,
      file,
      `${plural(byteLength, 'byte')} from byte ${byteOffset} could not be saved: ${reason}`,
      {
        fix: 'Export the recording again if the experiment is still there.',
      },
    ),
    severity: 'warning',
  }));
}

function renderLine({ file, output, report }: Recovered): string {
  if (report === null || output === null) return '';
  const { kept, lost, byteLength, notes } = report;
  const saved = `${plural(kept.stores, 'store')}, ${plural(kept.chunks, 'chunk')}, ${plural(kept.rows, 'row')}`;
  const head = `${printable(file)} (${formatBytes(byteLength.input)}) -> ${printable(output)} (${formatBytes(byteLength.output)}): ${saved} saved`;
  const tail = lost.length === 0 ? 'nothing lost' : `${plural(lost.length, 'stretch', 'stretches')} lost`;
  return `${head}, ${tail}\n${notes.map((note) => `  ${printable(note)}\n`).join('')}`;
}
