import type { FileSource } from '@outlay/layout';
import { isLayoutError } from '@outlay/layout';
import ignore from 'ignore';

/** Name of the file, at the root of an experiment, whose patterns say what is not to be told. */
export const IGNORE_FILE = '.outlayignore';

// Written by hand; beyond this it is another file, and matching every path with it would take forever.
const MAX_BYTES = 64 << 10;

/**
 * The patterns of an experiment's `.outlayignore` (the syntax of `.gitignore`) as a test for paths.
 * @returns `undefined` when there is no such file, or it cannot be read.
 */
export async function ignoredPaths(
  source: FileSource,
): Promise<((path: string, isFolder: boolean) => boolean) | undefined> {
  let text: string;
  try {
    text = new TextDecoder().decode(await source.read(IGNORE_FILE, { maxBytes: MAX_BYTES }));
  } catch (error) {
    if (isLayoutError(error)) return undefined;
    throw error;
  }
  const patterns = ignore({ allowRelativePaths: true, ignorecase: false }).add(text);
  return (path, isFolder) => patterns.ignores(isFolder ? `${path}/` : path);
}
