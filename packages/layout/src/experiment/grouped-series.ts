/**
 * Series whose values are put together from several files of a frame.
 * @module
 */
import type { Item, ReadOptions, Series } from '@outlay/schema/port';
import { isLayoutError, type LayoutError } from '../errors.ts';
import { problemOf } from '../issues/problem.ts';
import { BATCH_BYTES, type FileSource } from '../source/file-source.ts';
import { selectFrames, storedBytes } from './series.ts';

/** The files of one frame, at least one. */
export interface FrameGroup<File extends { readonly path: string }> {
  readonly frame: number;
  readonly files: readonly File[];
}

/** How the files of a frame become its value. */
export interface Assembly<File, Part, T> {
  /** A part owns its memory: the bytes are overwritten. @throws LayoutError */
  decode(bytes: Uint8Array, file: File): Part;
  /** @throws LayoutError, with the path of the file that does not fit */
  combine(parts: readonly { readonly file: File; readonly part: Part }[]): T;
  bytesOf(value: T): number;
}

/** A series of several files per frame. A file that fails makes the frame a problem that names the file. */
export function groupedSeries<File extends { readonly path: string }, Part, T>(
  source: FileSource,
  path: string,
  groups: readonly FrameGroup<File>[],
  start: () => Assembly<File, Part, T>,
): Series<T> {
  const frames = groups.map(({ frame }) => frame);
  return {
    path,
    frames,
    storedBytes: storedBytes(source, frames, (index) => groups[index]!.files),
    read: (options = {}) => readGroups(source, selectFrames(groups, options.frames), start(), options),
  };
}

async function* readGroups<File extends { readonly path: string }, Part, T>(
  source: FileSource,
  groups: readonly FrameGroup<File>[],
  assembly: Assembly<File, Part, T>,
  options: ReadOptions,
): AsyncGenerator<readonly Item<T>[]> {
  const { batchBytes = BATCH_BYTES, signal } = options;
  const paths = groups.flatMap(({ files }) => files.map((file) => file.path));
  let items: Item<T>[] = [];
  let used = 0;
  let at = 0;
  let reads: Read<File, Part>[] = [];
  for await (const batch of source.readMany(paths, { batchBytes, reuse: true, ...(signal ? { signal } : {}) })) {
    for (const result of batch) {
      const { frame, files } = groups[at]!;
      const file = files[reads.length]!;
      reads.push(
        result.error ? { file, error: result.error } : attempt(file, () => assembly.decode(result.bytes, file)),
      );
      if (reads.length < files.length) continue;
      const item = toItem(frame, reads, assembly);
      items.push(item);
      used += item.problem === undefined ? assembly.bytesOf(item.value) : 0;
      reads = [];
      at++;
      if (used < batchBytes) continue;
      yield items;
      items = [];
      used = 0;
    }
  }
  if (items.length > 0) yield items;
}

type Read<File, Part> =
  | { readonly file: File; readonly part: Part; readonly error?: undefined }
  | { readonly file: File; readonly error: LayoutError };

function attempt<File, Part>(file: File, decode: () => Part): Read<File, Part> {
  try {
    return { file, part: decode() };
  } catch (error) {
    if (!isLayoutError(error)) throw error;
    return { file, error };
  }
}

function toItem<File extends { readonly path: string }, Part, T>(
  frame: number,
  reads: readonly Read<File, Part>[],
  assembly: Assembly<File, Part, T>,
): Item<T> {
  const parts: { file: File; part: Part }[] = [];
  for (const read of reads) {
    const { path } = read.file;
    if (read.error) return { frame, path, problem: problemOf(read.error, path) };
    parts.push(read);
  }
  const { path } = reads[0]!.file;
  const combined = attempt(reads[0]!.file, () => assembly.combine(parts));
  if (!combined.error) return { frame, path, value: combined.part };
  const at = combined.error.path || path;
  return { frame, path: at, problem: problemOf(combined.error, at) };
}
