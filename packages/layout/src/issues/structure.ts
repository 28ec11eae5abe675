/**
 * 10xx: is everything in its place.
 * @module
 */
import { formatEpoch, type Task } from '@outlay/schema/names';
import { formatFrames } from '../frames/ranges.ts';
import type { PassedOver } from '../scan/passed-over.ts';
import { printable } from '../source/source-path.ts';
import type { CatalogueOf, IssueBase } from './entry.ts';

/** An old layout, by what gives it away. */
export type OldLayout = 'debug-folder' | 'flat-epoch' | 'scene-evaluation' | 'bare-cameras';

/** Issues about folders and files by name. */
export type StructureIssue =
  | (IssueBase & { readonly name: 'not-an-experiment' })
  | (IssueBase & { readonly name: 'old-layout'; readonly form: OldLayout })
  | (IssueBase & { readonly name: 'required-folder-missing'; readonly doc: string })
  | (IssueBase & { readonly name: 'recommended-folder-missing'; readonly doc: string })
  | (IssueBase & {
      readonly name: 'required-file-missing';
      readonly contract: string;
      readonly epoch: number;
      readonly task: Task;
      readonly doc: string;
    })
  | (IssueBase & { readonly name: 'recommended-files-missing'; readonly contract: string; readonly doc: string })
  | (IssueBase & { readonly name: 'unknown-path'; readonly kind: 'file' | 'folder' })
  | (IssueBase & { readonly name: 'clutter' })
  | (IssueBase & { readonly name: 'name-not-canonical'; readonly canonical: string })
  | (IssueBase & { readonly name: 'epoch-name-not-canonical'; readonly canonical: string })
  | (IssueBase & { readonly name: 'task-not-listed'; readonly task: Task; readonly epochs: readonly number[] })
  | (IssueBase & { readonly name: 'epoch-in-progress'; readonly epoch: number; readonly missing: readonly string[] })
  | (IssueBase & { readonly name: 'no-ground-truth'; readonly epoch: number; readonly task: Task })
  | (IssueBase & { readonly name: 'nested-copy' })
  | (IssueBase & { readonly name: 'stale-copy'; readonly original: string; readonly frames: readonly number[] })
  | (IssueBase & { readonly name: 'names-collide'; readonly twin: string })
  | (IssueBase & { readonly name: 'nothing-evaluated' })
  | (IssueBase & { readonly name: 'file-of-another-epoch'; readonly epoch: number; readonly named: number })
  | (IssueBase & { readonly name: 'epoch-name-unreadable' })
  | (IssueBase & { readonly name: 'folder-of-an-old-layout'; readonly now: string })
  | (IssueBase & PassedOver & { readonly name: 'frames-passed-over' });

const OLD_LAYOUTS: Record<OldLayout, string> = {
  'debug-folder': 'a folder debug/, which v1 replaced by training_artifacts/',
  'flat-epoch': 'epoch folders without task folders (nvs, pose_smplx, pose_smpl) in them',
  'scene-evaluation': 'epoch folders directly below the experiment',
  'bare-cameras': 'camera folders directly in the epoch folder',
};

const PICTURES = ['jpg', 'png'];

function passedOverFix({ why, extension, example, wanted, numbers }: PassedOver): string {
  const [want = ''] = wanted;
  if (why === 'digits')
    return 'Number the frames with at most 9 digits, in this folder and in all folders that belong to it.';
  const renamed = `${String(numbers[0]).padStart(6, '0')}.${extension === 'jpeg' ? 'jpg' : extension}`;
  if (why === 'name') return `Rename ${example} to ${renamed}, and the others likewise.`;
  if (wanted.some((one) => PICTURES.includes(one)))
    return `Save the pictures as ${wanted.includes('jpg') ? 'JPEG or PNG' : 'PNG'} under the same numbers.`;
  if (want === 'npy' && extension === 'npz') return 'Save the array of each file with numpy.save as .npy.';
  if (want === 'npz' && extension === 'npy') return 'Save the arrays of each file with numpy.savez as .npz.';
  return `Save each file as .${want}.`;
}

