/**
 * 11xx and 400x: what listing and reading files meets. The same codes come from `openExperiment` and from series.
 * @module
 */
import type { Diagnostic } from '@outlay/schema';
import { formatEpoch } from '@outlay/schema/names';
import type { CatalogueEntry, CatalogueOf, IssueBase } from './entry.ts';

/** Facts as they were met: the finding itself. */
type Met<Code extends Diagnostic['code']> = IssueBase & { readonly code: Code; readonly found: Diagnostic };

/** Issues that opening an experiment and reading its files share with validation. */
export type OpeningIssue =
  | (IssueBase & { readonly code: 'OUT1101'; readonly epoch: number })
  | (IssueBase & { readonly code: 'OUT1102'; readonly epoch: number })
  | (IssueBase & { readonly code: 'OUT1103'; readonly epoch: number })
  | Met<'OUT1104'>
  | Met<'OUT1105'>
  | Met<'OUT1106'>
  | Met<'OUT1107'>
  | Met<'OUT1108'>
  | Met<'OUT1109'>
  | Met<'OUT1110'>
  | Met<'OUT1111'>
  | Met<'OUT1112'>
  | Met<'OUT1113'>
  | Met<'OUT4001'>
  | Met<'OUT4002'>
  | Met<'OUT4003'>
  | Met<'OUT4004'>
  | Met<'OUT4005'>
  | Met<'OUT4006'>
  | Met<'OUT4007'>
  | Met<'OUT4008'>
  | Met<'OUT4009'>;

function met<Code extends Diagnostic['code']>(
  name: string,
  severity: CatalogueEntry<never>['severity'],
  reason: string,
  fix: string,
): CatalogueEntry<Met<Code>> {
  return {
    name,
    severity,
    reason,
    message: ({ found }) => found.message,
    expected: ({ found }) => found.expected ?? '',
    actual: ({ found }) => found.actual ?? '',
    fix: ({ found }) => found.fix ?? fix,
  };
}

/** How {@link OpeningIssue} is told. */
export const OPENING_ISSUES = {
  OUT1101: {
    name: 'listed-epoch-missing',
    severity: 'error',
    reason: 'A later epoch is there, so this one will not come any more: its folder was removed or never written.',
    message: ({ epoch, path }) => `The manifest lists ${formatEpoch(epoch)}, but ${path} is missing or empty.`,
    expected: ({ path }) => `a folder ${path}`,
    actual: () => 'nothing there',
    fix: ({ epoch }) => `Evaluate ${formatEpoch(epoch)} again, or take it out of eval_epochs.`,
  },
  OUT1102: {
    name: 'listed-epoch-pending',
    severity: 'warning',
    reason: 'An epoch is listed before it is evaluated: the job is running, or was stopped before its last evaluation.',
    message: ({ epoch, path }) =>
      `The manifest lists ${formatEpoch(epoch)}, but nothing of it is in ${path} yet: the job is still running, or was stopped.`,
    expected: ({ path }) => `a folder ${path}`,
    actual: () => 'nothing there',
    fix: ({ epoch }) => `Wait for the job, or run it again from ${formatEpoch(epoch)}.`,
  },
  OUT1103: {
    name: 'epoch-not-listed',
    severity: 'warning',
    reason: 'The manifest lost the epoch (it is rebuilt when it cannot be parsed), or the folder was copied here.',
    message: ({ epoch, path }) => `${path} is there, but the manifest does not list ${formatEpoch(epoch)}.`,
    expected: ({ epoch }) => `"${formatEpoch(epoch)}" in eval_epochs`,
    fix: ({ epoch }) => `Add "${formatEpoch(epoch)}" to eval_epochs in manifest.json, or remove the folder.`,
  },
  OUT1104: met(
    'epoch-named-twice',
    'error',
    'Two folders claim the same epoch number; only one can be read.',
    'Remove or rename one of them.',
  ),
  OUT1105: met(
    'folder-named-twice',
    'warning',
    'Two folders mean the same camera or person; only one can be read.',
    'Remove or rename one of them.',
  ),
  OUT1106: met(
    'frame-named-twice',
    'warning',
    'Two files mean the same frame; only one can be read.',
    'Remove one of them.',
  ),
  OUT1107: met(
    'folder-unreadable',
    'error',
    'The system refused to list the folder.',
    'Check permissions and the disk.',
  ),
  OUT1108: met(
    'link-leads-outside',
    'warning',
    'A path never leaves the experiment, also not through a link.',
    'Replace the link by the files it means.',
  ),
  OUT1109: met('link-loop', 'warning', 'The link leads to a folder that is read already.', 'Remove the link.'),
  OUT1110: met('link-broken', 'warning', 'The link leads to nothing.', 'Remove the link, or restore what it means.'),
  OUT1111: met('special-file', 'warning', 'Devices, pipes and sockets are not read.', 'Remove it.'),
  OUT1112: met(
    'folders-too-deep',
    'warning',
    'The layout is 8 folders deep; much deeper trees are not followed.',
    'Remove the nested folders.',
  ),
  OUT1113: met('file-unreadable', 'error', 'The system refused to read the file.', 'Check permissions and the disk.'),
  OUT4001: met(
    'file-empty',
    'error',
    'A file was created and never filled; usually the disk was full or the job was killed.',
    'Write the file again.',
  ),
  OUT4002: met(
    'file-truncated',
    'error',
    'The file ends before its own header says it should: a copy or a job was interrupted.',
    'Copy or write the file again.',
  ),
  OUT4003: met(
    'file-malformed',
    'error',
    'The bytes are not of the format that the name promises.',
    'Write the file again.',
  ),
  OUT4004: met('checksum-mismatch', 'error', 'Bytes have changed since the file was written.', 'Copy the file again.'),
  OUT4005: met(
    'format-unsupported',
    'error',
    'A variant of the format that is refused on purpose.',
    'Save the file in the form that the layout describes.',
  ),
  OUT4006: met(
    'content-unsafe',
    'error',
    'Pickled objects are executable content; they are never loaded.',
    'Save plain numeric arrays.',
  ),
  OUT4007: met(
    'limit-exceeded',
    'error',
    'Larger than any real file of its kind.',
    'Check that the file is what its name says.',
  ),
  OUT4008: met(
    'content-unexpected',
    'error',
    'A sound file that holds other arrays than its contract says.',
    'Compare the file with its contract.',
  ),
  OUT4009: met(
    'person-has-no-mesh',
    'info',
    'A mesh of 0 bytes says that the person was not found in this frame.',
    'Nothing to do.',
  ),
} as const satisfies CatalogueOf<OpeningIssue>;
