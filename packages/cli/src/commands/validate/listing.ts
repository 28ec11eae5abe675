/**
 * Names of files without the files, as `find`, `tar -t` or a bucket's listing print them.
 * @module
 */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { isLayoutError, ListingSource } from '@outlay/layout';
import { MANIFEST } from '../../experiments/pick.ts';
import { CliError, fileSystemReason } from '../../failures/errors.ts';
import type { Io } from '../../process/io.ts';

/**
 * Reads a listing: one path per line, or each ended by NUL.
 * @param file `-` for stdin.
 * @throws CliError when it cannot be read, or a path in it leaves the experiment.
 */
export async function readListing(io: Io, file: string): Promise<ListingSource> {
  const text = file === '-' ? await stdinText(io) : await fileText(io, file);
  try {
    return new ListingSource(experimentPaths(text), file === '-' ? 'stdin' : file);
  } catch (cause) {
    if (!isLayoutError(cause)) throw cause;
    throw new CliError('usage', `--from-list: ${cause.message}`, {
      fix: 'List one experiment, from its folder.',
      cause,
    });
  }
}

/** The paths of a listing, relative to the folder of the outermost manifest; without one, as they are. */
export function experimentPaths(text: string): readonly string[] {
  const lines = text
    .split(text.includes('\0') ? '\0' : '\n')
    .map((line) => line.replace(/\r$/, '').replace(/^(?:\.\/)+/, ''))
    .filter((line) => line !== '' && line !== '.');
  const depth = (line: string): number => line.split('/').length;
  const manifest = lines
    .filter((line) => line === MANIFEST || line.endsWith(`/${MANIFEST}`))
    .sort((a, b) => depth(a) - depth(b))[0];
  const root = manifest?.slice(0, -MANIFEST.length) ?? '';
  const inside = lines.filter((line) => line.startsWith(root)).map((line) => line.slice(root.length));
  // `find` prints folders like files: what something else is in is a folder.
  const folders = new Set<string>();
  for (const line of inside)
    for (let at = line.lastIndexOf('/', line.length - 2); at > 0; at = line.lastIndexOf('/', at - 1)) {
      if (folders.has(line.slice(0, at))) break;
      folders.add(line.slice(0, at));
    }
  return inside.filter((line) => line !== '' && !folders.has(line));
}

async function stdinText(io: Io): Promise<string> {
  if (io.stdin.text === undefined || io.stdin.isTTY)
    throw new CliError('usage', '--from-list -: nothing is piped to stdin.', {
      fix: 'Pipe a listing: `cd <exp> && find . -type f | outlay validate --from-list -`.',
    });
  return io.stdin.text();
}

async function fileText(io: Io, file: string): Promise<string> {
  try {
    return await readFile(resolve(io.cwd, file), 'utf8');
  } catch (cause) {
    const reason = fileSystemReason(cause);
    if (reason === undefined) throw cause;
    throw new CliError('notFound', `The listing cannot be read, ${reason}: ${file}`, { path: file, cause });
  }
}
