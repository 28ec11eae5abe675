/**
 * Values over frames, read from files in batches.
 * @module
 */

import type { Diagnostic } from '@outlay/schema';
import type { Item, ReadOptions, Series } from '@outlay/schema/port';
import { isLayoutError } from '../errors.ts';
import { problemOf } from '../issues/problem.ts';
import type { FrameFile, FrameFiles } from '../scan/frame-files.ts';
import { BATCH_BYTES, type FileSource, type ReadResult } from '../source/file-source.ts';

/** How the bytes of files become values. */
export interface Decoder<T> {
  /**
   * @param note Told what is odd about a value that is read nevertheless.
   * @throws LayoutError when the bytes are no such value.
   */
  decode(bytes: Uint8Array, path: string, note: (finding: Diagnostic) => void): T;
  /** Size of a value in memory. */
  bytesOf(value: T): number;
  /** Do values look into the bytes they were decoded from? Then a batch ends where the source's batch ends. */
  readonly sharesBytes: boolean;
  /** A batch ends at every so many files, besides where it is full. */
  readonly filesPerBatch?: number;
  /** The caller is done with this value; its memory may be used again. */
  release?(value: T): void;
}

/** A series of one file per frame. `start` makes the decoder of one reading, which may remember the previous file. */
export function fileSeries<T, Options extends ReadOptions = ReadOptions>(
  source: FileSource,
  path: string,
  files: FrameFiles,
  start: (options: Options) => Decoder<T>,
): Series<T, Options> {
  return {
    path,
    frames: files.frames,
    storedBytes: storedBytes(source, files.frames, (index) => [files.fileAt(index)]),
    read: (options = {} as Options) => readFrames(source, selectFiles(files, options.frames), start(options), options),
  };
}

/** Size of the files of a frame. `frames` ascend. */
export function storedBytes(
  source: FileSource,
  frames: readonly number[],
  filesOf: (index: number) => readonly { readonly path: string }[],
): (frame: number) => number | undefined {
  return (frame) => {
    const index = indexOf(frames, frame);
    if (index < 0) return undefined;
    let sum = 0;
    for (const { path } of filesOf(index)) {
      const size = source.size(path);
      if (size === undefined) return undefined;
      sum += size;
    }
    return sum;
  };
}

/** Where `frame` is among ascending `frames`; -1 where it is not. */
function indexOf(frames: readonly number[], frame: number): number {
  let from = 0;
  let to = frames.length - 1;
  while (from <= to) {
    const middle = (from + to) >> 1;
    const found = frames[middle]!;
    if (found === frame) return middle;
    if (found < frame) from = middle + 1;
    else to = middle - 1;
  }
  return -1;
}

/** The files of those among `frames`, or all. */
export function selectFiles({ frames, fileAt }: FrameFiles, wanted: readonly number[] | undefined): FrameFile[] {
  const among = wanted && new Set(wanted);
  const files: FrameFile[] = [];
  for (const [i, frame] of frames.entries()) if (among?.has(frame) ?? true) files.push(fileAt(i));
  return files;
}

/** Those with a frame among `frames`, or all. */
export function selectFrames<T extends { readonly frame: number }>(
  files: readonly T[],
  frames: readonly number[] | undefined,
): readonly T[] {
  if (!frames) return files;
  const wanted = new Set(frames);
  return files.filter(({ frame }) => wanted.has(frame));
}

async function* readFrames<T>(
  source: FileSource,
  files: readonly FrameFile[],
  decoder: Decoder<T>,
  options: ReadOptions,
): AsyncGenerator<readonly Item<T>[]> {
  const { batchBytes = BATCH_BYTES, reuse = false, signal } = options;
  const { filesPerBatch = Number.POSITIVE_INFINITY } = decoder;
  const paths = files.map(({ path }) => path);
  const reading = { batchBytes, reuse: reuse || !decoder.sharesBytes, ...(signal ? { signal } : {}) };
  let items: Item<T>[] = [];
  let before: readonly Item<T>[] = [];
  let used = 0;
  let next = 0;
  for await (const batch of source.readMany(paths, reading)) {
    for (const result of batch) {
      const item = toItem(files[next++]!.frame, result, decoder);
      items.push(item);
      used += item.problem === undefined ? decoder.bytesOf(item.value) : 0;
      const isFull = used >= batchBytes || next % filesPerBatch === 0;
      if (!isFull || decoder.sharesBytes) continue;
      yield items;
      if (reuse && decoder.release) for (const { value } of before) if (value !== undefined) decoder.release(value);
      before = items;
      items = [];
      used = 0;
    }
    if (!decoder.sharesBytes) continue;
    yield items;
    items = [];
  }
  if (items.length > 0) yield items;
}

/** The value of a file that was read, or what is wrong with it. */
export function toItem<T>(frame: number, result: ReadResult, decoder: Decoder<T>): Item<T> {
  const { path } = result;
  if (result.error) return { frame, path, problem: problemOf(result.error, path) };
  try {
    let notes: Diagnostic[] | undefined;
    const value = decoder.decode(result.bytes, path, (finding) => {
      notes = [...(notes ?? []), finding];
    });
    return notes ? { frame, path, value, notes } : { frame, path, value };
  } catch (error) {
    if (!isLayoutError(error)) throw error;
    // An error that stands for a finding of its own brings it along.
    const problem = (error as { readonly finding?: Diagnostic }).finding ?? problemOf(error, path);
    return { frame, path, problem };
  }
}
