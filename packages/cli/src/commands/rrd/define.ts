import type { Command } from 'commander';
import type { Invoke } from '../../grammar/invoke.ts';
import { parsed } from '../../grammar/option-types.ts';
import { parseCount } from '../../grammar/selection.ts';

/** `outlay rrd info|verify|print|recover <file>…` */
export function defineRrd(program: Command, invoke: Invoke): void {
  const group = program.command('rrd').description('inspect recordings (.rrd, .rbl) without Rerun').helpCommand(false);
  const ofFiles = (name: string, description: string): Command =>
    group.command(name).description(description).argument('<files...>', 'recordings');
  ofFiles('info', 'show what a recording holds: stores, timelines, entities, sizes')
    .option('--entities', 'list every entity with its components')
    .action((files: readonly string[], options, command: Command) =>
      invoke(command, async (session) =>
        (await import('../experiments-and-recordings.ts')).rrdInfo(session, files, options),
      ),
    );
  ofFiles('verify', 'check every byte that readers rely on: framing, chunks, ids, footer').action(
    (files: readonly string[], _options, command: Command) =>
      invoke(command, async (session) => (await import('../experiments-and-recordings.ts')).rrdVerify(session, files)),
  );
  ofFiles('print', 'print one line per message, with its place in the file')
    .option(
      '--rows <n>',
      'also print the values of this many rows per chunk',
      parsed((text) => parseCount(text, 0)),
    )
    .action((files: readonly string[], options, command: Command) =>
      invoke(command, async (session) =>
        (await import('../experiments-and-recordings.ts')).rrdPrint(session, files, options),
      ),
    );
  ofFiles('recover', 'save every intact chunk of a damaged recording to a new file')
    .option('-o, --output <file>', 'file to write; default: <name>.recovered.rrd beside the damaged one')
    .option('--force', 'overwrite the file if it exists')
    .action((files: readonly string[], options, command: Command) =>
      invoke(command, async (session) =>
        (await import('../experiments-and-recordings.ts')).rrdRecover(session, files, options),
      ),
    );
}
