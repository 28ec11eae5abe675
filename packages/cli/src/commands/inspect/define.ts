import type { Command } from 'commander';
import { withExperiments } from '../../grammar/experiment-options.ts';
import type { Invoke } from '../../grammar/invoke.ts';

/** `outlay inspect [<exp>…]` */
export function defineInspect(program: Command, invoke: Invoke): void {
  withExperiments(
    program
      .command('inspect')
      .description('what is there: epochs, tasks, cameras, frames and gaps, persons, bytes, recordings'),
  ).action((experiments: readonly string[], options, command: Command) =>
    invoke(command, async (session) =>
      (await import('../experiments-and-recordings.ts')).inspect(session, experiments, options),
    ),
  );
}
