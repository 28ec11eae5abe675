/**
 * The one object that `--json` puts on stdout.
 * @module
 */

import { codeUrl } from '../failures/codes.ts';
import { EXIT, type ExitCode } from '../failures/exit-codes.ts';
import { VERSION } from '../process/version.ts';
import type { LocatedDiagnostic } from '../session/outcome.ts';
import { canonicalJson } from './canonical-json.ts';

/** `$id` of the JSON Schema of {@link Envelope}; additive within a major. */
export const REPORT_SCHEMA_ID = 'https://outlay.dev/schema/report-1.json';

/** Totals by severity; a display limit never changes them. */
export interface Counts {
  readonly error: number;
  readonly warning: number;
  readonly info: number;
  readonly ignored: number;
}

/** One object per invocation. */
export interface Envelope {
  readonly schema: typeof REPORT_SCHEMA_ID;
  readonly tool: { readonly name: 'outlay'; readonly version: string };
  /** Words of the command, e.g. `export all`. */
  readonly command: string;
  readonly ok: boolean;
  readonly exitCode: ExitCode;
  /** `null` when the command failed before it had anything to say. */
  readonly data: unknown;
  readonly diagnostics: readonly (LocatedDiagnostic & { readonly docs: string })[];
  readonly counts: Counts;
  readonly durationMs: number;
}

/** Counts findings: each grouped finding counts every place it stands for. */
export function countDiagnostics(diagnostics: readonly LocatedDiagnostic[], ignored = 0): Counts {
  const counts = { error: 0, warning: 0, info: 0, ignored };
  for (const { severity, affects } of diagnostics) counts[severity] += affects?.count ?? 1;
  return counts;
}

/** The envelope of an outcome. */
export function envelope(
  command: string,
  outcome: {
    readonly exitCode: ExitCode;
    readonly data: unknown;
    readonly diagnostics: readonly LocatedDiagnostic[];
    readonly ignored?: number;
  },
  durationMs: number,
): Envelope {
  return {
    schema: REPORT_SCHEMA_ID,
    tool: { name: 'outlay', version: VERSION },
    command,
    ok: outcome.exitCode === EXIT.ok,
    exitCode: outcome.exitCode,
    data: outcome.data,
    diagnostics: outcome.diagnostics.map((diagnostic) => ({ ...diagnostic, docs: codeUrl(diagnostic.code) })),
    counts: countDiagnostics(outcome.diagnostics, outcome.ignored),
    durationMs: Math.round(durationMs),
  };
}

/** The envelope as text: keys sorted, two spaces, final newline. */
export function formatEnvelope(value: Envelope): string {
  return `${canonicalJson(value)}\n`;
}
