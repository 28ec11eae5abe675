import type { Command } from 'commander';
import { withExperiments } from '../../grammar/experiment-options.ts';
import type { Invoke } from '../../grammar/invoke.ts';

/** `outlay inspect [<exp>…]` */
export function defineInspect(program: Command, invoke: Invoke): void {
  withExperiments(
    program
      .command('inspect')
      .description('summarize an experiment: epochs, tasks, cameras, frames and gaps, persons, sizes, recordings'),
  ).action((experiments: readonly string[], options, command: Command) =>
    invoke(command, async (session) =>
      (await import('../experiments-and-recordings.ts')).inspect(session, experiments, options),
    ),
  );
}
