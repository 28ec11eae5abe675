/**
 * Where the bytes of an experiment come from. A directory, a listing and memory are the same to everything else.
 * @module
 */
import type { LayoutError } from '../errors.ts';

/**
 * Why an entry is neither file nor folder: a device or pipe, a link out of the root, a link to nothing or to itself, a link
 * that the system refused to follow for a reason that may pass.
 */
export type RefusedReason = 'special' | 'outside' | 'broken' | 'unreadable';

/** One name in a folder, links followed. */
export type Entry =
  | {
      readonly name: string;
      readonly kind: 'file' | 'folder';
      /** For a link: the path inside the root that it leads to (`''` = the root). */
      readonly target?: string;
    }
  | { readonly name: string; readonly kind: 'refused'; readonly reason: RefusedReason };

/** What is known of a file without reading it. */
export interface FileStat {
  /** Size in bytes. */
  readonly bytes: number;
  /** When its content last changed, milliseconds since 1970. */
  readonly modified?: number;
  /** The same in nanoseconds, where it is known so finely. */
  readonly modifiedNs?: bigint;
  /** Stays while the file is replaced by no other: its inode. */
  readonly id?: bigint;
}

/** What {@link FileSource.readMany} gives for one path. */
export type ReadResult =
  | { readonly path: string; readonly bytes: Uint8Array; readonly error?: undefined }
  | { readonly path: string; readonly bytes?: undefined; readonly error: LayoutError };

/** How to read many files. */
export interface ReadManyOptions {
  /** A batch ends with the file that reaches this many bytes. Default {@link BATCH_BYTES}. */
  readonly batchBytes?: number;
  /** Bytes of a batch may be overwritten when the one after the next is asked for, or after the end. Default `false`. */
  readonly reuse?: boolean;
  /** A larger file gives a `FILE_TOO_LARGE`. Default {@link MAX_FILE_BYTES}. */
  readonly maxBytes?: number;
  readonly signal?: AbortSignal;
}

/** How to read one file. */
export interface ReadFileOptions {
  /** Bytes `start` (inclusive) to `end` (exclusive). Negative values count from the end, as in `slice`. Default: the whole file. */
  readonly range?: { readonly start: number; readonly end?: number };
  readonly maxBytes?: number;
  readonly signal?: AbortSignal;
}

/** About 12 full-size JPEGs: large enough that per-batch costs vanish, small enough to stay in a CPU cache. */
export const BATCH_BYTES = 2 << 20;
/** Largest file read as one value. The largest real one, merged splats of 5 persons, has 12 MB. */
export const MAX_FILE_BYTES = 256 << 20;

/**
 * Read access to a tree of files. Paths are relative to its root, POSIX; the root is `''`. A path that leaves the
 * root is refused with `PATH_REFUSED`, also when a link leads there.
 */
export interface FileSource {
  /** For people: a folder, a URL. */
  readonly location: string;
  /** Only names are known, no file can be read; that is then no finding. */
  readonly namesOnly?: boolean;
  /**
   * Entries of a folder in any order, without `.` and `..`.
   * @throws FileNotFoundError, FileUnreadableError, PathRefusedError
   */
  list(folder: string): readonly Entry[] | Promise<readonly Entry[]>;
  /** @throws FileNotFoundError, FileUnreadableError, FileTooLargeError, PathRefusedError */
  read(path: string, options?: ReadFileOptions): Promise<Uint8Array>;
  /**
   * Whole files in the order of `paths`, in batches. A file that cannot be read is a result with `error`; only an
   * abort throws. The bytes of every file start at a multiple of {@link FILE_ALIGNMENT} of their buffer.
   */
  readMany(paths: readonly string[], options?: ReadManyOptions): AsyncIterable<readonly ReadResult[]>;
  /** Size in bytes, or `undefined` when it cannot be known without waiting. */
  size(path: string): number | undefined;
  /**
   * Looks at many files without reading them, in the order of `paths`; `undefined` for one that cannot be looked at.
   * A source that has this method may let {@link size} answer with what was seen last.
   */
  stat?(paths: readonly string[]): Promise<readonly (FileStat | undefined)[]>;
}

/** So that typed arrays of any kind can be laid over file contents without a copy. NumPy aligns its data to 64 too. */
export const FILE_ALIGNMENT = 64;
