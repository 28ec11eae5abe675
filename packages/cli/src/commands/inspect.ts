import type { Command } from 'commander';
import type { Invoke } from '../program.ts';
import { withExperiments } from './experiment-options.ts';

/** `outlay inspect [<exp>…]` */
export function defineInspect(program: Command, invoke: Invoke): void {
  withExperiments(
    program
      .command('inspect')
      .description('what is there: epochs, tasks, cameras, frames and gaps, persons, bytes, recordings'),
  ).action((experiments: readonly string[], options, command: Command) =>
    invoke(command, async (session) =>
      (await import('../run/experiments-and-recordings.ts')).inspect(session, experiments, options),
    ),
  );
}
