import { TASKS } from '@outlay/schema/names';
import type { Command } from 'commander';
import { withExperiments } from '../../grammar/experiment-options.ts';
import type { Invoke } from '../../grammar/invoke.ts';
import { parsed, words } from '../../grammar/option-types.ts';
import {
  parseCameras,
  parseCount,
  parseEpochs,
  parsePersons,
  parseReadAhead,
  parseSize,
} from '../../grammar/selection.ts';
import { EXTRAS, type ExportTarget } from './words.ts';

/** `outlay export input-data|evaluation|training|all [<exp>…]` */
export function defineExport(program: Command, invoke: Invoke): void {
  const group = program
    .command('export')
    .description('write Rerun recordings (.rrd) into <exp>/rerun/')
    .helpCommand(false);
  const target = (name: ExportTarget, description: string): Command =>
    withCommonOptions(withExperiments(group.command(name).description(description))).action(
      (experiments: readonly string[], options, command: Command) =>
        invoke(command, async (session) =>
          (await import('../experiments-and-recordings.ts')).exportCommand(session, name, experiments, options),
        ),
    );
  target('input-data', 'rerun/input_data.rrd: pictures, masks, depth, cameras and bodies of train and test');
  withEvaluationOptions(
    target('evaluation', 'rerun/evaluation_epoch_0030.rrd; with --task: rerun/nvs_epoch_0030.rrd …'),
  );
  target('training', 'rerun/training_artifacts.rrd and rerun/nv_generation_epoch_0016.rrd');
  withEvaluationOptions(
    target('all', 'input_data, training and evaluation: every recording that the experiment has data for'),
  );
}

function withEvaluationOptions(command: Command): Command {
  return command
    .option('--epoch <which>', 'all, latest, or epochs such as 30, epoch_0030, 0,15', parsed(parseEpochs), 'all')
    .option('--task <list>', `one recording per task instead of one per epoch: ${TASKS.join(', ')}`, words(TASKS));
}

function withCommonOptions(command: Command): Command {
  return command
    .option('-o, --output <dir>', "folder for the recordings; default: the experiment's rerun/")
    .option('--force', 'rewrite recordings that are up to date')
    .option(
      '--checksum',
      'compare the contents of files with those of recordings that were made with --checksum; other recordings by names, sizes and times',
    )
    .option('-n, --dry-run', 'show what would be written and how large it would be; write nothing')
    .option('--frames <a:b:step>', 'export only these frames; the end is exclusive, as in Python')
    .option('--cameras <list>', 'export only these cameras, e.g. 4,16', parsed(parseCameras))
    .option('--persons <list>', 'export only these persons, e.g. 0', parsed(parsePersons))
    .option(
      '--with <list>',
      'extras that cost time or space: gaussians (rerun/gaussians_epoch_0030.rrd, thinned), viz (large pictures of nvs/viz)',
      words(EXTRAS),
    )
    .option(
      '--body-model <file>',
      'your SMPL-X or SMPL model (.npz), to pose bodies that have no mesh; repeat it to pass both',
      (file: string, before: readonly string[] = []) => [...before, file],
    )
    .option(
      '--max-size <size>',
      'split recordings larger than this by task, then by cameras (default: 1.5GiB)',
      parsed((text) => {
        parseSize(text);
        return text;
      }),
    )
    .option(
      '--jobs <n>',
      'threads that decode meshes and masks (default: one per CPU)',
      parsed((text) => parseCount(text, 1)),
    )
    .option(
      '--read-ahead <n>',
      'files to read at a time (default: auto, which is 16 on network disks and 0 elsewhere)',
      parsed(parseReadAhead),
    )
    .option('--strict', 'write nothing if there is a finding of error severity');
}
