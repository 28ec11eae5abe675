import type { LayoutError } from '../errors.ts';
import { type FrameRun, PlainFrameFile, plainName } from '../paths/plain-frames.ts';
import type { FolderPosition, ParsedFile } from '../paths/position.ts';
import type { RefusedReason } from '../source/file-source.ts';
import { compareNames, joinPath } from '../source/source-path.ts';

/** A file that was met. */
export interface ScannedFile {
  readonly name: string;
  readonly path: string;
  /** Which file of the layout it is; `undefined` for strangers. */
  readonly file?: ParsedFile;
}

/** An entry that is not followed: refused by the source, or a link that would be walked again and again. */
export interface SkippedEntry {
  readonly path: string;
  readonly reason: RefusedReason | 'loop' | 'too-deep';
}

/** A link to a file or folder inside the experiment. */
export interface FollowedLink {
  readonly path: string;
  /** The path it leads to; `''` is the experiment. */
  readonly target: string;
}

/** One folder that was read. */
export interface ScannedFolder {
  /** Experiment-relative POSIX path; `''` for the experiment. */
  readonly path: string;
  /** What the layout says about it; `undefined` for strangers. */
  readonly position?: FolderPosition;
  /** Files named `000123.ext`, as the layout names them: nearly all there are. */
  readonly runs: readonly FrameRun[];
  /** All other files, ascending by name, without {@link isIgnoredName clutter}. */
  readonly others: readonly ScannedFile[];
  /** How many files that is. */
  readonly fileCount: number;
  /** All of them, one by one, ascending by name. Made when asked for: a large experiment has 100,000. */
  readonly files: readonly ScannedFile[];
  /** Paths of the folders in it, ascending by name. */
  readonly folders: readonly string[];
  readonly skipped: readonly SkippedEntry[];
  /** Links among all that is in it. */
  readonly links: readonly FollowedLink[];
  /** Clutter that was skipped: hidden files, temporary files, thumbnails. */
  readonly ignored: readonly string[];
  /** Why it could not be read. */
  readonly error?: LayoutError;
}

/** What a listing gave; what it did not is empty. */
type Contents = Partial<Pick<ScannedFolder, 'runs' | 'others' | 'folders' | 'skipped' | 'ignored' | 'links' | 'error'>>;

/** A folder with these contents. */
export function scannedFolder(path: string, position: FolderPosition | undefined, contents: Contents): ScannedFolder {
  const { runs = [], others = [], folders = [], skipped = [], ignored = [], links = [], error } = contents;
  let files: readonly ScannedFile[] | undefined;
  const folder: ScannedFolder = {
    path,
    ...(position ? { position } : {}),
    runs,
    others,
    fileCount: runs.reduce((count, { frames }) => count + frames.length, others.length),
    get files() {
      files ??= [...runs.flatMap((run) => filesOf(folder, run)), ...others].sort((a, b) =>
        compareNames(a.name, b.name),
      );
      return files;
    },
    folders,
    skipped,
    ignored,
    links,
    ...(error ? { error } : {}),
  };
  return folder;
}

/** The files of a run of this folder, ascending by frame. */
export function filesOf({ path, position }: ScannedFolder, run: FrameRun): readonly ScannedFile[] {
  return run.frames.map((frame) => {
    const name = plainName(frame, run.extension);
    return { name, path: joinPath(path, name), file: new PlainFrameFile(run, position!, frame) };
  });
}
