/**
 * What a folder holds, sorted by what the layout says it is. One name per thing: where two names mean the same
 * epoch, camera, person or frame, one is taken and the other reported.
 * @module
 */
import type { ContractId, ContractPrefix, Diagnostic } from '@outlay/schema';
import { problem } from '../issues/problem.ts';
import type { PathIds } from '../paths/pattern.ts';
import { type FrameRun, plainName } from '../paths/plain-frames.ts';
import type { FolderPosition } from '../paths/position.ts';
import { extname } from '../source/file-name.ts';
import { baseName, compareNames, joinPath, parentPath, printable } from '../source/source-path.ts';
import { type FrameFile, type FrameFiles, listedFiles } from './frame-files.ts';
import { filesOf, type ScannedFile, type ScannedFolder } from './scanned-folder.ts';
import { skippedProblem } from './skipped.ts';

/** The frames of one kind in one folder. */
export interface FrameFolder extends FrameFiles {
  readonly path: string;
  readonly ids: PathIds;
  /** The files of all frames. Made when asked for and then kept, so where numbers will do, ask for `frames`. */
  readonly files: readonly FrameFile[];
  /** What {@link extname} says of all its files; `undefined` when they differ. */
  readonly extension: string | undefined;
}

/** A file that is found by what its name says. */
export interface LooseFile {
  readonly path: string;
  readonly ids: PathIds;
}

/** A folder that was read, and what the layout says about it. */
export interface KnownFolder {
  readonly path: string;
  readonly position: FolderPosition;
}

/** Everything that was found, by contract. */
export interface Inventory {
  /** Folders of a contract that have frames in them, in ascending order of their ids. */
  frames(contractId: ContractId, ids?: PathIds): readonly FrameFolder[];
  /** Path of a file that has no frame, such as a metric file. */
  file(contractId: ContractId, ids?: PathIds): string | undefined;
  /** Files of a contract that have no series of frames: without a frame, or with a camera beside it in their name. */
  files(contractId: ContractId): readonly LooseFile[];
  /** Is there any file of the contracts whose id starts with `prefix`? */
  has(prefix: ContractPrefix, ids?: PathIds): boolean;
  /** All files of the contracts whose id starts with `prefix`, ascending by path. */
  paths(prefix: ContractPrefix, ids?: PathIds): readonly string[];
  /** Folders of the layout, parents first. */
  readonly folders: readonly KnownFolder[];
  readonly problems: readonly Diagnostic[];
}

/** Sorts what a scan has found. */
export function takeInventory(scanned: readonly ScannedFolder[]): Inventory {
  const problems: Diagnostic[] = [];
  for (const folder of scanned) {
    if (folder.error)
      problems.push(
        problem('folder-unreadable', folder.path, `The folder ${printable(folder.path)} cannot be read.`, {
          actual: folder.error.message,
          fix: folder.error.hint,
        }),
      );
    problems.push(...folder.skipped.map(skippedProblem));
  }
  const known = oneNameEach(scanned, problems);
  const frames = new Map<string, FrameFolder[]>();
  const single = new Map<string, LooseFile[]>();
  for (const folder of known) sortFiles(folder, frames, single, problems);
  for (const folders of frames.values()) folders.sort(byIds);
  const among = <T extends { readonly ids: PathIds }>(all: readonly T[] | undefined, ids: PathIds = {}): readonly T[] =>
    (all ?? []).filter((one) => matches(one.ids, ids));
  return {
    problems,
    folders: known.map(({ path, position }) => ({ path, position: position! })),
    frames: (contractId, ids) => among(frames.get(contractId), ids),
    files: (contractId) => single.get(contractId) ?? [],
    file: (contractId, ids) => among(single.get(contractId), ids)[0]?.path,
    has(prefix, ids = {}) {
      const isThere = ([id, all]: readonly [string, readonly { readonly ids: PathIds }[]]): boolean =>
        id.startsWith(prefix) && all.some((one) => matches(one.ids, ids));
      return [...frames].some(isThere) || [...single].some(isThere);
    },
    paths(prefix, ids) {
      const isMeant = (id: string): boolean => id.startsWith(prefix);
      const inFrames = [...frames].filter(([id]) => isMeant(id)).flatMap(([, folders]) => among(folders, ids));
      const alone = [...single].filter(([id]) => isMeant(id)).flatMap(([, files]) => among(files, ids));
      const paths = inFrames.flatMap(({ frames, fileAt }) => frames.map((_, index) => fileAt(index).path));
      return [...paths, ...alone.map(({ path }) => path)].sort(compareNames);
    },
  };
}

function oneNameEach(scanned: readonly ScannedFolder[], problems: Diagnostic[]): readonly ScannedFolder[] {
  const taken = new Map<string, string>();
  for (const { path, position } of scanned) {
    if (!position) continue;
    const key = meaning(path, position);
    const rival = taken.get(key);
    if (rival === undefined || endsAlike(path, position)) taken.set(key, path);
  }
  const dropped: string[] = [];
  return scanned.filter(({ path, position }) => {
    if (!position || dropped.some((folder) => path.startsWith(`${folder}/`))) return false;
    const winner = taken.get(meaning(path, position))!;
    if (winner === path) return true;
    dropped.push(path);
    const isEpoch = position.contract?.pattern === 'evaluation/{epoch}';
    problems.push(
      problem(
        isEpoch ? 'epoch-named-twice' : 'folder-named-twice',
        path,
        `The folders ${printable(winner)} and ${printable(path)} mean the same; only the first is read.`,
        {
          expected: `one folder, ${position.canonicalPath}`,
          fix: 'Keep the right one and remove or rename the other.',
        },
      ),
    );
    return false;
  });
}

