/**
 * 11xx and 400x: what listing and reading files meets. The same codes come from `openExperiment` and from series.
 * @module
 */
import type { Diagnostic } from '@outlay/schema';
import { formatEpoch } from '@outlay/schema/names';
import type { CatalogueEntry, CatalogueOf, IssueBase } from './entry.ts';

/** Facts as they were met: the finding itself. */
type Met<Name extends string> = IssueBase & { readonly name: Name; readonly found: Diagnostic };

/** Issues that opening an experiment and reading its files share with validation. */
export type OpeningIssue =
  | (IssueBase & { readonly name: 'listed-epoch-missing'; readonly epoch: number })
  | (IssueBase & { readonly name: 'listed-epoch-pending'; readonly epoch: number })
  | (IssueBase & { readonly name: 'epoch-not-listed'; readonly epoch: number })
  | Met<'epoch-named-twice'>
  | Met<'folder-named-twice'>
  | Met<'frame-named-twice'>
  | Met<'folder-unreadable'>
  | Met<'link-leads-outside'>
  | Met<'link-loop'>
  | Met<'link-broken'>
  | Met<'special-file'>
  | Met<'folders-too-deep'>
  | Met<'file-unreadable'>
  | Met<'file-empty'>
  | Met<'file-truncated'>
  | Met<'file-malformed'>
  | Met<'checksum-mismatch'>
  | Met<'format-unsupported'>
  | Met<'content-unsafe'>
  | Met<'limit-exceeded'>
  | Met<'content-unexpected'>
  | Met<'person-has-no-mesh'>;

function met<const Code extends Diagnostic['code']>(
  code: Code,
  severity: CatalogueEntry<never>['severity'],
  reason: string,
  fix: string,
): CatalogueEntry<Met<string>> & { readonly code: Code } {
  return {
    code,
    severity,
    reason,
    message: ({ found }) => found.message,
    expected: ({ found }) => found.expected ?? '',
    actual: ({ found }) => found.actual ?? '',
    fix: ({ found }) => found.fix ?? fix,
  };
}

/** Codes, severities and sentences of {@link OpeningIssue}. */
export const OPENING_ISSUES = {
  'listed-epoch-missing': {
    code: 'OUT1101',
    severity: 'error',
    reason: 'A later epoch exists, so this one will not come any more: its folder was removed or never written.',
    message: ({ epoch, path }) => `The manifest lists ${formatEpoch(epoch)}, but ${path} is missing or empty.`,
    expected: ({ path }) => `a folder ${path}`,
    actual: () => 'nothing there',
    fix: ({ epoch }) => `Evaluate ${formatEpoch(epoch)} again, or remove it from eval_epochs.`,
  },
  'listed-epoch-pending': {
    code: 'OUT1102',
    severity: 'warning',
    reason: 'An epoch is listed before it is evaluated: the job is running, or was stopped before its last evaluation.',
    message: ({ epoch, path }) =>
      `The manifest lists ${formatEpoch(epoch)}, but ${path} has no files yet: the job is running, or was stopped.`,
    expected: ({ path }) => `a folder ${path}`,
    actual: () => 'nothing there',
    fix: ({ epoch }) => `Wait for the job, or run it again from ${formatEpoch(epoch)}.`,
  },
  'epoch-not-listed': {
    code: 'OUT1103',
    severity: 'warning',
    reason:
      'Trainers list an epoch when its evaluation starts. Either the manifest lost this one (some trainers rebuild a manifest that they cannot parse), or the folder was copied here.',
    message: ({ epoch, path }) => `${path} exists, but the manifest does not list ${formatEpoch(epoch)}.`,
    expected: ({ epoch }) => `"${formatEpoch(epoch)}" in eval_epochs`,
    fix: ({ epoch }) => `Add "${formatEpoch(epoch)}" to eval_epochs in manifest.json, or remove the folder.`,
  },
  'epoch-named-twice': met(
    'OUT1104',
    'error',
    'Two folders claim the same epoch number. Only one can be read.',
    'Remove or rename one of them.',
  ),
  'folder-named-twice': met(
    'OUT1105',
    'warning',
    'Two folders mean the same camera or person. Only one can be read.',
    'Remove or rename one of them.',
  ),
  'frame-named-twice': met(
    'OUT1106',
    'warning',
    'Two files mean the same frame. Only one can be read.',
    'Remove one of them.',
  ),
  'folder-unreadable': met(
    'OUT1107',
    'error',
    'The system refused to list the folder.',
    'Check permissions and the disk.',
  ),
  'link-leads-outside': met(
    'OUT1108',
    'warning',
    'A path never leaves the experiment, not even through a link.',
    'Replace the link by the files it leads to.',
  ),
  'link-loop': met('OUT1109', 'warning', 'The link leads to a folder that is already read.', 'Remove the link.'),
  'link-broken': met('OUT1110', 'warning', 'The link leads to nothing.', 'Remove the link, or restore its target.'),
  'special-file': met('OUT1111', 'warning', 'Devices, pipes and sockets are not read.', 'Remove it.'),
  'folders-too-deep': met(
    'OUT1112',
    'warning',
    'The layout is 8 folders deep. outlay does not follow much deeper trees.',
    'Remove the nested folders.',
  ),
  'file-unreadable': met('OUT1113', 'error', 'The system refused to read the file.', 'Check permissions and the disk.'),
  'file-empty': met(
    'OUT4001',
    'error',
    'The file was created but never filled. Usually the disk was full or the job was killed.',
    'Write the file again.',
  ),
  'file-truncated': met(
    'OUT4002',
    'error',
    'The file ends before its own header says it should: a copy or a job was interrupted.',
    'Copy or write the file again.',
  ),
  'file-malformed': met(
    'OUT4003',
    'error',
    'The bytes do not have the format that the name promises.',
    'Write the file again.',
  ),
  'checksum-mismatch': met('OUT4004', 'error', 'Bytes changed after the file was written.', 'Copy the file again.'),
  'format-unsupported': met(
    'OUT4005',
    'error',
    'This variant of the format is refused on purpose.',
    'Save the file in the form that the layout describes.',
  ),
  'content-unsafe': met(
    'OUT4006',
    'error',
    'Pickled objects are executable content. outlay never loads them.',
    'Save plain numeric arrays.',
  ),
  'limit-exceeded': met(
    'OUT4007',
    'error',
    'The file is larger than any real file of its kind.',
    'Check that the file is what its name says.',
  ),
  'content-unexpected': met(
    'OUT4008',
    'error',
    'The file is sound, but holds other arrays than its contract says.',
    'Compare the file with its contract.',
  ),
  'person-has-no-mesh': met(
    'OUT4009',
    'info',
    'A mesh of 0 bytes means that the person was not found in this frame.',
    'Nothing to do.',
  ),
} as const satisfies CatalogueOf<OpeningIssue>;
