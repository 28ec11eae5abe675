/**
 * The files behind the recordings of one experiment, looked at once for all that share them.
 * @module
 */
import { createHash } from 'node:crypto';
import type { FileSource } from '@outlay/layout';
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

const NO_FILE: Partial<InputFile> = {};

/** In words, which files are not what they were; `undefined` when all are. Both ascend by path. */
export function changedMeanwhile(before: Iterable<InputFile>, after: Iterable<InputFile>): string | undefined {
  const changed: InputFile[] = [];
  const were = before[Symbol.iterator]();
  let was = were.next();
  for (const file of after) {
    while (!was.done && was.value.path < file.path) was = were.next();
    const { path, bytes, modified } = was.done ? NO_FILE : was.value;
    if (path !== file.path || bytes !== file.bytes || modified !== file.modified) changed.push(file);
  }
  return changed.length === 0 ? undefined : describeFiles(changed);
}
