/**
 * Values over frames, read from files in batches.
 * @module
 */
import type { Item, ReadOptions, Series } from '@outlay/schema/port';
import { isLayoutError } from '../errors.ts';
import { BATCH_BYTES, type FileSource, type ReadResult } from '../file-source.ts';
import { problemOf } from './problems.ts';

/** A file of one frame. */
export interface FrameFile {
  readonly frame: number;
  readonly path: string;
}

/** How the bytes of files become values. */
export interface Decoder<T> {
  /** @throws LayoutError when the bytes are no such value. */
  decode(bytes: Uint8Array, path: string): T;
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
  files: readonly FrameFile[],
  start: (options: Options) => Decoder<T>,
): Series<T, Options> {
  return {
    path,
    frames: files.map(({ frame }) => frame),
    storedBytes: storedBytes(source, files, (file) => [file]),
    read: (options = {} as Options) => readFrames(source, selectFrames(files, options.frames), start(options), options),
  };
}

/** Size of the files of a frame; files are looked up when the first frame is asked for. */
export function storedBytes<T extends { readonly frame: number }>(
  source: FileSource,
  entries: readonly T[],
  filesOf: (entry: T) => readonly { readonly path: string }[],
): (frame: number) => number | undefined {
  let byFrame: ReadonlyMap<number, T> | undefined;
  return (frame) => {
    byFrame ??= new Map(entries.map((entry) => [entry.frame, entry]));
    const entry = byFrame.get(frame);
    if (entry === undefined) return undefined;
    let sum = 0;
    for (const { path } of filesOf(entry)) {
      const size = source.size(path);
      if (size === undefined) return undefined;
      sum += size;
    }
    return sum;
  };
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
    return { frame, path, value: decoder.decode(result.bytes, path) };
  } catch (error) {
    if (!isLayoutError(error)) throw error;
    return { frame, path, problem: problemOf(error, path) };
  }
}
