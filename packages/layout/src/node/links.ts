import { realpathSync, statSync } from 'node:fs';
import { sep } from 'node:path';
import { systemErrorName } from '@outlay/schema/names';
import type { Entry, RefusedReason } from '../source/file-source.ts';

/** The part of `real` below `root`, POSIX; `undefined` when it is not inside. Both are real paths. */
export function insideRoot(root: string, real: string): string | undefined {
  if (real === root) return '';
  const prefix = root.endsWith(sep) ? root : root + sep;
  return real.startsWith(prefix) ? real.slice(prefix.length).split(sep).join('/') : undefined;
}

/** What a link in a folder stands for. */
export function resolveLink(root: string, folder: string, name: string): Entry {
  let real: string;
  try {
    real = realpathSync.native(folder + sep + name);
  } catch (error) {
    return { name, kind: 'refused', reason: reasonOf(error) };
  }
  const target = insideRoot(root, real);
  if (target === undefined) return { name, kind: 'refused', reason: 'outside' };
  try {
    const stat = statSync(real);
    if (stat.isFile()) return { name, kind: 'file', target };
    if (stat.isDirectory()) return { name, kind: 'folder', target };
    return { name, kind: 'refused', reason: 'special' };
  } catch (error) {
    return { name, kind: 'refused', reason: reasonOf(error) };
  }
}

/** A link to nothing stays one; what a disk or the network refuses may be there at the next look. */
function reasonOf(error: unknown): RefusedReason {
  return BROKEN.has(systemErrorName(error) ?? '') ? 'broken' : 'unreadable';
}

const BROKEN: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG']);
