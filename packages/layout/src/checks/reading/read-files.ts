/**
 * Files of a check, read in order and in batches, or only their ends; what cannot be read is an issue of its own.
 * @module
 */
import { isLayoutError } from '../../errors.ts';
import type { Issue } from '../../issues/issue.ts';
import { openingIssue } from '../../issues/of-opening.ts';
import { problemOf } from '../../issues/problem.ts';
import type { FrameFile } from '../../scan/frame-files.ts';
import type { CheckContext } from '../context.ts';

/** Up to this size reading the whole file costs no more than looking at its ends. */
const WHOLE_BYTES = 64 * 1024;

/** One file: its value, or why there is none. */
export type Checked<T> =
  | { readonly frame: number; readonly path: string; readonly value: T; readonly issue?: undefined }
  | { readonly frame: number; readonly path: string; readonly value?: undefined; readonly issue: Issue };

/** Files asked for at a time when only their ends are read: hides the latency of a network disk. */
const PEEK_CONCURRENCY = 32;

/** Reads whole files. The bytes given to `read` are overwritten later: the value must not keep them. */
export async function* readFiles<T>(
  { source, signal }: Pick<CheckContext, 'source' | 'signal'>,
  files: readonly FrameFile[],
  read: (bytes: Uint8Array, path: string) => T,
): AsyncGenerator<Checked<T>> {
  const options = { reuse: true, ...(signal ? { signal } : {}) };
  let next = 0;
  for await (const batch of source.readMany(
    files.map(({ path }) => path),
    options,
  ))
    for (const { path, bytes, error } of batch) {
      const { frame } = files[next++] as FrameFile;
      if (error) yield { frame, path, issue: openingIssue(problemOf(error, path)) };
      else yield attempt(frame, path, () => read(bytes, path));
    }
}

/** The ends of a file. */
export interface FileEnds {
  /** Bytes of the whole file. */
  readonly size: number;
  readonly head: Uint8Array;
  readonly tail: Uint8Array;
}

/** Reads only the first and last bytes of files; whole files where the source does not know sizes. */
export async function* peekFiles<T>(
  { source, signal }: Pick<CheckContext, 'source' | 'signal'>,
  files: readonly FrameFile[],
  bytes: { readonly head: number; readonly tail: number },
  look: (ends: FileEnds, path: string) => T,
): AsyncGenerator<Checked<T>> {
  if (files.every(({ path }) => (source.size(path) ?? Number.POSITIVE_INFINITY) <= WHOLE_BYTES)) {
    yield* readFiles({ source, signal }, files, (whole, path) =>
      look({ size: whole.length, head: whole, tail: whole }, path),
    );
    return;
  }
  const ends = async (path: string): Promise<FileEnds> => {
    const size = source.size(path);
    if (size === undefined || size <= bytes.head + bytes.tail) {
      const whole = await source.read(path);
      return { size: whole.length, head: whole, tail: whole };
    }
    const empty = new Uint8Array(0);
    const head = bytes.head === 0 ? empty : await source.read(path, { range: { start: 0, end: bytes.head } });
    const tail = bytes.tail === 0 ? empty : await source.read(path, { range: { start: size - bytes.tail, end: size } });
    return { size, head, tail };
  };
  for (let at = 0; at < files.length; at += PEEK_CONCURRENCY) {
    signal?.throwIfAborted();
    const batch = files.slice(at, at + PEEK_CONCURRENCY);
    const found = await Promise.all(batch.map(({ path }) => ends(path).catch((error: unknown) => error)));
    for (let i = 0; i < batch.length; i++) {
      const { frame, path } = batch[i] as FrameFile;
      yield attempt(frame, path, () => {
        const result = found[i];
        if (result instanceof Error) throw result;
        return look(result as FileEnds, path);
      });
    }
  }
}

function attempt<T>(frame: number, path: string, read: () => T): Checked<T> {
  try {
    return { frame, path, value: read() };
  } catch (error) {
    if (!isLayoutError(error)) throw error;
    return { frame, path, issue: openingIssue(problemOf(error, path)) };
  }
}
