import { type Entry, type FileSource, isLayoutError } from '@outlay/layout';

/** Entries of a folder; none when it cannot be listed. */
export async function list(source: FileSource, folder: string): Promise<readonly Entry[]> {
  try {
    return await source.list(folder);
  } catch (error) {
    if (isLayoutError(error)) return [];
    throw error;
  }
}

/** Names of the folders in a folder, ascending. */
export async function foldersIn(source: FileSource, folder: string): Promise<readonly string[]> {
  const entries = await list(source, folder);
  return entries
    .filter(({ kind }) => kind === 'folder')
    .map(({ name }) => name)
    .sort();
}
