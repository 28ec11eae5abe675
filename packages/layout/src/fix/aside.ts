/**
 * What is moved out of the way: things that nothing reads and no process holds.
 * @module
 */
import type { CheckContext } from '../checks/context.ts';
import type { Issue } from '../issues/issue.ts';
import { baseName, parentPath } from '../source/source-path.ts';
import { isWithin } from './left-alone.ts';

/** Left behind by desktops and editors. Other hidden names belong to somebody: `.git`, files that are still open. */
const CLUTTER = /^(?:\.DS_Store|\._.+|Thumbs\.db|desktop\.ini|.+~|\..+\.sw[a-p])$/;
/** Left behind by a write that was interrupted, unless it is going on. */
const UNFINISHED = /^[^.].*\.tmp$/;
/** Where only the layout's files belong. At the root and among training diagnostics, people keep what they like. */
const STRICT_FOLDERS = ['input_data', 'evaluation'];

/** The issues whose path is to be set aside, each path once and none inside another. */
export function issuesToSetAside(issues: readonly Issue[], { scanned, epochs }: CheckContext): readonly Issue[] {
  const isQuiet = epochs.every(({ state }) => state !== 'in-progress' && state !== 'pending');
  const hasFiles = new Set(
    scanned.filter(({ runs, others }) => runs.length > 0 || others.some(({ file }) => file)).map(({ path }) => path),
  );
  const meant = issues.filter((issue) => {
    const fileName = baseName(issue.path);
    switch (issue.name) {
      case 'unknown-path':
        return issue.kind === 'file' && STRICT_FOLDERS.some((folder) => isWithin(issue.path, folder));
      case 'clutter':
        return CLUTTER.test(fileName) || (isQuiet && UNFINISHED.test(fileName) && !isWithin(issue.path, 'rerun'));
      case 'nested-copy':
        // Where the outer folder is empty, the inner one may hold the only copy.
        return hasFiles.has(parentPath(issue.path));
      default:
        return false;
    }
  });
  const folders = meant.filter(({ name }) => name === 'nested-copy').map(({ path }) => path);
  return meant.filter(({ path }) => !folders.some((folder) => folder !== path && isWithin(path, folder)));
}
