/**
 * The files behind the recordings of one experiment, looked at once for all that share them.
 * @module
 */
import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { InputFile } from '@outlay/schema/port';
import type { SourcePart } from '../../exporters/index.ts';
import { type FileFacts, InputFiles, type MarkedFile, markOf, sameContent, sameId } from './input-files.ts';
import type { FilesChange } from './reason.ts';
import { changeOf, folderTable } from './source-table.ts';

/** Reads whole files of the experiment in the order of `paths`, in batches; one that cannot be read has no `bytes`. */
export type ReadFiles = (
  paths: readonly string[],
  signal: AbortSignal | undefined,
) => AsyncIterable<readonly { readonly path: string; readonly bytes?: Uint8Array | undefined }[]>;

/** Looks at files of the experiment, in the order of `paths`; `undefined` for one that cannot be looked at. */
export type StatFiles = (paths: readonly string[]) => Promise<readonly (FileFacts | undefined)[]>;

/** What a recording is made from. */
export interface RecordingInput {
  /** The files, ascending by path. */
  readonly files: InputFiles;
  /** Their {@link folderTable}. */
  readonly folders: string;
  /** The same over their contents; only where those are compared. */
  readonly contents?: string;
}

/** Looks at the files behind a recording. */
export async function recordingInput(sources: readonly SourcePart[]): Promise<RecordingInput> {
  const all: (readonly InputFile[])[] = [];
  for (const { experiment, part, name } of sources) {
    const files = (await experiment.inputs?.(part)) ?? [];
    all.push(name === undefined ? files : files.map((file) => ({ ...file, path: `${name}/${file.path}` })));
  }
  const files = all.length === 1 ? all[0]! : all.flat().sort((a, b) => (a.path < b.path ? -1 : 1));
  return { files: new InputFiles(files), folders: folderTable(files) };
}

/** Looks at the files behind a recording, at the same parts of experiments once. */
export type InputReader = (sources: readonly SourcePart[]) => Promise<RecordingInput>;

/** A reader for one call; with `read` it reads every file through. */
export function inputReader(read: ReadFiles | undefined, signal: AbortSignal | undefined): InputReader {
  const known = new Map<string, Promise<RecordingInput>>();
  const look = async (sources: readonly SourcePart[]): Promise<RecordingInput> => {
    const input = await recordingInput(sources);
    return read ? { ...input, contents: await contentTable(read, input.files, signal) } : input;
  };
  return (sources) => {
    const key = JSON.stringify(sources.map(({ name, part }) => [name, part]));
    const found = known.get(key) ?? look(sources);
    known.set(key, found);
    return found;
  };
}

async function contentTable(read: ReadFiles, files: InputFiles, signal: AbortSignal | undefined): Promise<string> {
  const digests = new Map<string, string>();
  const paths = Array.from(files, ({ path }) => path);
  for await (const batch of read(paths, signal))
    for (const { path, bytes } of batch)
      digests.set(path, bytes === undefined ? '?' : createHash('sha256').update(bytes).digest('hex'));
  return folderTable(files, ({ path }) => digests.get(path) ?? '?');
}

/**
 * Files looked at together again: the facts of 100,000 at once would be the most memory of an export, and in between the
 * recording goes on being flushed and put in its place.
 */
const TOGETHER = 512;

/** Which files are not what they were; `undefined` when all are. */
export async function changedMeanwhile(stat: StatFiles, files: InputFiles): Promise<FilesChange | undefined> {
  const changed: MarkedFile[] = [];
  for (const before of chunksOf(files, TOGETHER)) {
    const now = (await stat(before.map(({ path }) => path))).map(markOf);
    changed.push(...before.filter(({ mark }, i) => !sameContent(mark, now[i]!) || !sameId(mark, now[i]!)));
    await setImmediate();
  }
  return changeOf(changed);
}

function* chunksOf<T>(all: Iterable<T>, size: number): Generator<readonly T[]> {
  let chunk: T[] = [];
  for (const one of all)
    if (chunk.push(one) === size) {
      yield chunk;
      chunk = [];
    }
  yield chunk;
}
