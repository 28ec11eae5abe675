/**
 * Findings that explain others. A folder that is a link to another disk, or whose files have a name that is not read,
 * is the cause; that its frames are missing is a consequence, and nothing has to be run again for it.
 * @module
 */
import type { Inventory } from '../scan/inventory.ts';
import { passedOver } from '../scan/passed-over.ts';
import type { ScannedFolder } from '../scan/scanned-folder.ts';
import { groupKey } from './catalogue.ts';
import type { Causes, Finding } from './groups.ts';
import type { Issue, IssueName } from './issue.ts';
import { openingIssue } from './of-opening.ts';

/** What listing can meet that makes things seem to be missing. */
const HIDING: readonly string[] = [
  'link-leads-outside',
  'link-broken',
  'link-loop',
  'folder-unreadable',
  'folder-named-twice',
] satisfies IssueName[];

/** What is said about things that seem to be missing. */
const MISSING: ReadonlySet<string> = new Set([
  'listed-epoch-missing',
  'listed-epoch-pending',
  'epoch-in-progress',
  'no-ground-truth',
  'nothing-evaluated',
  'required-folder-missing',
  'recommended-folder-missing',
  'required-file-missing',
  'recommended-files-missing',
  'nvs-camera-missing',
  'source-camera-missing',
  'metric-cameras-differ',
  'splats-missing',
  'video-missing',
  'ground-truth-missing',
  'prediction-missing',
  'camera-file-missing',
  'image-missing',
  'mask-missing',
  'depth-missing',
  'frames-differ-between-cameras',
  'train-test-frames-differ',
  'persons-differ',
  'mesh-missing',
  'parameters-missing',
  'visualisation-missing',
  'body-parameters-missing',
  'source-view-missing',
] satisfies IssueName[]);

/** The causes that a scan has met. */
export function causesIn(scanned: readonly ScannedFolder[], inventory: Inventory): Causes {
  const causes: { readonly path: string; readonly key: string }[] = [];
  const add = (issue: Issue): void => {
    causes.push({ path: issue.path, key: groupKey(issue) });
  };
  for (const found of inventory.problems) if (HIDING.includes(found.name)) add(openingIssue(found));
  for (const folder of scanned) for (const group of passedOver(folder)) add({ name: 'frames-passed-over', ...group });
  return {
    of(finding) {
      if (causes.length === 0 || !MISSING.has(finding.name)) return undefined;
      return causes.find(({ path }) =>
        placesOf(finding).some((place) => isWithin(place, path) || isWithin(path, place)),
      )?.key;
    },
  };
}

/** Where what is missing should be. */
function placesOf(finding: Finding): readonly string[] {
  const { name, path } = finding;
  if (name === 'metric-cameras-differ' && 'cameras' in finding) {
    const task = path.slice(0, path.lastIndexOf('/metrics'));
    return finding.cameras.map((camera) => `${task}/pred/cam_${camera}`);
  }
  const pattern = path.indexOf('/{');
  return [pattern < 0 ? path : path.slice(0, pattern)];
}

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}
