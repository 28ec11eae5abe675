import type { Command } from 'commander';
import type { Invoke } from '../../grammar/invoke.ts';

/** `outlay config print` */
export function defineConfig(program: Command, invoke: Invoke): void {
  program
    .command('config')
    .description('show the configuration')
    .helpCommand(false)
    .command('print')
    .description('print every setting, its value and its origin')
    .action((_options, command: Command) =>
      invoke(command, async (session) => (await import('./run.ts')).configPrint(session)),
    );
}
