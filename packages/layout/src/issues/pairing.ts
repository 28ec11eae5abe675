/**
 * 50xx: things that belong together.
 * @module
 */
import type { Diagnostic } from '@outlay/schema';
import type { Split, Task } from '@outlay/schema/names';
import { formatFrames } from '../frames/ranges.ts';
import { printable } from '../source/source-path.ts';
import { type Differs, differs } from './differs.ts';
import type { CatalogueOf, IssueBase } from './entry.ts';

/** Frames that one side lacks. `path` is the folder that lacks them, `other` the one that has them. */
type Lacks<Name extends string> = IssueBase & {
  readonly name: Name;
  readonly other: string;
  readonly frames: readonly number[];
};

/** Ground-truth meshes (`path`) with other shapes than the test parameters (`other`). */
type OtherShape<Name extends string> = IssueBase & {
  readonly name: Name;
  readonly other: string;
  readonly metres: number;
};

/** Issues about pairs and sets of frames. */
export type PairingIssue =
  | Lacks<'ground-truth-missing'>
  | Lacks<'prediction-missing'>
  | Lacks<'camera-file-missing'>
  | Lacks<'image-missing'>
  | Lacks<'mask-missing'>
  | Lacks<'depth-missing'>
  | Lacks<'frames-differ-between-cameras'>
  | (IssueBase & {
      readonly name: 'pair-extensions-differ';
      readonly frames: readonly number[];
      readonly expected: string;
      readonly actual: string;
    })
  | (IssueBase & {
      readonly name: 'skipped-frame-predicted';
      readonly split: Split;
      readonly frames: readonly number[];
    })
  | (IssueBase & {
      readonly name: 'train-test-frames-differ';
      readonly camera: number;
      readonly train: number;
      readonly test: number;
    })
  | (IssueBase & {
      readonly name: 'persons-differ';
      readonly task: Task;
      readonly pred: readonly number[];
      readonly groundTruth: readonly number[];
    })
  | Lacks<'mesh-missing'>
  | (IssueBase & { readonly name: 'prediction-is-ground-truth'; readonly expected: string; readonly actual: string })
  | (IssueBase & {
      readonly name: 'persons-swapped';
      readonly kept: number;
      readonly swapped: number;
      readonly frames: number;
    })
  | Lacks<'parameters-missing'>
  | Lacks<'visualisation-missing'>
  | OtherShape<'prediction-and-ground-truth-swapped'>
  | OtherShape<'ground-truth-differs'>
  | (IssueBase & { readonly name: 'frames-repeat'; readonly frames: readonly number[] })
  | (IssueBase & { readonly name: 'pictures-of-another-camera'; readonly other: string; readonly expected: string })
  | Differs<'picture-shows-something-else'>
  | Lacks<'body-parameters-missing'>
  | Lacks<'source-view-missing'>;

function lacks<const Code extends Diagnostic['code']>(
  code: Code,
  reason: string,
  fix: string,
  severity: 'warning' | 'info' = 'warning',
) {
  return {
    code,
    severity,
    reason,
    message: ({ path, other, frames }: Lacks<string>) =>
      `${printable(path)} lacks ${formatFrames(frames)}, which ${other} has.`,
    expected: ({ frames }: Lacks<string>) => formatFrames(frames),
    actual: () => 'no files',
    fix: () => fix,
  };
}

