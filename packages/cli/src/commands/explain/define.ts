import type { Command } from 'commander';
import type { Invoke } from '../../grammar/invoke.ts';

/** `outlay explain <CODE>` */
export function defineExplain(program: Command, invoke: Invoke): void {
  program
    .command('explain')
    .description('explain a finding and how to fix it')
    .argument('[code]', 'code or name, e.g. OUT1203; default: list all codes')
    .action((code: string | undefined, _options, command: Command) =>
      invoke(command, async (session) => (await import('./run.ts')).explain(session, code)),
    );
}
