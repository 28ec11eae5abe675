import { FileNotFoundError, FileUnreadableError, type LayoutError } from '../errors.ts';
import type { Entry, FileSource, ReadResult } from './file-source.ts';
import { FolderTree } from './folder-tree.ts';
import { printable, requireInside } from './source-path.ts';

/**
 * Names of files without the files: what `find`, `tar -t` or `aws s3 ls` print. Checks of structure work on it, and
 * so does everything else that reads names only.
 */
export class ListingSource implements FileSource {
  readonly location: string;
  readonly namesOnly = true;
  readonly #tree = new FolderTree();
  readonly #files = new Set<string>();

  /**
   * @param paths Experiment-relative POSIX paths; a leading `./` is taken off, one that ends in `/` is a folder,
   * empty lines are skipped.
   * @throws PathRefusedError for a path that leaves the root.
   */
  constructor(paths: Iterable<string>, location = 'listing') {
    this.location = location;
    for (const line of paths) {
      const path = line.startsWith('./') ? line.slice(2) : line;
      if (path === '' || path === '.') continue;
      if (path.endsWith('/')) this.#tree.add(path.slice(0, -1), 'folder');
      else {
        this.#tree.add(path, 'file');
        this.#files.add(path);
      }
    }
  }

  list(folder: string): readonly Entry[] {
    return this.#tree.list(folder);
  }

  /** @throws FileUnreadableError always: only names are known. FileNotFoundError for names that are not listed. */
  async read(path: string): Promise<Uint8Array> {
    throw this.#error(path);
  }

  async *readMany(paths: readonly string[]): AsyncGenerator<readonly ReadResult[]> {
    if (paths.length > 0) yield paths.map((path) => ({ path, error: this.#error(path) }));
  }

  size(): undefined {
    return undefined;
  }

  #error(path: string): LayoutError {
    try {
      requireInside(path);
    } catch (error) {
      return error as LayoutError;
    }
    return this.#files.has(path)
      ? new FileUnreadableError(`${printable(path)} is only a name here; a listing has no contents.`, { path })
      : new FileNotFoundError(`The file ${printable(path)} does not exist.`, { path });
  }
}
