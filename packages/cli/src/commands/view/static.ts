/**
 * `outlay view --static`: the page as plain files.
 * @module
 */
import { resolve } from 'node:path';
import { predictStaticSite, type StaticSiteOptions, type StaticSize } from '@outlay/view';
import { createView, pageFolder, writeStaticSite } from '@outlay/view/node';
import { CliError, fileSystemReason } from '../../failures/errors.ts';
import { EXIT } from '../../failures/exit-codes.ts';
import type { ExperimentOptions } from '../../grammar/experiment-options.ts';
import { VERSION } from '../../process/version.ts';
import { formatBytes } from '../../render/amounts.ts';
import { plural } from '../../render/diagnostics.ts';
import { printable } from '../../render/printable.ts';
import type { Outcome } from '../../session/outcome.ts';
import type { Session } from '../../session/session.ts';
import { shownFolders } from './shown.ts';

/** Options of `outlay view --static` as parsed. */
export interface StaticOptions {
  readonly static?: string;
  readonly epochs?: 'all' | 'latest';
  readonly every?: number;
  readonly maxSize?: number;
  /** `--no-3d` */
  readonly '3d'?: boolean;
  readonly dryRun?: boolean;
}

/** Fewer frames than one in this many are no longer worth a page. */
const MOST_THINNED = 100;

/** Writes the page of experiments to a folder. */
export async function viewStatic(
  session: Session,
  named: readonly string[],
  options: StaticOptions & ExperimentOptions,
  folder: string,
): Promise<Outcome> {
  const { io, signal } = session;
  const shown = await shownFolders(io, named, options, signal);
  const server = createView({ ...shown, token: false, hosts: 'any', version: VERSION, pollMs: 0, log: session.say });
  const page = pageFolder();
  if ((await page.paths()).length === 0)
    throw new CliError('internal', 'The page of outlay view is not part of this installation.');
  try {
    const site = await fitting(
      {
        server,
        page,
        epochs: options.epochs ?? 'all',
        every: options.every ?? 1,
        recordings: options['3d'] !== false,
        written: io.date(),
        signal,
      },
      options.maxSize,
    );
    if (options.dryRun) return planned(site.size, folder, site.options.every);
    return await written(session, folder, site.options, site.size);
  } finally {
    server.close();
  }
}

/** Thinned until it fits. */
async function fitting(
  options: StaticSiteOptions,
  maxSize: number | undefined,
): Promise<{ readonly options: StaticSiteOptions; readonly size: StaticSize }> {
  let { every } = options;
  for (;;) {
    const wanted = { ...options, every };
    const size = await predictStaticSite(wanted);
    if (maxSize === undefined || size.bytes <= maxSize) return { options: wanted, size };
    if (every >= MOST_THINNED)
      throw new CliError(
        'usage',
        `--max-size: ${formatBytes(size.bytes)} are needed even for every ${every}th frame.`,
        {
          fix: 'Name fewer experiments, or add --no-3d or --epochs latest.',
        },
      );
    every = Math.min(MOST_THINNED, Math.max(every + 1, Math.ceil((every * size.bytes) / maxSize)));
  }
}

function planned({ files, bytes }: StaticSize, folder: string, every: number): Outcome {
  return {
    exitCode: EXIT.ok,
    data: { folder, files, bytes, every, dryRun: true },
    diagnostics: [],
    text: () =>
      `${printable(folder)}: about ${plural(files, 'file')}, ${formatBytes(bytes)}${every > 1 ? `, every ${every}th frame` : ''}\n`,
  };
}

async function written(
  session: Session,
  folder: string,
  options: StaticSiteOptions,
  size: StaticSize,
): Promise<Outcome> {
  let files = 0;
  let bytes = 0;
  try {
    for await (const file of writeStaticSite(resolve(session.io.cwd, folder), options)) {
      files++;
      bytes += file.bytes;
      const note = `${formatBytes(bytes)} of about ${formatBytes(size.bytes)}`;
      session.progress.step({ subject: file.path, done: files, total: Math.max(files, size.files), note });
    }
  } catch (cause) {
    const reason = fileSystemReason(cause);
    if (reason === undefined) throw cause;
    throw new CliError('unwritable', `The page cannot be written, ${reason}: ${folder}`, { cause });
  }
  const { every } = options;
  return {
    exitCode: EXIT.ok,
    data: { folder, files, bytes, every, dryRun: false },
    diagnostics: [],
    text: () =>
      `${printable(folder)}: ${plural(files, 'file')}, ${formatBytes(bytes)}${every > 1 ? `, every ${every}th frame` : ''}\nServe it with any web server, for example: python3 -m http.server --directory ${printable(folder)}\n`,
  };
}
