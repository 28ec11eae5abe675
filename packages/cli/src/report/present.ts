import { renderDiagnostics } from '../render/diagnostics.ts';
import type { Outcome } from '../session/outcome.ts';
import type { Session } from '../session/session.ts';
import { envelope, formatEnvelope } from './envelope.ts';

/** Writes an outcome: one JSON object, or text on stdout and findings on stderr. */
export function present(session: Session, command: string, outcome: Outcome, durationMs: number): void {
  session.progress.clear();
  if (session.json) session.io.stdout.write(formatEnvelope(envelope(command, outcome, durationMs)));
  else {
    const text = outcome.text(session.out);
    if (text !== '') session.io.stdout.write(text);
  }
  if (!session.json && outcome.textHasDiagnostics) return;
  const worthSaying = session.quiet
    ? outcome.diagnostics.filter(({ severity }) => severity === 'error')
    : outcome.diagnostics;
  session.io.stderr.write(renderDiagnostics(worthSaying, session.err, outcome.isAboutSeveral));
}
