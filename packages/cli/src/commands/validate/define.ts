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
      new Option('--structure', 'names and presence only, no file is opened but the manifest').conflicts('full'),
    )
    .addOption(new Option('--full', 'everything, the content of every file included'))
    .addOption(choice('--format <format>', 'how findings are printed', REPORT_FORMATS).default('text'))
    .option('--error-on-warnings', 'warnings fail too')
    .option(
      '--max-diagnostics <n>',
      'findings shown at most (text format)',
      parsed((text) => parseCount(text, 0)),
    )
    .option('--baseline <file>', 'findings recorded in this file are ignored')
    .addOption(
      new Option('--from-list <file>', "check names only, from a listing ('-': stdin)").conflicts(['full', 'results']),
    )
    .option('--fix', 'plan the fixes that are safe, show them, and apply them when agreed')
    .option('-y, --yes', 'with --fix: apply without asking')
    .option('-n, --dry-run', 'with --fix: show the plan only')
    .addOption(
      new Option('--undo <file>', 'take back what --fix did, by the record it wrote').conflicts([
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
