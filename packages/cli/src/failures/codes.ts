/**
 * Codes of what goes wrong in the process itself, beside those of the packages it composes (`outlay explain CODE`).
 * @module
 */

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
    'The command line has an unknown command or flag, or a value that is missing or malformed.',
    'Run the command with --help.',
  ),
  config: error(
    'OUT9002',
    'config-invalid',
    'A configuration file or an OUTLAY_* variable has an unknown setting or an invalid value.',
    'Correct the setting named in the message, or run with --config none.',
  ),
  notFound: error(
    'OUT9003',
    'input-not-found',
    'A file or folder named on the command line does not exist, or a folder has no experiment.',
    'Check the path; an experiment is a folder with a manifest.json.',
  ),
  notAFolder: error(
    'OUT9004',
    'experiment-not-a-folder',
    'An experiment is a folder, but a file was named.',
    'Name the experiment folder, or select several with --results.',
  ),
  unreadable: error(
    'OUT9005',
    'input-refused',
    'A file or folder exists but cannot be read.',
    'Check its permissions and the disk, then run the command again.',
  ),
  unwritable: error(
    'OUT9006',
    'output-unwritable',
    'A file or folder cannot be written: no permission, no space, or something else is in its place.',
    'Choose another folder with -o, or free the one named in the message.',
  ),
  nothingToExport: {
    code: 'OUT9007',
    name: 'nothing-to-export',
    severity: 'warning',
    reason: 'The experiment has no data for the requested recordings, or the selection excludes all of it.',
    fix: 'Run `outlay inspect` to see what is there, and widen --epoch, --task, --cameras, --persons or --frames.',
  },
  epochAbsent: error(
    'OUT9009',
    'epoch-not-on-disk',
    'An epoch named with --epoch has no folder in evaluation/.',
    'Run `outlay inspect` to list the epochs. A running job may not have reached this one yet.',
  ),
  bodyModel: error(
    'OUT9020',
    'body-model-unusable',
    'The file passed with --body-model is not an SMPL-X or SMPL model of plain arrays. Pickles are never opened, because they can run code.',
    'Pass the .npz of the model. The docs explain how to convert a .pkl (Recordings, Body models).',
  ),
  portRefused: error(
    'OUT9021',
    'port-refused',
    'The page cannot be served where it was asked for: another program listens on the port, or the address is not one of this machine.',
    'Choose another --port or --host, or leave --port out to take a free one.',
  ),
  internal: error(
    'OUT9070',
    'internal-bug',
    'outlay has a bug.',
    'Report the bug with the command and its output with -v.',
  ),
  shareNotAllowed: error(
    'OUT7001',
    'share-not-allowed',
    'The target asks for a token, does not accept the one it got, or does not let it write.',
    'Set HF_TOKEN or run `hf auth login` with a token that may write.',
  ),
  shareNetwork: error(
    'OUT7002',
    'share-network',
    'The target cannot be reached, or keeps failing after several tries.',
    'Run the same command again. What has arrived is not sent again.',
  ),
  shareRefused: error(
    'OUT7003',
    'share-refused',
    'The target refuses what is sent: too many files, a full quota, a name, a folder without permission.',
    'Read what it says. Nothing was lost.',
  ),
  interrupted: error(
    'OUT9130',
    'interrupted',
    'The command was interrupted. Complete files are kept, partial ones are removed.',
    'Run the command again to finish the work.',
  ),
} as const satisfies Record<string, CodeDoc>;
/** A kind of failure of the process. */
export type CliCode = keyof typeof CLI_CODES;
