import { type Diagnostic, parseFrame } from '@outlay/schema';
import { IssueGroups } from '../issues/groups.ts';
import { openingIssue } from '../issues/of-opening.ts';
import type { Inventory } from './inventory.ts';
import type { ScannedFolder } from './scanned-folder.ts';

/**
 * What listing has met, repeats told once per folder: what the inventory found, and frames in a format that nothing
 * reads (`000001.webp`), which would otherwise be missing without a word.
 */
export function openingProblems(scanned: readonly ScannedFolder[], inventory: Inventory): readonly Diagnostic[] {
  const groups = new IssueGroups();
  for (const found of inventory.problems) groups.add(openingIssue(found));
  for (const { position, others } of scanned) {
    if (!position) continue;
    for (const { name, path, file } of others) {
      const frame = file ? undefined : parseFrame(name.replace(/\.[^.]*$/, ''));
      if (frame !== undefined) groups.add({ name: 'unknown-path', path, kind: 'file', frame });
    }
  }
  return groups.diagnostics();
}