/** Codes, severities and sentences of {@link StructureIssue}. */
export const STRUCTURE_ISSUES = {
  'not-an-experiment': {
    code: 'OUT1001',
    severity: 'error',
    reason: 'The folder holds nothing of the layout, so there is nothing to check. Usually the path is one level off.',
    message: () => 'This is not an experiment: it has neither a manifest.json nor a folder of the layout.',
    expected: () => 'manifest.json, input_data/, evaluation/',
    fix: () => 'Give the folder that holds manifest.json, usually <results>/<scene>/<experiment>.',
  },
  'old-layout': {
    code: 'OUT1002',
    severity: 'error',
    reason:
      'Layout v1 is a clean break. Older folders have other names in other places, and outlay does not guess between the two.',
    message: ({ form }) => `This experiment uses a layout from before v1: it has ${OLD_LAYOUTS[form]}.`,
    expected: () => 'output_layout_version v1',
    fix: () => 'Evaluate again with a trainer that writes v1, or move the files to the places of v1 by hand.',
  },
  'required-folder-missing': {
    code: 'OUT1003',
    severity: 'error',
    reason: 'The contract says MUST: the folder exists when its task and epoch are listed in the manifest.',
    message: ({ path, doc }) => `The folder ${printable(path)} is missing. ${doc}`,
    expected: ({ path }) => `a folder ${path}`,
    actual: () => 'no such folder',
    fix: () => 'Run the evaluation of this epoch again, or remove the epoch or task from the manifest.',
  },
  'recommended-folder-missing': {
    code: 'OUT1004',
    severity: 'warning',
    reason: 'The contract says SHOULD: without the folder a part of the recordings stays empty.',
    message: ({ path, doc }) => `The folder ${printable(path)} is missing. ${doc}`,
    expected: ({ path }) => `a folder ${path}`,
    actual: () => 'no such folder',
    fix: ({ path }) => `Copy ${path} from the run, or create it empty if the run had none.`,
  },
  'required-file-missing': {
    code: 'OUT1005',
    severity: 'error',
    reason: 'Metric files are required for every task and epoch that the manifest lists.',
    message: ({ path, doc }) => `The file ${printable(path)} is missing. ${doc}`,
    expected: ({ path }) => `a file ${path}`,
    actual: () => 'no such file',
    fix: ({ task, epoch }) =>
      `Run the ${task} evaluation of ${formatEpoch(epoch)} again, or remove the task or epoch from the manifest.`,
  },
  'recommended-files-missing': {
    code: 'OUT1006',
    severity: 'warning',
    reason: 'The contract says SHOULD: recordings lack this part.',
    message: ({ path, doc }) => `No file matches ${printable(path)}. ${doc}`,
    expected: ({ path }) => `files ${path}`,
    actual: () => 'none',
    fix: () => 'Run the step that writes them again, or copy them from the run.',
  },
  'unknown-path': {
    code: 'OUT1007',
    severity: 'info',
    reason: 'The layout does not know this name, so nothing reads it. A misspelled name shows up here too.',
    message: ({ path, kind }) => `The ${kind} ${printable(path)} is not part of the layout. outlay skips it.`,
    fix: () => 'Ignore it, or move it out of the experiment.',
  },
  clutter: {
    code: 'OUT1008',
    severity: 'info',
    reason: 'Operating systems and editors leave such files behind. outlay skips them.',
    message: ({ path }) => `${printable(path)} was left behind by an operating system or an editor. outlay skips it.`,
    fix: () => 'Delete it.',
    group: () => '',
  },
  'name-not-canonical': {
    code: 'OUT1009',
    severity: 'warning',
    reason:
      "The original trainer's tools look files up by exact name. Some of them miss other paddings, prefixes or extensions.",
    message: ({ path, canonical }) =>
      `${printable(path)} is not in the spelling of the layout. outlay reads it as ${canonical}.`,
    expected: ({ canonical }) => canonical,
    actual: ({ path }) => path,
    fix: ({ path, canonical }) => `Rename ${path} to ${canonical}.`,
  },
  'epoch-name-not-canonical': {
    code: 'OUT1010',
    severity: 'warning',
    reason: 'Tools look epochs up with four digits. They find another width only by listing.',
    message: ({ path, canonical }) =>
      `The epoch folder ${printable(path)} does not have four digits. outlay reads it as ${canonical}.`,
    expected: ({ canonical }) => canonical,
    actual: ({ path }) => path,
    fix: ({ path, canonical }) => `Rename ${path} to ${canonical}.`,
  },
  'task-not-listed': {
    code: 'OUT1011',
    severity: 'warning',
    reason:
      'The manifest is rebuilt from the configuration of the last run. Outputs of an earlier run are no longer evaluated.',
    message: ({ task, epochs }) =>
      `There are ${task} outputs in ${epochs.map(formatEpoch).join(', ')}, but the manifest does not list the task.`,
    expected: ({ task }) => `"${task}" in tasks`,
    fix: ({ task }) => `Add "${task}" to tasks in manifest.json, or remove the folders.`,
  },
  'epoch-in-progress': {
    code: 'OUT1012',
    severity: 'warning',
    reason:
      'An epoch is listed before it is evaluated, so a running or killed job leaves the last one incomplete. That is a normal state.',
    message: ({ epoch, missing }) =>
      `${formatEpoch(epoch)} is incomplete: the job is running, or was stopped there. ${missing.length} required ${missing.length === 1 ? 'part is' : 'parts are'} not written yet.`,
    expected: ({ missing }) =>
      missing
        .slice(0, 4)
        .join(', ')
        .concat(missing.length > 4 ? `, and ${missing.length - 4} more` : ''),
    actual: () => 'not written yet',
    fix: ({ epoch }) => `Wait for the job, or run it again from ${formatEpoch(epoch)}.`,
  },
  'no-ground-truth': {
    code: 'OUT1013',
    severity: 'warning',
    reason:
      'Scenes without ground truth leave metrics/ and gt_inputs/ of the pose task empty; so does a job that was killed before the metrics.',
    message: ({ task, epoch }) =>
      `${task} of ${formatEpoch(epoch)} has predictions but neither metrics nor ground truth.`,
    expected: () => 'files in metrics/ and gt_inputs/',
    actual: () => 'both empty',
    fix: ({ task }) => `Ignore this if the scene has no ground truth. Otherwise run the ${task} evaluation again.`,
    group: ({ task }) => task,
  },
  'nested-copy': {
    code: 'OUT1014',
    severity: 'warning',
    reason: 'A folder copied onto itself ends up inside itself. outlay reads the outer one.',
    message: ({ path }) => `${printable(path)} is a copy of its parent folder. outlay skips it.`,
    fix: ({ path }) => `Delete ${path}.`,
  },
  'stale-copy': {
    code: 'OUT1015',
    severity: 'warning',
    reason:
      'Trainers do not overwrite the second copy of the root-aligned prediction, so after a re-run it shows the old result.',
    message: ({ path, original, frames }) =>
      `${printable(path)} should be a copy of ${original} but differs in ${formatFrames(frames)}.`,
    fix: ({ path }) => `Delete ${path}; nothing needs it.`,
  },
  'names-collide': {
    code: 'OUT1016',
    severity: 'warning',
    reason: 'On file systems that ignore case, or fold accents, one of the two would overwrite the other.',
    message: ({ path, twin }) =>
      `${printable(path)} and ${printable(twin)} differ only in case or in how an accent is written.`,
    fix: ({ path }) => `Rename or remove ${path}.`,
  },
  'nothing-evaluated': {
    code: 'OUT1017',
    severity: 'info',
    reason: 'This is a scaffold, or a run before its first evaluation: it has a manifest but no results.',
    message: () => 'Nothing is evaluated yet: no epoch folder has files.',
    fix: () => 'Wait for the first evaluation.',
  },
  'file-of-another-epoch': {
    code: 'OUT1018',
    severity: 'warning',
    reason: 'The folder was copied or renamed from another epoch, so its files were not evaluated at this one.',
    message: ({ path, epoch, named }) =>
      `${printable(path)} is named after ${formatEpoch(named)}, but lies in ${formatEpoch(epoch)}.`,
    fix: ({ epoch, named }) => `Rename the folder back to ${formatEpoch(named)}, or evaluate ${formatEpoch(epoch)}.`,
    group: ({ epoch }) => String(epoch),
  },
  'epoch-name-unreadable': {
    code: 'OUT1019',
    severity: 'warning',
    reason: 'Nothing reads a folder that is named almost like an epoch: a copy, or an epoch under another name.',
    message: ({ path }) =>
      `The folder ${printable(path)} looks like an epoch, but its name does not parse. outlay skips it.`,
    expected: () => 'epoch_ and four digits',
    actual: ({ path }) => printable(path.slice(path.lastIndexOf('/') + 1)),
    fix: () => 'Rename it to the epoch it is, or move it out of the experiment.',
  },
  'folder-of-an-old-layout': {
    code: 'OUT1020',
    severity: 'warning',
    reason: 'Layouts before v1 had this folder here. Nothing looks for it any more.',
    message: ({ path, now }) => `The folder ${printable(path)} belongs to an older layout. In v1 it is ${now}.`,
    expected: ({ now }) => now,
    actual: ({ path }) => path,
    fix: ({ now }) => `Move its content to ${now}.`,
  },
  'frames-passed-over': {
    code: 'OUT1021',
    severity: 'warning',
    reason:
      'Files that are numbered like frames, but have a name or a format that the layout does not know, are read by nothing. What seems to be missing is there.',
    message: ({ path, why, extension, count, example, numbers }) => {
      const files = `${count} .${extension} ${count === 1 ? 'file' : 'files'}`;
      const start = `${printable(path)} holds ${files}`;
      if (why === 'format') return `${start} (${formatFrames(numbers)}), which ${count === 1 ? 'is' : 'are'} not read.`;
      const fault = why === 'digits' ? 'longer than a frame number' : 'not frame numbers';
      return count === 1
        ? `${start} whose name is ${fault.replace('numbers', 'number').replace('not frame', 'not a frame')} (${example}). It is not read.`
        : `${start} whose names are ${fault} (${example}). They are not read.`;
    },
    expected: ({ why, wanted }) =>
      why === 'format'
        ? `${wanted.map((extension) => `.${extension}`).join(' or ')} files`
        : why === 'digits'
          ? 'at most 9 digits'
          : `names such as 000001.${wanted[0]}`,
    actual: ({ example }) => example,
    fix: (issue) => passedOverFix(issue),
    group: ({ path, why, extension }) => `${path} ${why} ${extension}`,
  },
} as const satisfies CatalogueOf<StructureIssue>;
