import { type Command, Option } from 'commander';
import { withExperiments } from '../../grammar/experiment-options.ts';
import type { Invoke } from '../../grammar/invoke.ts';
import { choice, parsed } from '../../grammar/option-types.ts';
import { parseCount } from '../../grammar/selection.ts';
import { REPORT_FORMATS } from './formats.ts';

/** `outlay validate [<exp>…]` */
export function defineValidate(program: Command, invoke: Invoke): void {
  withExperiments(program.command('validate').description('check experiments against the output layout'))
    .addOption(
      new Option('--structure', 'check names and presence only; open no file but the manifest').conflicts('full'),
    )
    .addOption(new Option('--full', 'check everything, including the content of every file'))
    .addOption(choice('--format <format>', 'output format of the findings', REPORT_FORMATS).default('text'))
    .option('--error-on-warnings', 'fail on warnings too')
    .option(
      '--max-diagnostics <n>',
      'show at most this many findings (text format)',
      parsed((text) => parseCount(text, 0)),
    )
    .option('--baseline <file>', 'ignore the findings recorded in this report')
    .addOption(
      new Option('--from-list <file>', "check only the names in a listing ('-' for stdin)").conflicts([
        'full',
        'results',
      ]),
    )
    .option('--fix', 'plan safe fixes, show them, and apply them once you agree')
    .option('-y, --yes', 'with --fix: apply without asking')
    .option('-n, --dry-run', 'with --fix: show the plan only')
    .addOption(
      new Option('--undo <file>', 'revert a --fix, using the undo record it wrote').conflicts([
        'fix',
        'fromList',
        'results',
      ]),
    )
    .action((experiments: readonly string[], options, command: Command) =>
      invoke(command, async (session) =>
        (await import('../experiments-and-recordings.ts')).validateCommand(session, experiments, options),
      ),
    );
}
