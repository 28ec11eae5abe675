import { CommanderError } from 'commander';
import { CliError, errorDiagnostic, isAbort, isCliError } from './failures/errors.ts';
import { EXIT, type ExitCode } from './failures/exit-codes.ts';
import type { Io, StopSignal } from './process/io.ts';
import { REPORT_URL, VERSION } from './process/version.ts';
import { createProgram, type ProgramState } from './program.ts';
import { envelope, formatEnvelope } from './report/envelope.ts';

/** Parses the arguments, runs the command, and turns whatever happens into an exit code. */
export async function runProgram(argv: readonly string[], io: Io): Promise<ExitCode> {
  const abort = new AbortController();
  let stopped: StopSignal | undefined;
  const unsubscribe = io.onStop((signal) => {
    stopped = signal;
    abort.abort();
  });
  const started = io.now();
  const state: ProgramState = { command: '', exitCode: EXIT.ok, signal: abort.signal, started };
  try {
    await createProgram(io, state).parseAsync([...argv], { from: 'user' });
    return state.exitCode;
  } catch (thrown) {
    if (thrown instanceof CommanderError && thrown.exitCode === 0) return EXIT.ok;
    const error = toCliError(thrown, stopped, argv);
    const exitCode = stopped === 'SIGTERM' && error.kind === 'interrupted' ? EXIT.terminated : error.exitCode;
    await report(error, exitCode, { argv, io, command: state.command, durationMs: io.now() - started });
    return exitCode;
  } finally {
    unsubscribe();
  }
}

function toCliError(thrown: unknown, stopped: StopSignal | undefined, argv: readonly string[]): CliError {
  if (isCliError(thrown)) return thrown;
  if (stopped !== undefined || isAbort(thrown)) return new CliError('interrupted', 'Interrupted.');
  if (thrown instanceof CommanderError) return usageError(thrown, argv);
  const what = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
  return new CliError('internal', `Internal error in outlay ${VERSION}: ${what}`, {
    cause: thrown,
    fix: `Please report it with the command you ran: ${REPORT_URL}`,
  });
}

function usageError(error: CommanderError, argv: readonly string[]): CliError {
  if (error.code === 'commander.help') {
    const words = ['outlay', ...argv.filter((word) => !word.startsWith('-'))].join(' ');
    return new CliError('usage', 'Missing command.', { fix: `Run \`${words} --help\` to list the commands.` });
  }
  // commander: "error: option '-o, --output <dir>' argument 'x' is invalid. expected …"
  const [, flags, reason] = /^error: option '([^']+)' argument '.*' is invalid\. (.+)$/s.exec(error.message) ?? [];
  if (flags !== undefined && reason !== undefined) {
    const flag = /--[\w-]+/.exec(flags)?.[0] ?? flags;
    return new CliError('usage', `${flag}: ${reason.charAt(0).toLowerCase()}${reason.slice(1)}`);
  }
  // commander: "error: unknown option '--foo'\n(Did you mean --force?)"
  const [sentence = '', suggestion] = error.message.replace(/^error: /, '').split('\n');
  const message = `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}`;
  return new CliError('usage', /[.?!]$/.test(message) ? message : `${message}.`, {
    ...(suggestion === undefined ? {} : { fix: suggestion.replace(/^\((.*)\)$/, '$1') }),
  });
}

interface ReportContext {
  readonly argv: readonly string[];
  readonly io: Io;
  readonly command: string;
  readonly durationMs: number;
}

async function report(
  error: CliError,
  exitCode: ExitCode,
  { argv, io, command, durationMs }: ReportContext,
): Promise<void> {
  const { colorsFor, renderDiagnostic } = await import('./session/invocation.ts');
  const end = argv.indexOf('--');
  const words = end < 0 ? argv : argv.slice(0, end);
  const diagnostic = errorDiagnostic(error);
  if (asksForJson(words)) {
    const outcome = { exitCode, data: null, diagnostics: [diagnostic] };
    io.stdout.write(formatEnvelope(envelope(command, outcome, durationMs)));
  }
  // Settings may be what failed, so only the environment is asked for colours.
  const colors = colorsFor('auto', io.env, io.stderr);
  io.stderr.write(`${renderDiagnostic({ ...diagnostic, path: '' }, colors)}\n`);
  const isVerbose = words.some((word) => word === '--verbose' || /^-v+$/.test(word));
  if (isVerbose && error.cause instanceof Error && error.cause.stack) io.stderr.write(`${error.cause.stack}\n`);
}

function asksForJson(words: readonly string[]): boolean {
  const format = words.indexOf('--format');
  return words.includes('--json') || words.includes('--format=json') || (format >= 0 && words[format + 1] === 'json');
}
