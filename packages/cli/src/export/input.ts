/**
 * The files behind the recordings of one experiment, looked at once for all that share them.
 * @module
 */
import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { FileSource, FileStat } from '@outlay/layout';
import type { FingerprintPart, InputFile } from '@outlay/schema/port';
import type { OpenedExperiment } from '../open.ts';
import { describeFiles, folderTable } from '../recording-source.ts';
import { type RecordingInput, recordingInput } from '../recording-state.ts';
import type { ExportJob } from './job.ts';

/** Looks at the files of a part of the experiment. */
export type InputReader = (part: FingerprintPart) => Promise<RecordingInput>;

/** A reader for one export of one experiment; with `checksum` it reads every file through. */
export function inputReader(
  { experiment, source }: OpenedExperiment,
  { checksum, signal }: Pick<ExportJob, 'checksum' | 'signal'>,
): InputReader {
  const known = new Map<string, Promise<RecordingInput>>();
  const look = async (part: FingerprintPart): Promise<RecordingInput> => {
    const input = await recordingInput(experiment, part);
    return checksum ? { ...input, contents: await contentTable(source, input.files, signal) } : input;
  };
  return (part) => {
    const key = JSON.stringify(part);
    const found = known.get(key) ?? look(part);
    known.set(key, found);
    return found;
  };
}

async function contentTable(source: FileSource, files: Iterable<InputFile>, signal: AbortSignal): Promise<string> {
  const digests = new Map<string, string>();
  const paths = Array.from(files, ({ path }) => path);
  for await (const batch of source.readMany(paths, { reuse: true, maxBytes: Number.MAX_SAFE_INTEGER, signal }))
    for (const { path, bytes } of batch)
      digests.set(path, bytes === undefined ? '?' : createHash('sha256').update(bytes).digest('hex'));
  return folderTable(files, ({ path }) => digests.get(path) ?? '?');
}

/**
 * Files looked at together again: the facts of 100,000 at once would be the most memory of an export, and in between the
 * recording goes on being flushed and put in its place.
 */
const TOGETHER = 512;

/** In words, which files are not what they were; `undefined` when all are, and where times of files are not known. */
export async function changedMeanwhile(source: FileSource, files: Iterable<InputFile>): Promise<string | undefined> {
  if (source.stat === undefined) return undefined;
  const changed: InputFile[] = [];
  for (const before of chunksOf(files, TOGETHER)) {
    const now = await source.stat(before.map(({ path }) => path));
    changed.push(...before.filter((was, i) => isChanged(was, now[i])));
    await setImmediate();
  }
  return changed.length === 0 ? undefined : describeFiles(changed);
}

const isChanged = ({ bytes, modified }: InputFile, now: FileStat | undefined): boolean =>
  bytes !== now?.bytes || modified !== now?.modified;

function* chunksOf<T>(all: Iterable<T>, size: number): Generator<readonly T[]> {
  let chunk: T[] = [];
  for (const one of all)
    if (chunk.push(one) === size) {
      yield chunk;
      chunk = [];
    }
  yield chunk;
}
