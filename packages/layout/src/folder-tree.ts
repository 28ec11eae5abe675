import { FileNotFoundError } from './errors.ts';
import type { Entry } from './file-source.ts';
import { joinPath, printable, requireInside } from './source-path.ts';

/** Folders as a list of paths implies them. */
export class FolderTree {
  readonly #folders = new Map<string, Map<string, 'file' | 'folder'>>([['', new Map()]]);

  /** @throws PathRefusedError for a path that leaves the root. */
  add(path: string, kind: 'file' | 'folder'): void {
    requireInside(path);
    let folder = '';
    const parts = path === '' ? [] : path.split('/');
    parts.forEach((name, i) => {
      const isFile = i === parts.length - 1 && kind === 'file';
      this.#folders.get(folder)!.set(name, isFile ? 'file' : 'folder');
      folder = joinPath(folder, name);
      if (!isFile && !this.#folders.has(folder)) this.#folders.set(folder, new Map());
    });
  }

  /** @throws FileNotFoundError, PathRefusedError */
  list(folder: string): readonly Entry[] {
    requireInside(folder);
    const entries = this.#folders.get(folder);
    if (!entries) throw new FileNotFoundError(`There is no folder ${printable(folder)}.`, { path: folder });
    return [...entries].map(([name, kind]) => ({ name, kind }));
  }
}
