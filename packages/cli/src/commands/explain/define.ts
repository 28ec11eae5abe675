import type { Command } from 'commander';
import type { Invoke } from '../../grammar/invoke.ts';

/** `outlay explain <CODE>` */
export function defineExplain(program: Command, invoke: Invoke): void {
  program
    .command('explain')
    .description('what a finding means and what to do about it')
    .argument('[code]', 'code or name, e.g. OUT1203; without it, all codes are listed')
    .action((code: string | undefined, _options, command: Command) =>
      invoke(command, async (session) => (await import('./run.ts')).explain(session, code)),
    );
}
