import { TASKS } from '@outlay/schema/names';
import type { Command } from 'commander';
import type { Invoke } from '../../grammar/invoke.ts';
import { parsed, words } from '../../grammar/option-types.ts';
import { parseCameras, parseCount, parseEpochs } from '../../grammar/selection.ts';

/** `outlay init <dir>` */
export function defineInit(program: Command, invoke: Invoke): void {
  program
    .command('init')
    .description('create an empty experiment folder that validates without findings')
    .argument('<dir>', 'folder to create; it may exist, but must not contain a manifest.json')
    .requiredOption('--exp-name <name>', 'name of the experiment')
    .requiredOption('--scene-name <name>', 'name of the scene')
    .option('--tasks <list>', `evaluation tasks: ${TASKS.join(', ')} (default: nvs, pose_smplx)`, words(TASKS))
    .option('--epochs <list>', 'evaluation epochs, e.g. 0,15,30', parsed(parseEpochs))
    .option('--cameras <list>', 'evaluation cameras, e.g. 4,16', parsed(parseCameras))
    .option(
      '--source-camera <id>',
      'the input view (default: the first of --cameras)',
      parsed((text) => parseCount(text, 0)),
    )
    .option('-n, --dry-run', 'show what would be created')
    .action((dir: string, options, command: Command) =>
      invoke(command, async (session) =>
        (await import('../experiments-and-recordings.ts')).init(session, dir, options),
      ),
    );
}
