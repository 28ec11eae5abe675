/**
 * Why a recording is written, left alone, or not to be used, as data and in words.
 * @module
 */
import { plural } from './words.ts';

/** How the files behind a recording differ from those it was made from. */
export interface FilesChange {
  /** Files that were added and removed, counted folder by folder. */
  readonly more: number;
  readonly fewer: number;
  /** Files whose content changed; `null` when some did and nobody knows how many. */
  readonly changed: number | null;
  /** The deepest folder that all of it is in, relative to the experiment; `''` is the experiment itself. */
  readonly folder: string;
}

/** An option of the selection that differs; `undefined` selects everything. */
export interface SelectionChange {
  readonly option: 'frames' | 'cameras' | 'persons' | 'task' | 'body';
  readonly before: string | undefined;
  readonly now: string | undefined;
}

/** Why no identity can be read from a file. */
export type IdentityProblem =
  | { readonly kind: 'absent' }
  /** The end is missing: its writer was killed or is still at work. */
  | { readonly kind: 'incomplete' }
  | { readonly kind: 'no-recording' }
  /** `message` is the reader's sentence. */
  | { readonly kind: 'invalid'; readonly message: string }
  /** `message` ends a sentence: `permission denied`. */
  | { readonly kind: 'unreadable'; readonly message: string };

/** Why a recording is not what would be written now. */
export type OutdatedReason =
  | IdentityProblem
  | { readonly kind: 'other-program' }
  /** Versions of the tool; `''` when it said none. */
  | { readonly kind: 'other-version'; readonly before: string; readonly now: string }
  /** `before` and `now` are whole selections as text, `''` is everything; `changes` names the options that differ. */
  | {
      readonly kind: 'other-selection';
      readonly before: string;
      readonly now: string;
      readonly changes: readonly SelectionChange[];
    }
  | { readonly kind: 'other-split' }
  | { readonly kind: 'names-changed' }
  | { readonly kind: 'manifest-changed' }
  | { readonly kind: 'files-changed'; readonly change: FilesChange };

/**
 * By what a recording was found to be up to date. `times`: names, sizes, times of change and inodes. `names-and-sizes`:
 * the record of its making is missing, as it was copied or downloaded alone, so a file that was replaced by another of
 * its size is not noticed.
 */
export interface InputComparison {
  readonly kind: 'compared';
  readonly by: 'contents' | 'times' | 'names-and-sizes';
}

/** Why a recording has the status it has. */
export type RecordingReason =
  | OutdatedReason
  | InputComparison
  | { readonly kind: 'forced' }
  /** The recording `file` was split; this is the part `2/3` of it. */
  | { readonly kind: 'part'; readonly part: string; readonly file: string }
  | { readonly kind: 'split'; readonly count: number }
  /** It is up to date, and shows less than everything. */
  | { readonly kind: 'narrowed' }
  /** No name of a recording that this experiment has data for. */
  | { readonly kind: 'unknown' }
  /** Nothing was written, because some recording has findings of error severity. */
  | { readonly kind: 'strict' }
  | { readonly kind: 'failed'; readonly message: string };

/** The reason in words, as they follow a file name and its status. */
export function describeReason(reason: RecordingReason): string {
  switch (reason.kind) {
    case 'absent':
      return 'the file does not exist yet';
    case 'incomplete':
      return 'the file is not complete';
    case 'no-recording':
      return 'the file holds no recording';
    case 'unreadable':
      return `the file cannot be read, ${reason.message}`;
    case 'other-program':
      return 'written by another program';
    case 'other-version':
      return `written by outlay ${reason.before || 'of an unknown version'}, this is ${reason.now}`;
    case 'other-selection':
      return `options changed: ${describeSelections(reason)}`;
    case 'other-split':
      return 'split in another way';
    case 'names-changed':
      return 'names of the experiment changed';
    case 'manifest-changed':
      return 'the manifest changed';
    case 'files-changed':
      return describeChange(reason.change);
    case 'compared':
      return COMPARED[reason.by];
    case 'forced':
      return 'asked for';
    case 'part':
      return `part ${reason.part} of ${reason.file}`;
    case 'split':
      return `split into ${plural(reason.count, 'recording')}`;
    case 'narrowed':
      return 'narrowed by options';
    case 'unknown':
      return 'not a recording that outlay writes here';
    case 'strict':
      return 'not written, as there are findings of error severity';
    default:
      return reason.message;
  }
}

const COMPARED: Readonly<Record<InputComparison['by'], string>> = {
  contents: 'the contents of all files are the same',
  times: 'names, sizes and times are the same; it was made without comparing contents',
  'names-and-sizes': 'names and sizes are the same; times cannot be compared, as the record of its making is missing',
};

/** `1 file more, 2 files changed in evaluation/epoch_0030/nvs/pred` */
export function describeChange({ more, fewer, changed, folder }: FilesChange): string {
  const what = [
    ...(more > 0 ? [`${plural(more, 'file')} more`] : []),
    ...(fewer > 0 ? [`${plural(fewer, 'file')} fewer`] : []),
    ...(changed === null ? ['files changed'] : changed > 0 ? [`${plural(changed, 'file')} changed`] : []),
  ];
  return `${what.join(', ')} in ${folder === '' ? 'the experiment' : folder}`;
}

function describeSelections({ before, now, changes }: OutdatedReason & { readonly kind: 'other-selection' }): string {
  const words = changes.map(({ option, before: was, now: is }) =>
    option === 'body'
      ? `${is === undefined ? 'no' : was === undefined ? 'a' : 'another'} body model`
      : `${option} ${is ?? 'all'} instead of ${was ?? 'all'}`,
  );
  return words.join(', ') || `${now || 'everything'} instead of ${before || 'everything'}`;
}
