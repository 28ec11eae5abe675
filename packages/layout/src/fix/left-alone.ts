import type { CheckContext } from '../checks/context.ts';

/**
 * Why a path must not be moved; `undefined` when it may. Listing again is the price of knowing the links, which a
 * scan follows without keeping them.
 */
export function leftAlone({ scanned, epochs }: CheckContext): (path: string) => string | undefined {
  const followed = scanned.flatMap((folder) => folder.links);
  const links = new Set(followed.map(({ path }) => path));
  const targets = followed.map(({ target }) => target);
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
