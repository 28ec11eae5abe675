import { parseEpoch } from '@outlay/schema';
import type { Issue } from '../../issues/issue.ts';
import { openingIssue } from '../../issues/of-opening.ts';
import { plainFrame } from '../../paths/plain-frames.ts';
import { isPassedOver, passedOver } from '../../scan/passed-over.ts';
import type { ScannedFolder } from '../../scan/scanned-folder.ts';
import { baseName, joinPath, parentPath } from '../../source/source-path.ts';
import type { CheckContext } from '../context.ts';

/** Files that belong to people, not to the layout. */
const KNOWN_EXTRAS = /^(?:readme|license|notes|changelog)(?:\.(?:md|txt|rst))?$/i;

/** Ours, at the root: what fixes set aside with how to undo it, and patterns of what is not to be told. */
const OWN_NAMES = ['.outlay', '.outlayignore'];
/** Videos are named after their epoch: `cam_4_nvs_epoch_0030.mp4`. */
const EPOCH_IN_NAME = /_(epoch_\d+)\.[^.]+$/;

/** Where folders of older layouts belong now. */
const OLD_PLACES: ReadonlyMap<string, string> = new Map([
  ['debug', 'training_artifacts'],
  ...['est_images_debug', 'est_masks_debug', 'est_depths_debug'].map(
    (name) => [`input_data/train/${name}`, `input_data/train/misc/nv_generation/${name}`] as const,
  ),
]);
/** Copies of epochs, and epochs by another name. */
const NEARLY_EPOCH = /^(?:evaluation|training_artifacts)\/[^/]*epoch[^/]*\d[^/]*$/i;

/** Is every name one of the layout, written as the layout writes it? */
export function* namesKnown({ scanned, inventory }: CheckContext): Generator<Issue> {
  for (const found of inventory.problems) yield openingIssue(found);
  const strangers = new Set<string>();
  // A second name for the same thing is reported as such, not also for how it is written.
  const rivals = new Set(inventory.problems.map(({ path }) => path));
  for (const folder of scanned) {
    for (const name of folder.ignored)
      if (folder.path !== '' || !OWN_NAMES.includes(name)) yield { name: 'clutter', path: joinPath(folder.path, name) };
    yield* collisions(folder);
    if (!folder.position) {
      const parent = parentPath(folder.path);
      strangers.add(folder.path);
      if (strangers.has(parent)) continue;
      if (baseName(parent) === baseName(folder.path)) yield { name: 'nested-copy', path: folder.path };
      else if (OLD_PLACES.has(folder.path))
        yield { name: 'folder-of-an-old-layout', path: folder.path, now: OLD_PLACES.get(folder.path) as string };
      else if (NEARLY_EPOCH.test(folder.path)) yield { name: 'epoch-name-unreadable', path: folder.path };
      else yield { name: 'unknown-path', path: folder.path, kind: 'folder' };
      continue;
    }
    if (!rivals.has(folder.path)) yield* folderName(folder, folder.position.canonicalPath);
    const passed = passedOver(folder);
    for (const group of passed) yield { name: 'frames-passed-over', ...group };
    for (const { name, path, file } of folder.others) {
      if (!file) {
        if (isPassedOver(passed, name)) continue;
        const epoch = folder.position.ids.epoch;
        const named = parseEpoch(EPOCH_IN_NAME.exec(name)?.[1] ?? '');
        if (epoch !== undefined && named !== undefined && named !== epoch)
          yield { name: 'file-of-another-epoch', path, epoch, named };
        else if (folder.path !== '' || !KNOWN_EXTRAS.test(name)) yield { name: 'unknown-path', path, kind: 'file' };
      } else if (baseName(file.canonicalPath) !== name && !rivals.has(path)) {
        const canonical = joinPath(folder.path, baseName(file.canonicalPath));
        yield {
          name: 'name-not-canonical',
          path,
          canonical,
          ...(file.ids.frame === undefined ? {} : { frame: file.ids.frame }),
        };
      }
    }
  }
}

function* folderName(folder: ScannedFolder, canonicalPath: string): Generator<Issue> {
  if (baseName(canonicalPath) === baseName(folder.path)) return;
  const canonical = joinPath(parentPath(folder.path), baseName(canonicalPath));
  const isEpoch = folder.position?.contract?.pattern === 'evaluation/{epoch}';
  yield { name: isEpoch ? 'epoch-name-not-canonical' : 'name-not-canonical', path: folder.path, canonical };
}

function* collisions(folder: ScannedFolder): Generator<Issue> {
  const taken = new Map<string, string>();
  for (const name of [...folder.others.map((file) => file.name), ...folder.folders.map(baseName)]) {
    const key = name.normalize('NFC').toLowerCase();
    const twin = taken.get(key) ?? plainTwin(folder, key);
    if (twin === undefined) taken.set(key, name);
    else yield { name: 'names-collide', path: joinPath(folder.path, name), twin: joinPath(folder.path, twin) };
  }
}

/** The file with a plain name that is called so. Plain names are lower-case ASCII and differ among themselves. */
function plainTwin({ runs }: ScannedFolder, key: string): string | undefined {
  return runs.some(({ frames, extension }) => frames.includes(plainFrame(key, extension))) ? key : undefined;
}
