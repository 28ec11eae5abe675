import { type Diagnostic, parseFrame } from '@outlay/schema';
import { IssueGroups } from '../issues/groups.ts';
import { openingIssue } from '../issues/of-opening.ts';
import type { Inventory } from './inventory.ts';
import { isPassedOver, passedOver } from './passed-over.ts';
import type { ScannedFolder } from './scanned-folder.ts';

/**
 * What listing has met, repeats told once per folder: what the inventory found, and files that were meant as frames
 * and are not read (`000001.webp`, `frame_000001.jpg`), which would otherwise be missing without a word.
 */
export function openingProblems(scanned: readonly ScannedFolder[], inventory: Inventory): readonly Diagnostic[] {
  const groups = new IssueGroups();
  for (const found of inventory.problems) groups.add(openingIssue(found));
  for (const folder of scanned) {
    const { position, others } = folder;
    if (!position) continue;
    const passed = passedOver(folder);
    for (const group of passed) groups.add({ name: 'frames-passed-over', ...group });
    for (const { name, path, file } of others) {
      const frame = file || isPassedOver(passed, name) ? undefined : parseFrame(name.replace(/\.[^.]*$/, ''));
      if (frame !== undefined) groups.add({ name: 'unknown-path', path, kind: 'file', frame });
    }
  }
  return groups.diagnostics();
}
