import type { Command } from 'commander';
import type { Invoke } from '../../grammar/invoke.ts';
import { choice, parsed } from '../../grammar/option-types.ts';
import { parseCount, parseSize } from '../../grammar/selection.ts';
import { parseBasePath, parsePort } from './options.ts';

/** `outlay view [<exp>…]` */
export function defineView(program: Command, invoke: Invoke): void {
  program
    .command('view')
    .description('look at experiments in the browser: runs and their numbers, pictures, 3D, findings')
    .argument(
      '[folders...]',
      'experiments, or folders with experiments below; default: the nearest parent folder with a manifest.json, else all below this folder',
    )
    .option('--results <root>', 'show every experiment below this folder')
    .option('--scene <glob>', 'with --results: only scenes whose name matches')
    .option('--exp <glob>', 'with --results: only experiments whose name matches')
    .option('--port <n>', 'port to listen on (default: the first free one from 8765)', parsed(parsePort))
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option(
      '--base-path <path>',
      'path or URL under which a proxy shows the page, e.g. /node/c01/8765/',
      parsed(parseBasePath),
    )
    .option('--no-open', 'do not open a browser')
    .option('--static <folder>', 'write the page and its data as plain files, for any web server, and end')
    .addOption(
      choice('--epochs <which>', 'with --static: pictures and 3D of these epochs', ['all', 'latest']).default('all'),
    )
    .option(
      '--every <n>',
      'with --static: every n-th frame',
      parsed((text) => parseCount(text, 1)),
    )
    .option('--max-size <size>', 'with --static: as many frames as fit, e.g. 2GB', parsed(parseSize))
    .option('--no-3d', 'with --static: leave out recordings and the 3D viewer')
    .option('--dry-run', 'with --static: say how large it will be, write nothing')
    .action((folders: readonly string[], options, command: Command) =>
      invoke(command, async (session) =>
        (await import('../experiments-and-recordings.ts')).view(session, folders, options),
      ),
    );
}
