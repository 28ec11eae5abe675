import type { FolderPosition, ParsedFile } from './position.ts';
import { enterFolder, matchFile, ROOT_POSITION } from './tree.ts';

/** What {@link parsePath} found. */
export interface ParsedPath extends ParsedFile {
  /** Is it written as the layout writes it? If not, `canonicalPath` is. */
  readonly canonical: boolean;
}

/**
 * The inverse of `formatPath`: which file of the layout a path is. It accepts what trainers leave (`cam_4` for `4`
 * and the reverse, other paddings, `person_00`, `.jpeg`, extensions in upper case) and says so in `canonical`.
 *
 * @param path Experiment-relative, POSIX.
 * @returns `undefined` for a path that is no file of the layout.
 */
export function parsePath(path: string): ParsedPath | undefined {
  const parts = path.split('/');
  const name = parts.pop()!;
  const folder = walk(parts);
  const file = folder && matchFile(folder, name);
  if (!file) return undefined;
  const { contract, ids, frame, canonicalPath } = file;
  return { contract, ids, frame, canonicalPath, canonical: canonicalPath === path };
}

/** The same for folders: those of `FOLDER_CONTRACTS` and those on the way to a file. */
export function parseFolder(path: string): FolderPosition | undefined {
  return path === '' ? ROOT_POSITION : walk(path.split('/'));
}

function walk(parts: readonly string[]): FolderPosition | undefined {
  let position: FolderPosition | undefined = ROOT_POSITION;
  for (const part of parts) position = position && enterFolder(position, part);
  return position;
}
