/**
 * What could not be read for a reason that may pass: a recording made without it would be taken for whole later on.
 * @module
 */
import type { Diagnostic } from '@outlay/schema';
import { formatEpoch } from '@outlay/schema/names';
import type { FingerprintPart } from '@outlay/schema/port';
import type { SourcePart } from '../../exporters/index.ts';
import { FILE_FINDINGS, finding } from './findings.ts';
import type { InputFiles } from './input-files.ts';

/** Files behind a recording could not be read, for a reason that may pass. */
export class InputUnreadError extends Error {
  readonly problems: readonly Diagnostic[];
  constructor(problems: readonly Diagnostic[]) {
    super('Files could not be read.');
    this.name = 'InputUnreadError';
    this.problems = problems;
  }
}

/** Folders and files behind a recording that opening the experiment could not look at. */
export function unreadFolders(sources: readonly SourcePart[]): readonly Diagnostic[] {
  return sources.flatMap(({ experiment, part }) => {
    const tops = foldersOf(part);
    return experiment.problems.filter(
      ({ mayPass, path }) => mayPass && tops.some((top) => isWithin(path, top) || isWithin(top, path)),
    );
  });
}

/**
 * Files that could not be looked at, as one finding. Where no size is known, nobody was asked: the experiment is not
 * stored in files.
 */
export function unseenFiles(files: InputFiles): readonly Diagnostic[] {
  if (Number.isFinite(files.bytes)) return [];
  const all = [...files];
  const paths = all.flatMap(({ path, bytes }) => (bytes === undefined ? [path] : []));
  const [path] = paths;
  if (path === undefined || paths.length === all.length) return [];
  const unseen = finding(FILE_FINDINGS.inputUnread, path, `The file cannot be looked at: ${path}`);
  const affects = { count: paths.length, sample: paths.slice(1, 1 + SAMPLE) };
  return [{ ...unseen, ...(paths.length > 1 && { affects }), mayPass: true }];
}

/** Places named beside the first. */
const SAMPLE = 5;

function foldersOf(part: FingerprintPart): readonly string[] {
  if (typeof part === 'string') return [part];
  if ('nvGeneration' in part) return ['input_data/train'];
  const epoch = `evaluation/${formatEpoch(part.evaluation)}`;
  return [part.task === undefined ? epoch : `${epoch}/${part.task}`, 'input_data/test'];
}

const isWithin = (path: string, folder: string): boolean =>
  folder === '' || path === folder || path.startsWith(`${folder}/`);
