/**
 * 50xx: things that belong together.
 * @module
 */
import type { Split, Task } from '@outlay/schema/names';
import { formatFrames } from '../frames/ranges.ts';
import { printable } from '../source/source-path.ts';
import { type Differs, differs } from './differs.ts';
import type { CatalogueOf, IssueBase } from './entry.ts';

/** Frames that one side lacks. `path` is the folder that lacks them, `other` the one that has them. */
type Lacks<Code extends `OUT${number}`> = IssueBase & {
  readonly code: Code;
  readonly other: string;
  readonly frames: readonly number[];
};

/** Ground-truth meshes (`path`) with other shapes than the test parameters (`other`). */
type OtherShape<Code extends `OUT${number}`> = IssueBase & {
  readonly code: Code;
  readonly other: string;
  readonly metres: number;
};

/** Issues about pairs and sets of frames. */
export type PairingIssue =
  | Lacks<'OUT5001'>
  | Lacks<'OUT5002'>
  | Lacks<'OUT5003'>
  | Lacks<'OUT5004'>
  | Lacks<'OUT5005'>
  | Lacks<'OUT5006'>
  | Lacks<'OUT5007'>
  | (IssueBase & {
      readonly code: 'OUT5008';
      readonly frames: readonly number[];
      readonly expected: string;
      readonly actual: string;
    })
  | (IssueBase & { readonly code: 'OUT5010'; readonly split: Split; readonly frames: readonly number[] })
  | (IssueBase & { readonly code: 'OUT5011'; readonly camera: number; readonly train: number; readonly test: number })
  | (IssueBase & {
      readonly code: 'OUT5012';
      readonly task: Task;
      readonly pred: readonly number[];
      readonly groundTruth: readonly number[];
    })
  | Lacks<'OUT5013'>
  | (IssueBase & { readonly code: 'OUT5014'; readonly expected: string; readonly actual: string })
  | (IssueBase & { readonly code: 'OUT5015'; readonly kept: number; readonly swapped: number; readonly frames: number })
  | Lacks<'OUT5016'>
  | Lacks<'OUT5017'>
  | OtherShape<'OUT5018'>
  | OtherShape<'OUT5019'>
  | (IssueBase & { readonly code: 'OUT5020'; readonly frames: readonly number[] })
  | (IssueBase & { readonly code: 'OUT5021'; readonly other: string; readonly expected: string })
  | Differs<'OUT5022'>
  | Lacks<'OUT5023'>
  | Lacks<'OUT5024'>;

function lacks<Code extends `OUT${number}`>(
  name: string,
  reason: string,
  fix: string,
  severity: 'warning' | 'info' = 'warning',
) {
  return {
    name,
    severity,
    reason,
    message: ({ path, other, frames }: Lacks<Code>) =>
      `${printable(path)} lacks ${formatFrames(frames)}, which ${other} has.`,
    expected: ({ frames }: Lacks<Code>) => formatFrames(frames),
    actual: () => 'no files',
    fix: () => fix,
  };
}

