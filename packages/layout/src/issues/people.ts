/**
 * 45xx to 47xx: body parameters, splats and videos.
 * @module
 */
import { formatFrames } from '../frames/ranges.ts';
import { printable } from '../source/source-path.ts';
import { type Differs, differs } from './differs.ts';
import type { CatalogueOf, IssueBase } from './entry.ts';

/** Issues about body parameters, splats and videos. */
export type PeopleIssue =
  | Differs<'OUT4501'>
  | Differs<'OUT4502'>
  | Differs<'OUT4503'>
  | Differs<'OUT4504'>
  | (IssueBase & { readonly code: 'OUT4505' })
  | Differs<'OUT4506'>
  | Differs<'OUT4507'>
  | Differs<'OUT4508'>
  | Differs<'OUT4509'>
  | Differs<'OUT4601'>
  | (IssueBase & { readonly code: 'OUT4602'; readonly frames: readonly number[] })
  | Differs<'OUT4603'>
  | Differs<'OUT4604'>
  | (IssueBase & { readonly code: 'OUT4701'; readonly cam: string })
  | Differs<'OUT4702'>;

/** How {@link PeopleIssue} is told. */
export const PEOPLE_ISSUES = {
  OUT4501: differs(
    'persons-vary',
    'warning',
    'Rows are persons; when one is missing, row i is not person i any more.',
    'The number of persons differs from that of the other frames',
    'Write a row for every person in every frame.',
  ),
  OUT4502: differs(
    'persons-disagree',
    'warning',
    'Parameters, masks and meshes should be of the same persons.',
    'The number of persons disagrees',
    'Check which of the two is complete.',
  ),
  OUT4503: differs(
    'body-not-finite',
    'error',
    'A parameter that is nan or infinite makes the body undrawable.',
    'A body parameter is not finite',
  ),
  OUT4504: differs(
    'body-model-differs',
    'error',
    'The folder is for one body model, the file holds the other.',
    'The parameters are of another body model',
    'Move the file to the folder of its model.',
  ),
  OUT4505: {
    name: 'nobody-found',
    severity: 'warning',
    reason: 'A frame where nobody was found belongs into skip_frames.csv.',
    message: ({ path }) => `${printable(path)} has no persons, and the frame is not in skip_frames.csv.`,
    fix: () => 'Add the frame to skip_frames.csv, or detect the people again.',
  },
  OUT4506: differs(
    'meta-pickled',
    'info',
    'Pickled arrays are executable content and are not read; nothing here needs them.',
    'There are Python objects',
    'Save them as plain arrays of text or numbers.',
  ),
  OUT4507: differs(
    'parameters-miss-meshes',
    'warning',
    'The translation of a person is near the middle of the body it poses: metres, the same world, the same order of persons.',
    'Parameters and bodies are not in the same place',
    'Check unit, world, frames and order of persons of the parameters.',
  ),
  OUT4508: differs(
    'rotations-not-radians',
    'warning',
    'Rotations are axis-angle in radians; a joint that turns by several rounds is in degrees.',
    'The rotations are too large',
    'Save rotations as axis-angle in radians.',
  ),
  OUT4509: differs(
    'parameters-differ-in-kind',
    'warning',
    'All frames hold the same parameters in the same sizes; a frame that lacks some was written by another step.',
    'The parameters are of other kinds than those of the other frames',
  ),
  OUT4601: differs(
    'splats-not-sane',
    'error',
    'A Gaussian with nan or infinity cannot be drawn.',
    'The splats have impossible values',
  ),
  OUT4602: {
    name: 'splats-missing',
    severity: 'warning',
    reason: 'Splats are written last, so a job that was killed leaves meshes without them.',
    message: ({ path, frames }) =>
      `${printable(path)} has no splats for ${formatFrames(frames)}, although there are meshes.`,
    fix: () => 'Run the qualitative evaluation of this epoch again.',
  },
  OUT4603: differs(
    'splat-persons-differ',
    'warning',
    'Splats carry the index of their person.',
    'The splats belong to other persons',
  ),
  OUT4604: differs(
    'splats-miss-bodies',
    'warning',
    'Gaussians of a person are around the mesh of that person, in metres of the predicted world.',
    'The splats are not where the bodies are',
    'Check unit, frames and order of persons of the splats.',
  ),
  OUT4701: {
    name: 'video-missing',
    severity: 'warning',
    reason: 'A video is made of every camera after its pictures; where others have one, the encoder was stopped.',
    message: ({ path, cam }) => `There is no video of ${cam} in ${printable(path)}, though there are others.`,
    fix: () => 'Make the video again from render_vs_gt, if you need it.',
    group: ({ path }) => path.split('/').slice(0, 4).join('/'),
  },
  OUT4702: differs(
    'video-too-short',
    'warning',
    'The encoder stops at the first missing frame number, with exit code 0.',
    'The video is shorter than the pictures it was made of',
    'Make the video again from a list of files.',
  ),
} as const satisfies CatalogueOf<PeopleIssue>;
