import { FileNotFoundError } from '../errors.ts';
import type { Entry } from './file-source.ts';
import { baseName, parentPath, printable, requireInside } from './source-path.ts';

/** Folders as a list of paths implies them. */
export class FolderTree {
  readonly #folders = new Map<string, Map<string, 'file' | 'folder'>>([['', new Map()]]);

  /** @throws PathRefusedError for a path that leaves the root. */
  add(path: string, kind: 'file' | 'folder'): void {
    requireInside(path);
    if (kind === 'folder') this.#folder(path);
    else this.#folder(parentPath(path)).set(baseName(path), 'file');
  }

  #folder(path: string): Map<string, 'file' | 'folder'> {
    const known = this.#folders.get(path);
    if (known) return known;
    this.#folder(parentPath(path)).set(baseName(path), 'folder');
    const created = new Map<string, 'file' | 'folder'>();
    this.#folders.set(path, created);
    return created;
  }

  /** @throws FileNotFoundError, PathRefusedError */
  list(folder: string): readonly Entry[] {
    requireInside(folder);
    const entries = this.#folders.get(folder);
    if (!entries) throw new FileNotFoundError(`The folder ${printable(folder)} does not exist.`, { path: folder });
    return [...entries].map(([name, kind]) => ({ name, kind }));
  }
}
