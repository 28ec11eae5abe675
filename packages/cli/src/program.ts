/**
 * The grammar: every command with its arguments and options. What a command does is imported when it runs.
 * @module
 */
import { Command } from 'commander';
import { defineCompare } from './commands/compare/define.ts';
import { defineCompletion } from './commands/completion/define.ts';
import { defineConfig } from './commands/config/define.ts';
import { defineExplain } from './commands/explain/define.ts';
import { defineExport } from './commands/export/define.ts';
import { defineHelp } from './commands/help/define.ts';
import { defineInit } from './commands/init/define.ts';
import { defineInspect } from './commands/inspect/define.ts';
import { definePath } from './commands/path/define.ts';
import { defineRrd } from './commands/rrd/define.ts';
import { defineSchema } from './commands/schema/define.ts';
import { defineShare } from './commands/share/define.ts';
import { defineSummarise } from './commands/summarise/define.ts';
import { defineValidate } from './commands/validate/define.ts';
import { defineView } from './commands/view/define.ts';
import { EXIT, type ExitCode } from './failures/exit-codes.ts';
import type { Invoke } from './grammar/invoke.ts';
import { choice } from './grammar/option-types.ts';
import type { Io } from './process/io.ts';
import { VERSION } from './process/version.ts';
import { COLOR_MODES } from './session/colors.ts';
import { PROGRESS_MODES } from './session/progress.ts';
import type { GlobalOptions } from './session/session.ts';

/** What a run of the program leaves behind. */
export interface ProgramState {
  /** Words of the command that ran, e.g. `export all`; `''` until one did. */
  command: string;
  exitCode: ExitCode;
  readonly signal: AbortSignal;
  readonly started: number;
}

/**
 * The command-line program. Creating it has no side effects; nothing ends the process: parsing throws
 * `CommanderError` for wrong usage and after `--help`, commands throw `CliError`.
 */
export function createProgram(
  io: Io,
  state: ProgramState = { command: '', exitCode: EXIT.ok, signal: new AbortController().signal, started: io.now() },
): Command {
  const program = new Command('outlay')
    .description('Check experiment folders, export them to Rerun recordings, and inspect recordings.')
    .version(VERSION, '--version', 'print the version')
    .option('--json', 'print one JSON object on stdout and nothing else')
    .option('-q, --quiet', 'print nothing on stderr but failures')
    .option('-v, --verbose', 'print more; repeat for even more', (_: string, before: number) => before + 1, 0)
    .addOption(choice('--color <when>', 'when to use colors', COLOR_MODES))
    .addOption(choice('--progress <how>', 'how to show progress on stderr', PROGRESS_MODES))
    .option('--config <file>', "configuration file to use, or 'none'")
    .helpOption('-h, --help', 'show help')
    .helpCommand(false)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      // Failures of parsing are rendered like all others, in run-program.ts.
      outputError: () => {},
      getOutHelpWidth: () => io.stdout.columns ?? 100,
      getErrHelpWidth: () => io.stderr.columns ?? 100,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .configureHelp({ showGlobalOptions: true, sortSubcommands: false })
    .addHelpText('after', '\nExit codes: outlay help exit-codes. Variables: outlay help environment.');
  const invoke: Invoke = async (command, work) => {
    state.command = commandWords(command);
    const { loadSettings, openSession, present } = await import('./session/invocation.ts');
    const options = command.optsWithGlobals<GlobalOptions & { readonly format?: string }>();
    // `validate --format json` is another way to say `--json`.
    const json = options.json === true || options.format === 'json';
    const session = openSession(io, { ...options, json }, await loadSettings(io, options.config), state.signal);
    const outcome = await work(session).finally(() => session.progress.end());
    if (!outcome.isShown) present(session, state.command, outcome, io.now() - state.started);
    state.exitCode = outcome.exitCode;
  };
  for (const define of [
    defineInit,
    defineInspect,
    defineValidate,
    defineExport,
    defineView,
    defineSummarise,
    defineCompare,
    defineShare,
    defineRrd,
    definePath,
    defineSchema,
    defineExplain,
    defineCompletion,
    defineConfig,
    defineHelp,
  ])
    define(program, invoke);
  return program;
}

/** Words that lead to a command, without the program's name. */
export function commandWords(command: Command): string {
  const words: string[] = [];
  for (let at: Command | null = command; at?.parent; at = at.parent) words.unshift(at.name());
  return words.join(' ');
}
