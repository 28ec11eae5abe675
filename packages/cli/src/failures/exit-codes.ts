/**
 * What a process tells its caller. The table is part of the product: tested per command, shown by `outlay help exit-codes`.
 * @module
 */

/** Exit codes by meaning. */
export const EXIT = {
  ok: 0,
  findings: 1,
  usage: 2,
  notFound: 3,
  authentication: 4,
  network: 5,
  unsupportedVersion: 6,
  internal: 70,
  interrupted: 130,
  terminated: 143,
} as const;
/** An exit code of the table. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** One line per exit code, in numerical order. */
export const EXIT_CODE_DOCS: readonly { readonly code: ExitCode; readonly meaning: string }[] = [
  { code: EXIT.ok, meaning: 'success; warnings are allowed' },
  { code: EXIT.findings, meaning: 'findings of error severity (or warnings, with --error-on-warnings)' },
  { code: EXIT.usage, meaning: 'wrong usage: unknown command, bad flag, bad value, bad config file' },
  { code: EXIT.notFound, meaning: 'input not found, unreadable, or not an experiment; output not writable' },
  { code: EXIT.authentication, meaning: 'authentication required or denied' },
  { code: EXIT.network, meaning: 'network failure after retries' },
  { code: EXIT.unsupportedVersion, meaning: 'layout or recording version this release does not know' },
  { code: EXIT.internal, meaning: 'bug in outlay' },
  { code: EXIT.interrupted, meaning: 'interrupted with Ctrl-C (SIGINT)' },
  { code: EXIT.terminated, meaning: 'terminated (SIGTERM)' },
];

// Which failure speaks for a run over several experiments: a bug first, findings last.
const RANK: readonly ExitCode[] = [70, 143, 130, 4, 5, 6, 3, 2, 1, 0];

/** The code of a run whose parts ended with `codes`: the gravest of them, {@link EXIT.ok} when there are none. */
export function gravestExitCode(codes: Iterable<ExitCode>): ExitCode {
  let gravest: ExitCode = EXIT.ok;
  for (const code of codes) if (RANK.indexOf(code) < RANK.indexOf(gravest)) gravest = code;
  return gravest;
}
