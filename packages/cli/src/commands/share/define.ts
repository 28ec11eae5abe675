import type { Command } from 'commander';
import { withExperiments } from '../../grammar/experiment-options.ts';
import type { Invoke } from '../../grammar/invoke.ts';
import { choice, parsed } from '../../grammar/option-types.ts';
import { parseEpochs } from '../../grammar/selection.ts';
import { RAW_FILES } from './words.ts';

const EXAMPLES = `
Examples:
  outlay share --to hf://datasets/me/runs                          the nearest experiment, to the Hugging Face Hub
  outlay share --results results --exp v105 --to hf://datasets/me/runs --epoch latest
  outlay share results/scene/v105 --to /srv/www/runs --public-url https://lab.example/runs
  outlay share results/scene/v105 --to rclone:lab-s3:runs --public-url https://s3.example/runs

The token of the Hub comes from HF_TOKEN, from \`hf auth login\`, or from stdin with --token-stdin.`;

/** `outlay share [<exp>…] --to <target>` */
export function defineShare(program: Command, invoke: Invoke): void {
  withExperiments(
    program.command('share').description('send recordings where others can open them, and print links that were tried'),
  )
    .requiredOption('--to <target>', 'hf://datasets/<user>/<repo>, a folder, or rclone:<remote>:<path>')
    .option('--public-url <url>', 'where a folder or remote is seen from outside')
    .option('--private', 'make a new repository of the Hub visible to its owners only')
    .addOption(
      choice('--raw <what>', 'files to send besides recordings, manifest and metrics', RAW_FILES).default('none'),
    )
    .option(
      '--epoch <epochs>',
      "epochs to send: 'all', 'latest', 30, 0,15 (default: latest)",
      parsed(parseEpochs),
      'latest',
    )
    .option('--token-stdin', 'read the token of the Hub from stdin')
    .option('--dry-run', 'say what would be sent, send nothing')
    .addHelpText('after', EXAMPLES)
    .action((experiments: readonly string[], options, command: Command) =>
      invoke(command, async (session) => (await import('./run.ts')).shareCommand(session, experiments, options)),
    );
}
