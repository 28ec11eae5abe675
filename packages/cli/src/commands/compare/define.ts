import { TASKS } from '@outlay/schema/names';
import type { Command } from 'commander';
import type { Invoke } from '../../grammar/invoke.ts';
import { parsed, words } from '../../grammar/option-types.ts';
import { parseCameras, parseCount, parsePersons, parseReadAhead, parseSize } from '../../grammar/selection.ts';

const EXAMPLES = `
Examples:
  outlay compare results/scene/v104 results/scene/v105            the latest epoch of both, in comparison.rrd
  outlay compare v104@0 v104@15 v104@30 -o v104_training.rrd      epochs of one experiment
  outlay compare base=runs/a/v1 ours=runs/b/v1 --frames ::5       names for titles and curves`;

/** `outlay compare <exp[@epoch]>…` */
export function defineCompare(program: Command, invoke: Invoke): void {
  program
    .command('compare')
    .description('one Rerun recording of several runs: pictures side by side, bodies in one world, metrics in one plot')
    .argument(
      '<runs...>',
      'experiment folders, each with @epoch to choose one (default: @latest), or name=folder@epoch',
    )
    .option('-o, --output <file>', 'the recording to write', 'comparison.rrd')
    .option('--task <list>', `only these tasks: ${TASKS.join(', ')}`, words(TASKS))
    .option('--frames <a:b:step>', 'only these frames; the end is exclusive, as in Python')
    .option('--cameras <list>', 'only these cameras, e.g. 4,16', parsed(parseCameras))
    .option('--persons <list>', 'only these persons, e.g. 0', parsed(parsePersons))
    .option('--force', 'rewrite a recording that is up to date')
    .option('-n, --dry-run', 'show what would be written and how large it would be; write nothing')
    .option(
      '--max-size <size>',
      'split a recording larger than this by cameras (default: 1.5GiB)',
      parsed((text) => {
        parseSize(text);
        return text;
      }),
    )
    .option(
      '--jobs <n>',
      'threads that decode meshes (default: one per CPU)',
      parsed((text) => parseCount(text, 1)),
    )
    .option(
      '--read-ahead <n>',
      'files to read at a time (default: auto, which is 16 on network disks and 0 elsewhere)',
      parsed(parseReadAhead),
    )
    .option('--strict', 'write nothing if there is a finding of error severity')
    .addHelpText('after', EXAMPLES)
    .action((runs: readonly string[], options, command: Command) =>
      invoke(command, async (session) =>
        (await import('../experiments-and-recordings.ts')).compareCommand(session, runs, options),
      ),
    );
}
