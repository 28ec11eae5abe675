import type { Command } from 'commander';
import type { Invoke } from '../../grammar/invoke.ts';

/** `outlay help [command…|exit-codes|environment]` */
export function defineHelp(program: Command, invoke: Invoke): void {
  program
    .command('help')
    .description('show help for a command, the exit codes or the environment variables')
    .argument('[topic...]', 'command words, exit-codes or environment')
    .action(async (topic: readonly string[], _options, command: Command) => {
      const [first] = topic;
      if (first === 'exit-codes' || first === 'environment')
        return invoke(command, async () => (await import('./run.ts')).helpTopic(first));
      let at = program;
      for (const word of topic) {
        const next = at.commands.find((candidate) => candidate.name() === word);
        if (next === undefined) at.error(`error: unknown command '${word}'`, { code: 'commander.unknownCommand' });
        at = next as Command;
      }
      at.help();
    });
}