/** Codes, severities and sentences of {@link PairingIssue}. */
export const PAIRING_ISSUES = {
  'ground-truth-missing': lacks(
    'OUT5001',
    'A prediction without ground truth cannot be compared. Ground truth is limited to frames that every camera has.',
    'Restore the ground truth, or remove the predictions.',
  ),
  'prediction-missing': lacks(
    'OUT5002',
    'The prediction of the frame failed or was removed.',
    'Run the evaluation again, or remove the ground truth.',
  ),
  'camera-file-missing': lacks(
    'OUT5003',
    'A picture without a camera cannot be placed in the scene.',
    'Write the camera files, or remove the pictures.',
  ),
  'image-missing': lacks(
    'OUT5004',
    'Cameras and body parameters describe a picture.',
    'Restore the pictures, or remove the files that have none.',
  ),
  'mask-missing': lacks(
    'OUT5005',
    'Training masks every picture. Nothing replaces a missing mask.',
    'Make the masks again.',
  ),
  'depth-missing': lacks('OUT5006', 'Other frames of the camera have depth.', 'Estimate the depth again.'),
  'frames-differ-between-cameras': lacks(
    'OUT5007',
    'Ground truth keeps only frames that every camera has, so all cameras have the same ones.',
    'Restore the missing frames.',
  ),
  'pair-extensions-differ': {
    code: 'OUT5008',
    severity: 'info',
    reason: 'Prediction and ground truth have the same file names. A re-encoded side still matches by frame number.',
    message: ({ path, frames, expected, actual }) =>
      `${printable(path)} holds .${actual} files where its counterpart has .${expected} (${formatFrames(frames)}).`,
    expected: ({ expected }) => `.${expected}`,
    actual: ({ actual }) => `.${actual}`,
    fix: () => 'Ignore this, or use one format for both.',
  },
  'skipped-frame-predicted': {
    code: 'OUT5010',
    severity: 'warning',
    reason:
      'The original trainer reads only the first number of skip_frames.csv, because the writer puts a blank after each comma. It trains on the other frames and predicts them.',
    message: ({ path, split, frames }) =>
      `${printable(path)} has predictions for frames that input_data/${split}/skip_frames.csv leaves out: ${formatFrames(frames)}.`,
    fix: () => 'Write skip_frames.csv without blanks before training. Leave these frames out of averages.',
  },
  'train-test-frames-differ': {
    code: 'OUT5011',
    severity: 'warning',
    reason:
      'Ground truth is renumbered without gaps. When it has fewer frames, the same number can mean another moment in train and test.',
    message: ({ camera, train, test }) =>
      `Camera ${camera} has ${train} frames in input_data/train and ${test} in input_data/test.`,
    expected: ({ train }) => `${train} frames in both`,
    actual: ({ test }) => `${test} in test`,
    fix: () => 'Check frame by frame before you compare train with test.',
  },
  'persons-differ': {
    code: 'OUT5012',
    severity: 'warning',
    reason: 'Prediction and ground truth are compared person by person.',
    message: ({ path, task, pred, groundTruth }) =>
      `${printable(path)}: ${task} predicts person ${pred.join(', ') || '(none)'}, ground truth has ${groundTruth.join(', ') || '(none)'}.`,
    expected: ({ groundTruth }) => `persons ${groundTruth.join(', ')}`,
    actual: ({ pred }) => `persons ${pred.join(', ')}`,
    fix: () => 'Run the pose evaluation again, or restore the missing folder.',
  },
  'mesh-missing': lacks(
    'OUT5013',
    'Persons, merged meshes and both spaces are written for the same frames.',
    'Run the pose evaluation again.',
  ),
  'prediction-is-ground-truth': {
    code: 'OUT5014',
    severity: 'warning',
    reason: 'Prediction and ground truth have equal bytes: one was copied over the other.',
    message: ({ path, expected, actual }) => `${printable(path)} is a copy: expected ${expected}, found ${actual}.`,
    expected: ({ expected }) => expected,
    actual: ({ actual }) => actual,
    fix: () => 'Run the evaluation again.',
  },
  'persons-swapped': {
    code: 'OUT5015',
    severity: 'warning',
    reason: 'Older data has the persons of the ground truth in another order, so each person is compared with another.',
    message: ({ path, kept, swapped, frames }) =>
      `${printable(path)}: over ${frames} frames, predictions lie ${kept.toFixed(2)} m from the ground truth of the same person and ${swapped.toFixed(2)} m from that of the other.`,
    fix: () => 'Reorder the persons of the ground truth and evaluate again.',
  },
  'parameters-missing': lacks('OUT5016', 'Every mesh is made from parameters.', 'Run the pose evaluation again.'),
  'visualisation-missing': lacks(
    'OUT5017',
    'Visualisations are written for every frame. A gap shows where the job stopped.',
    'Run the evaluation again, if you need them.',
    'info',
  ),
  'prediction-and-ground-truth-swapped': {
    code: 'OUT5018',
    severity: 'warning',
    reason: 'The predictions have exactly the shapes of the test parameters. The ground truth does not.',
    message: ({ path, other, metres }) =>
      `${printable(path)} is not the ground truth of ${other} (shapes differ by ${metres.toFixed(2)} m on average), but the predictions are.`,
    fix: () => 'Exchange pred and gt_inputs, or run the pose evaluation again.',
  },
  'ground-truth-differs': {
    code: 'OUT5019',
    severity: 'warning',
    reason:
      'Ground-truth meshes are the bodies of the test parameters, moved. Other shapes belong to another scene, frame or person.',
    message: ({ path, other, metres }) =>
      `${printable(path)} is not the ground truth of ${other}: shapes differ by ${metres.toFixed(2)} m on average.`,
    fix: () => 'Check the order of persons and frames, and run the pose evaluation again.',
  },
  'frames-repeat': {
    code: 'OUT5020',
    severity: 'warning',
    reason: 'Two estimates are never equal byte for byte: frames were copied, or a step was left out.',
    message: ({ path, frames }) => `${printable(path)} holds the same file more than once: ${formatFrames(frames)}.`,
    fix: () => 'Run the step that writes these files again.',
  },
  'pictures-of-another-camera': {
    code: 'OUT5021',
    severity: 'warning',
    reason:
      'Pictures are compared camera by camera. If folders were exchanged, each prediction is compared with another view.',
    message: ({ path, other, expected }) =>
      `${printable(path)} shows what ${printable(other)} shows, not what ${printable(expected)} does.`,
    expected: ({ expected }) => `the view of ${expected}`,
    actual: ({ other }) => `that of ${other}`,
    fix: () => 'Exchange the folders back, or make the pictures again.',
  },
  'picture-shows-something-else': {
    ...differs(
      'OUT5022',
      'warning',
      'A picture made from another shows the same thing. One that does not belongs to another frame, camera or run.',
      'The picture does not show what it should',
      'Make the picture again from its source.',
    ),
    group: ({ path, expected }: Differs<'picture-shows-something-else'>) => `${path} ${expected}`,
  },
  'body-parameters-missing': lacks(
    'OUT5023',
    'Every picture has body parameters for its frame. Frames without people have empty ones.',
    'Restore the missing files.',
  ),
  'source-view-missing': lacks(
    'OUT5024',
    'Camera, picture and background depth of the source view are written for every frame of the meshes.',
    'Run the qualitative part of the evaluation again.',
  ),
} as const satisfies CatalogueOf<PairingIssue>;
