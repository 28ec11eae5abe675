/**
 * Paths as a {@link import('./file-source.ts').FileSource} takes them: relative to its root, POSIX, never leaving it.
 * @module
 */
import { visible } from '@outlay/schema/names';
import { PathRefusedError } from '../errors.ts';

/** `evaluation` + `epoch_0030` → `evaluation/epoch_0030`; the root is `''`. */
export function joinPath(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

/** The folder a path is in; `''` at the root. */
export function parentPath(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash === -1 ? '' : path.slice(0, slash);
}

/** The last part of a path. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Order of names everywhere in this package: by UTF-16 code unit, the same in every locale. */
export function compareNames(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** An empty part, `.`, `..`, NUL, or a Windows drive. */
const LEAVES_ROOT = /(?:^|\/)\.{0,2}(?:\/|$)|\0|^[A-Za-z]:[\\/]/;

/** @throws PathRefusedError unless the path is relative, without `.`, `..`, empty parts or NUL. The root is `''`. */
export function requireInside(path: string): void {
  if (path !== '' && LEAVES_ROOT.test(path))
    throw new PathRefusedError(`The path ${printable(path)} does not stay inside the experiment.`, { path });
}

/** A name for a message: control characters escaped, long names cut. */
export function printable(text: string): string {
  const escaped = visible(JSON.stringify(text));
  return escaped.length > 202 ? `${escaped.slice(0, 200)}…"` : escaped;
}