/** Equal for siblings that mean the same; an unusual name further up does not matter. */
function meaning(path: string, position: FolderPosition): string {
  return `${parentPath(path)}\0${baseName(position.canonicalPath)}`;
}

function endsAlike(path: string, position: FolderPosition): boolean {
  return baseName(path) === baseName(position.canonicalPath);
}

function sortFiles(
  folder: ScannedFolder,
  frames: Map<string, FrameFolder[]>,
  single: Map<string, LooseFile[]>,
  problems: Diagnostic[],
): void {
  const byContract = new Map<string, ScannedFile[]>();
  for (const other of folder.others) if (other.file) push(byContract, other.file.contract.id, other);
  for (const run of folder.runs) {
    const { id } = run.contract;
    const isAlone = !byContract.has(id) && folder.runs.every((other) => other === run || other.contract.id !== id);
    if (isAlone) push(frames, id, runFolder(folder, run));
    else for (const file of filesOf(folder, run)) push(byContract, id, file);
  }
  for (const [contractId, files] of byContract) {
    const { contract, frame } = files[0]!.file!;
    if (frame === undefined || namesCamera(contract.pattern)) {
      for (const { path, file } of files.sort(canonicalFirst)) push(single, contractId, { path, ids: file!.ids });
    } else push(frames, contractId, folderOf(folder, oneFrameEach(files, problems)));
  }
}

/** Frames with plain names: their paths are made when asked for. */
function runFolder({ path, position }: ScannedFolder, { frames, extension }: FrameRun): FrameFolder {
  const fileAt = (index: number): FrameFile => new PlainFile(frames[index]!, path, extension);
  let files: readonly FrameFile[] | undefined;
  return {
    path,
    ids: position!.ids,
    frames,
    extension: extname(extension),
    fileAt,
    get files() {
      files ??= frames.map((_, index) => fileAt(index));
      return files;
    },
  };
}

/** Its path is made whenever it is asked for: 100,000 of them would be most of the memory of an opened experiment. */
class PlainFile implements FrameFile {
  readonly frame: number;
  readonly #folder: string;
  readonly #extension: string;

  constructor(frame: number, folder: string, extension: string) {
    this.frame = frame;
    this.#folder = folder;
    this.#extension = extension;
  }

  get path(): string {
    return joinPath(this.#folder, plainName(this.frame, this.#extension));
  }
}

function folderOf({ path, position }: ScannedFolder, files: readonly FrameFile[]): FrameFolder {
  const extensions = new Set(files.map((file) => extname(file.path)));
  return {
    path,
    ids: position!.ids,
    ...listedFiles(files),
    files,
    extension: extensions.size === 1 ? [...extensions][0] : undefined,
  };
}

/** Then a frame alone does not tell the files of a folder apart. */
function namesCamera(pattern: string): boolean {
  return baseName(pattern).includes('{camera}');
}

/** Of several files of one frame: JPEG before PNG, then the name the layout gives. */
function oneFrameEach(files: ScannedFile[], problems: Diagnostic[]): readonly FrameFile[] {
  const kept: FrameFile[] = [];
  const isAscending = files.every(({ file }, i) => i === 0 || file!.frame! > files[i - 1]!.file!.frame!);
  for (const { path, file } of isAscending ? files : files.sort(byFrame)) {
    const frame = file!.frame!;
    const last = kept.at(-1);
    if (last?.frame !== frame) kept.push({ frame, path });
    else
      problems.push(
        problem(
          'frame-named-twice',
          path,
          `${printable(last.path)} and ${printable(path)} are the same frame; only the first is read.`,
          {
            expected: 'one file per frame',
            fix: 'Keep the right one and remove the other.',
          },
        ),
      );
  }
  return kept;
}

function byFrame(a: ScannedFile, b: ScannedFile): number {
  const frames = a.file!.frame! - b.file!.frame!;
  return frames || compareNames(a.file!.ids.image ?? '', b.file!.ids.image ?? '') || canonicalFirst(a, b);
}

function canonicalFirst(a: ScannedFile, b: ScannedFile): number {
  const isCanonical = ({ name, file }: ScannedFile): number => (name === baseName(file!.canonicalPath) ? 0 : 1);
  return isCanonical(a) - isCanonical(b) || compareNames(a.path, b.path);
}

function byIds(a: FrameFolder, b: FrameFolder): number {
  const order = (key: 'epoch' | 'camera' | 'person'): number => (a.ids[key] ?? -1) - (b.ids[key] ?? -1);
  return compareNames(a.ids.split ?? '', b.ids.split ?? '') || order('epoch') || order('camera') || order('person');
}

function matches(ids: PathIds, wanted: PathIds): boolean {
  for (const key in wanted) if (ids[key as keyof PathIds] !== wanted[key as keyof PathIds]) return false;
  return true;
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
