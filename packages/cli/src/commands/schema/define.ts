import type { Command } from 'commander';
import type { Invoke } from '../../grammar/invoke.ts';

/** `outlay schema [manifest|report|config] [--python]` */
export function defineSchema(program: Command, invoke: Invoke): void {
  program
    .command('schema')
    .description('JSON Schema (2020-12) of manifest.json or of the --json output; or the Python module')
    .argument('[name]', 'manifest, report or config', 'manifest')
    .option('--python', 'the layout as a Python module (3.9+, standard library only)')
    .action((name: string, options, command: Command) =>
      invoke(command, async (session) => (await import('./run.ts')).schema(session, name, options)),
    );
}
