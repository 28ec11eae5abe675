import type { CheckContext } from '../context.ts';

/** A scaffold that nobody has written into: no file below the root. */
export function isFresh({ scanned }: CheckContext): boolean {
  return scanned.every(({ path, fileCount }) => path === '' || fileCount === 0);
}
