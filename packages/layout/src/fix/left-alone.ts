import type { CheckContext } from '../checks/context.ts';
import { joinPath } from '../source/source-path.ts';

/**
 * Why a path must not be moved; `undefined` when it may. Listing again is the price of knowing the links, which a
 * scan follows without keeping them.
 */
export async function leftAlone({
  source,
  scanned,
  epochs,
}: CheckContext): Promise<(path: string) => string | undefined> {
  const links = new Set<string>();
  const targets: string[] = [];
  for (const { path: folder, error } of scanned) {
    if (error) continue;
    for (const entry of await source.list(folder)) {
      if (entry.kind === 'refused' || entry.target === undefined) continue;
      links.add(joinPath(folder, entry.name));
      targets.push(entry.target);
    }
  }
  const underWay = epochs
    .filter(({ state }) => state === 'in-progress' || state === 'pending')
    .flatMap(({ path }) => path ?? []);
  return (path) => {
    if (underWay.some((epoch) => isWithin(path, epoch))) return 'A job may still be writing there.';
    if (foldersAbove(path).some((folder) => links.has(folder))) return 'It is reached through a link.';
    if (targets.some((target) => isWithin(target, path))) return 'A link leads to it, and would break.';
    return undefined;
  };
}

/** Is `path` the folder itself, or something in it? */
export function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

function foldersAbove(path: string): readonly string[] {
  return path
    .split('/')
    .slice(0, -1)
    .map((_, i, parts) => parts.slice(0, i + 1).join('/'));
}
