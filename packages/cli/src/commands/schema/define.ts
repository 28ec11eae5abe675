import type { Command } from 'commander';
import type { Invoke } from '../../grammar/invoke.ts';

/** `outlay schema [manifest|report|config] [--python]` */
export function defineSchema(program: Command, invoke: Invoke): void {
  program
    .command('schema')
    .description('print a JSON Schema (2020-12), or the layout as a Python module')
    .argument('[name]', 'manifest, report or config', 'manifest')
    .option('--python', 'print a Python module instead (3.9+, standard library only)')
    .action((name: string, options, command: Command) =>
      invoke(command, async (session) => (await import('./run.ts')).schema(session, name, options)),
    );
}
