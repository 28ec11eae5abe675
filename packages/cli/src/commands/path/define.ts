import type { Command } from 'commander';
import type { Invoke } from '../../grammar/invoke.ts';

/** `outlay path <words…> | --parse <path>` */
export function definePath(program: Command, invoke: Invoke): void {
  program
    .command('path')
    .description('build a path of the layout from its parts, or parse one')
    .argument(
      '[words...]',
      'id of a file contract and its parts, e.g. nvs.pred.image epoch=30 cam=4 frame=12 image=jpg',
    )
    .option('--parse <path>', 'identify an experiment-relative path, an entity path or a recording name')
    .action((words: readonly string[], options, command: Command) =>
      invoke(command, async (session) => (await import('./run.ts')).pathCommand(session, words, options)),
    );
}