/** How {@link PairingIssue} is told. */
export const PAIRING_ISSUES = {
  OUT5001: lacks<'OUT5001'>(
    'ground-truth-missing',
    'A prediction without ground truth cannot be compared; ground truth is limited to the frames that every camera has.',
    'Restore the ground truth, or remove the predictions.',
  ),
  OUT5002: lacks<'OUT5002'>(
    'prediction-missing',
    'Ground truth without a prediction: the frame failed, or was removed.',
    'Run the evaluation again, or remove the ground truth.',
  ),
  OUT5003: lacks<'OUT5003'>(
    'camera-file-missing',
    'A picture without a camera cannot be placed in the scene.',
    'Write the camera files, or remove the pictures.',
  ),
  OUT5004: lacks<'OUT5004'>(
    'image-missing',
    'A camera or body parameters without a picture.',
    'Restore the pictures, or remove the files that have none.',
  ),
  OUT5005: lacks<'OUT5005'>(
    'mask-missing',
    'Training masks every picture; a missing one was replaced by nothing.',
    'Make the masks again.',
  ),
  OUT5006: lacks<'OUT5006'>('depth-missing', 'Other frames of the camera have depth.', 'Estimate the depth again.'),
  OUT5007: lacks<'OUT5007'>(
    'frames-differ-between-cameras',
    'Ground truth keeps only frames that every camera has, so all cameras have the same ones.',
    'Restore the missing frames.',
  ),
  OUT5008: {
    name: 'pair-extensions-differ',
    severity: 'info',
    reason: 'Prediction and ground truth have the same file names; a re-encoded side still matches by frame number.',
    message: ({ path, frames, expected, actual }) =>
      `${printable(path)} holds .${actual} files where its counterpart has .${expected} (${formatFrames(frames)}).`,
    expected: ({ expected }) => `.${expected}`,
    actual: ({ actual }) => `.${actual}`,
    fix: () => 'Nothing to do; or use one format for both.',
  },
  OUT5010: {
    name: 'skipped-frame-predicted',
    severity: 'warning',
    reason:
      'The origin reads only the first number of skip_frames.csv, because the writer puts a blank after each comma; the others are trained on and predicted.',
    message: ({ path, split, frames }) =>
      `${printable(path)} has predictions for frames that input_data/${split}/skip_frames.csv leaves out: ${formatFrames(frames)}.`,
    fix: () => 'Write skip_frames.csv without blanks before training; leave these frames out of averages.',
  },
  OUT5011: {
    name: 'train-test-frames-differ',
    severity: 'warning',
    reason:
      'Ground truth is renumbered without gaps; when it has fewer frames, the same number may mean another instant in train and test.',
    message: ({ camera, train, test }) =>
      `Camera ${camera} has ${train} frames in input_data/train and ${test} in input_data/test.`,
    expected: ({ train }) => `${train} frames in both`,
    actual: ({ test }) => `${test} in test`,
    fix: () => 'Check frame by frame before you compare train with test.',
  },
  OUT5012: {
    name: 'persons-differ',
    severity: 'warning',
    reason: 'Prediction and ground truth are compared person by person.',
    message: ({ path, task, pred, groundTruth }) =>
      `${printable(path)}: ${task} predicts person ${pred.join(', ') || '(none)'}, ground truth has ${groundTruth.join(', ') || '(none)'}.`,
    expected: ({ groundTruth }) => `persons ${groundTruth.join(', ')}`,
    actual: ({ pred }) => `persons ${pred.join(', ')}`,
    fix: () => 'Run the pose evaluation again, or restore the missing folder.',
  },
  OUT5013: lacks<'OUT5013'>(
    'mesh-missing',
    'Persons, merged meshes and both spaces are written for the same frames.',
    'Run the pose evaluation again.',
  ),
  OUT5014: {
    name: 'prediction-is-ground-truth',
    severity: 'warning',
    reason: 'Prediction and ground truth with equal bytes: one was copied over the other.',
    message: ({ path, expected, actual }) => `${printable(path)} is a copy: expected ${expected}, found ${actual}.`,
    expected: ({ expected }) => expected,
    actual: ({ actual }) => actual,
    fix: () => 'Run the evaluation again.',
  },
  OUT5015: {
    name: 'persons-swapped',
    severity: 'warning',
    reason:
      'Older data has the persons of the ground truth in another order, so everybody is compared with somebody else.',
    message: ({ path, kept, swapped, frames }) =>
      `${printable(path)}: over ${frames} frames, predictions lie ${kept.toFixed(2)} m from the ground truth of the same person and ${swapped.toFixed(2)} m from that of the other.`,
    fix: () => 'Reorder the persons of the ground truth and evaluate again.',
  },
  OUT5016: lacks<'OUT5016'>(
    'parameters-missing',
    'A mesh without the parameters it was made from.',
    'Run the pose evaluation again.',
  ),
  OUT5017: lacks<'OUT5017'>(
    'visualisation-missing',
    'Visualisations are written for every frame; a gap shows where the job stopped.',
    'Run the evaluation again, if you need them.',
    'info',
  ),
  OUT5018: {
    name: 'prediction-and-ground-truth-swapped',
    severity: 'warning',
    reason: 'The predictions have exactly the shapes of the test parameters, and what is called ground truth has not.',
    message: ({ path, other, metres }) =>
      `${printable(path)} is not the ground truth of ${other} (shapes differ by ${metres.toFixed(2)} m on average), but the predictions are.`,
    fix: () => 'Exchange pred and gt_inputs, or run the pose evaluation again.',
  },
  OUT5019: {
    name: 'ground-truth-differs',
    severity: 'warning',
    reason:
      'Ground-truth meshes are the bodies of the test parameters, moved; other shapes are of another scene, frame or person.',
    message: ({ path, other, metres }) =>
      `${printable(path)} is not the ground truth of ${other}: shapes differ by ${metres.toFixed(2)} m on average.`,
    fix: () => 'Check the order of persons and frames, and run the pose evaluation again.',
  },
  OUT5020: {
    name: 'frames-repeat',
    severity: 'warning',
    reason: 'Nothing that is estimated is the same twice, byte for byte: frames were copied, or a step was left out.',
    message: ({ path, frames }) => `${printable(path)} holds the same file more than once: ${formatFrames(frames)}.`,
    fix: () => 'Run the step that writes these files again.',
  },
  OUT5021: {
    name: 'pictures-of-another-camera',
    severity: 'warning',
    reason: 'Pictures are compared camera by camera; folders that were exchanged compare everybody with another view.',
    message: ({ path, other, expected }) =>
      `${printable(path)} shows what ${printable(other)} shows, not what ${printable(expected)} does.`,
    expected: ({ expected }) => `the view of ${expected}`,
    actual: ({ other }) => `that of ${other}`,
    fix: () => 'Exchange the folders back, or make the pictures again.',
  },
  OUT5022: {
    ...differs<'OUT5022'>(
      'picture-shows-something-else',
      'warning',
      'A picture that was made of another shows the same thing; one that does not belongs to another frame, camera or run.',
      'The picture does not show what it should',
      'Make the picture again from its source.',
    ),
    group: ({ path, expected }: Differs<'OUT5022'>) => `${path} ${expected}`,
  },
  OUT5023: lacks<'OUT5023'>(
    'body-parameters-missing',
    'Every picture has the body parameters of its frame; a frame where nobody was found has empty ones.',
    'Restore the missing files.',
  ),
  OUT5024: lacks<'OUT5024'>(
    'source-view-missing',
    'Camera, picture and background depth of the source view are written for every frame of the meshes.',
    'Run the qualitative part of the evaluation again.',
  ),
} as const satisfies CatalogueOf<PairingIssue>;
