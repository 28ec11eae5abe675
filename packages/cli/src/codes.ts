/**
 * Codes of what goes wrong in the process itself, beside those of the packages it composes (`outlay explain CODE`).
 * @module
 */
import { FILE_FINDINGS } from '@outlay/rerun/files';

/** What a code means, as `outlay explain` prints it. */
export interface CodeDoc {
  readonly code: `OUT${number}`;
  readonly name: string;
  readonly severity: 'error' | 'warning' | 'info';
  readonly reason: string;
  readonly fix: string;
  /** A path it was found at, in a damaged sample. */
  readonly example?: string;
  /** What `validate --fix` does about it; without, it is left to you. */
  readonly repair?: string;
}

/** Where a code is explained: a page of its own in the docs. */
export function codeUrl(code: string): string {
  return `https://outlay.dev/codes/${code}`;
}

const error = (code: `OUT${number}`, name: string, reason: string, fix: string): CodeDoc => ({
  code,
  name,
  severity: 'error',
  reason,
  fix,
});

/** 9xxx: environment. */
export const CLI_CODES = {
  usage: error(
    'OUT9001',
    'usage',
    'The command line is not one that outlay understands: an unknown command or flag, a missing or malformed value.',
    'Run the command with --help.',
  ),
  config: error(
    'OUT9002',
    'config-invalid',
    'A configuration file or an OUTLAY_* variable holds something outlay does not understand.',
    'Correct the setting named in the message, or run with --config none.',
  ),
  notFound: error(
    'OUT9003',
    'input-not-found',
    'A file or folder named on the command line does not exist, or no experiment was found where one was looked for.',
    'Check the path; an experiment is a folder with a manifest.json.',
  ),
  notAFolder: error(
    'OUT9004',
    'experiment-not-a-folder',
    'An experiment is a folder; what was named is a file.',
    'Name the experiment folder itself, or pick several with --results.',
  ),
  unreadable: error(
    'OUT9005',
    'input-refused',
    'A file or folder exists but cannot be read.',
    'Check its permissions and the disk, then run the command again.',
  ),
  unwritable: {
    ...FILE_FINDINGS.unwritable,
    fix: 'Choose another place with -o, or free the one named in the message.',
  },
  nothingToExport: {
    code: 'OUT9007',
    name: 'nothing-to-export',
    severity: 'warning',
    reason: 'The experiment has no data for what was asked for, or the selection leaves none.',
    fix: 'See what is there with `outlay inspect`, and widen --epoch, --task, --cameras, --persons or --frames.',
  },
  epochAbsent: error(
    'OUT9009',
    'epoch-not-on-disk',
    'An epoch named with --epoch has no folder in evaluation/.',
    'See the epochs with `outlay inspect`; a running job may not have reached it yet.',
  ),
  recordingLarge: {
    ...FILE_FINDINGS.recordingLarge,
    reason: 'A recording is larger than --max-size. A browser viewer holds about 2 GiB, the native viewer more.',
    fix: 'Narrow it with --task, --cameras or --frames, or raise --max-size.',
  },
  inputChanged: FILE_FINDINGS.inputChanged,
  exportFailed: FILE_FINDINGS.exportFailed,
  bodyModel: error(
    'OUT9020',
    'body-model-unusable',
    'The file given with --body-model is no SMPL-X or SMPL model of plain arrays. Pickles are never opened: they run code.',
    'Give the .npz of the model; the docs say how to make one of a .pkl (Recordings, Body models).',
  ),
  internal: {
    ...FILE_FINDINGS.internal,
    fix: 'Report it, with the command and the output of the same command with -v.',
  },
  interrupted: error(
    'OUT9130',
    'interrupted',
    'The command was asked to stop. What was complete is kept, what was being written is removed.',
    'Run the same command again to finish the work.',
  ),
} as const satisfies Record<string, CodeDoc>;
/** A kind of failure of the process. */
export type CliCode = keyof typeof CLI_CODES;
