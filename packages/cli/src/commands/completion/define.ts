import { Argument, type Command } from 'commander';
import type { Invoke } from '../../grammar/invoke.ts';
import { SHELLS, type Shell } from './shells.ts';

/** `outlay completion bash|zsh|fish` */
export function defineCompletion(program: Command, invoke: Invoke): void {
  program
    .command('completion')
    .description('print the completion script for a shell')
    .addArgument(new Argument('<shell>', 'bash, zsh or fish').choices([...SHELLS]))
    .addHelpText(
      'after',
      '\nbash: source <(outlay completion bash)\nzsh:  source <(outlay completion zsh)\nfish: outlay completion fish | source',
    )
    .action((shell: Shell, _options, command: Command) =>
      invoke(command, async () => (await import('./run.ts')).completion(program, shell)),
    );
}
