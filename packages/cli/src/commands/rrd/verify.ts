import { type VerifyReport, verify } from '@outlay/rerun/read';
import { EXIT, type ExitCode, gravestExitCode } from '../../failures/exit-codes.ts';
import { formatBytes } from '../../render/amounts.ts';
import { countWords, plural } from '../../render/diagnostics.ts';
import { printable } from '../../render/printable.ts';
import type { LocatedDiagnostic, Outcome, Style } from '../../session/outcome.ts';
import type { Session } from '../../session/session.ts';
import { recordingDiagnostic, recordingExitCode, withRecording } from './recording-file.ts';

interface Verified {
  readonly file: string;
  readonly report: VerifyReport | null;
  readonly exitCode: ExitCode;
  readonly diagnostics: readonly LocatedDiagnostic[];
}

/** `outlay rrd verify <file>…` */
export async function rrdVerify(session: Session, files: readonly string[]): Promise<Outcome> {
  const verified: Verified[] = [];
  for (const [i, file] of files.entries()) {
    session.signal.throwIfAborted();
    session.progress.step({ subject: file, done: i, total: files.length });
    verified.push(await verifyFile(session, file));
  }
  return {
    exitCode: gravestExitCode(verified.map(({ exitCode }) => exitCode)),
    data: { files: verified.map(({ file, report }) => ({ file, report: report && withoutFindings(report) })) },
    diagnostics: verified.flatMap(({ diagnostics }) => diagnostics),
    text: (style) => verified.map((one) => renderLine(one, style)).join(''),
  };
}

async function verifyFile(session: Session, file: string): Promise<Verified> {
  const done = await withRecording(session.io.cwd, file, async (source) => {
    const report = await verify(source);
    const diagnostics = report.findings.map(({ code, message, byteOffset, hint, expected, actual }) =>
      recordingDiagnostic(code, file, `${message} (byte ${byteOffset})`, {
        ...(expected === undefined ? {} : { expected }),
        ...(actual === undefined ? {} : { actual }),
        fix: hint,
      }),
    );
    const codes = report.findings
      .filter(({ severity }) => severity === 'error')
      .map(({ code }) => recordingExitCode(code));
    return { report, exitCode: report.ok ? EXIT.ok : gravestExitCode([EXIT.findings, ...codes]), diagnostics };
  });
  return { file, report: null, ...done };
}

// They are the diagnostics of the envelope already.
function withoutFindings({ findings: _, ...rest }: VerifyReport): Omit<VerifyReport, 'findings'> {
  return rest;
}

function renderLine({ file, report }: Verified, { colors }: Style): string {
  if (report === null) return '';
  const verdict = report.ok ? colors.green('ok') : colors.red('damaged');
  const size = `${formatBytes(report.byteLength)}, ${plural(report.stores, 'store')}, ${plural(report.chunks, 'chunk')}, ${plural(report.rows, 'row')}`;
  return `${verdict}  ${printable(file)}  ${size}, ${countWords(report.counts)}\n`;
}
