import { TASKS } from '@outlay/schema/names';
import { SUMMARY_COLUMNS, SUMMARY_ROWS } from '@outlay/summary/words';
import type { Command } from 'commander';
import { withExperiments } from '../../grammar/experiment-options.ts';
import type { Invoke } from '../../grammar/invoke.ts';
import { choice, parsed, words } from '../../grammar/option-types.ts';
import { parseCount } from '../../grammar/selection.ts';
import { parseSummaryEpochs } from './epochs.ts';
import { SUMMARY_FORMATS } from './formats.ts';
import { parsePrecision } from './precision.ts';

const EXAMPLES = `
Examples:
  outlay summarise --results results                              one row per experiment, means over scenes
  outlay summarise --results results --baseline v104              differences to v104, and whether to believe them
  outlay summarise --results results --rows scene --columns experiment --metric psnr
  outlay summarise --results results --format latex -o table.tex
  outlay summarise results/scene/v104 --rows epoch                how it went
  outlay summarise new=results/scene/v105 old=results/scene/v104 --baseline old --worst 10`;

/** `outlay summarise [<exp>…]` */
export function defineSummarise(program: Command, invoke: Invoke): void {
  withExperiments(
    program
      .command('summarise')
      .alias('summarize')
      .description('tables of metrics over experiments: best, second, differences to a baseline'),
  )
    .option(
      '--epoch <epoch>',
      "'latest', 'best', or one such as 30 (default: latest)",
      parsed(parseSummaryEpochs),
      'latest',
    )
    .option('--task <tasks>', `only these tasks: ${TASKS.join(', ')}`, words(TASKS))
    .option('--metric <names>', 'only these metrics, e.g. psnr,rr_mpjpe_mm', (text: string) => text.split(','))
    .addOption(
      choice('--rows <what>', 'what a row is (default: experiment, or scene for one experiment)', SUMMARY_ROWS),
    )
    .addOption(choice('--columns <what>', 'what a column is (default: metric)', SUMMARY_COLUMNS))
    .option('--baseline <name>', 'show differences to this experiment, paired by camera and frame')
    .option('--common', 'only scenes, cameras and frames that all experiments have')
    .option(
      '--worst <n>',
      'list the n worst frames per metric, or the largest losses against the baseline',
      parsed((text) => parseCount(text, 1)),
    )
    .option('--sort <column>', "a metric, best first, or 'name'")
    .option('--precision <n>', 'decimals (default: those that each metric is reported with)', parsed(parsePrecision))
    .addOption(choice('--format <format>', 'output format', SUMMARY_FORMATS).default('text'))
    .option('-o, --output <file>', 'write there instead of to stdout')
    .addHelpText('after', EXAMPLES)
    .action((experiments: readonly string[], options, command: Command) =>
      invoke(command, async (session) => (await import('./run.ts')).summariseCommand(session, experiments, options)),
    );
}
