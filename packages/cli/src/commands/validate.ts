import { type Command, Option } from 'commander';
import type { Invoke } from '../program.ts';
import { REPORT_FORMATS } from '../render/formats.ts';
import { parseCount } from '../selection.ts';
import { withExperiments } from './experiment-options.ts';
import { choice, parsed } from './option-types.ts';

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
    .option('--fix', 'apply the fixes that are safe (not in this release)')
    .action((experiments: readonly string[], options, command: Command) =>
      invoke(command, async (session) =>
        (await import('../run/validate.ts')).validateCommand(session, experiments, options),
      ),
    );
}
