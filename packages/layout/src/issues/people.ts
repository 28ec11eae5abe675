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
  | Differs<'persons-vary'>
  | Differs<'persons-disagree'>
  | Differs<'body-not-finite'>
  | Differs<'body-model-differs'>
  | (IssueBase & { readonly name: 'nobody-found' })
  | Differs<'meta-pickled'>
  | Differs<'parameters-miss-meshes'>
  | Differs<'rotations-not-radians'>
  | Differs<'parameters-differ-in-kind'>
  | Differs<'splats-not-sane'>
  | (IssueBase & { readonly name: 'splats-missing'; readonly frames: readonly number[] })
  | Differs<'splat-persons-differ'>
  | Differs<'splats-miss-bodies'>
  | (IssueBase & { readonly name: 'video-missing'; readonly cam: string })
  | Differs<'video-too-short'>;

/** Codes, severities and sentences of {@link PeopleIssue}. */
export const PEOPLE_ISSUES = {
  'persons-vary': differs(
    'OUT4501',
    'warning',
    'Each row is a person. When a row is missing, row i is no longer person i.',
    'The number of persons differs from the other frames',
    'Write a row for every person in every frame.',
  ),
  'persons-disagree': differs(
    'OUT4502',
    'warning',
    'Parameters, masks and meshes should describe the same persons.',
    'The number of persons disagrees',
    'Check which of the two is complete.',
  ),
  'body-not-finite': differs(
    'OUT4503',
    'error',
    'A body with a nan or infinite parameter cannot be drawn.',
    'A body parameter is not finite',
  ),
  'body-model-differs': differs(
    'OUT4504',
    'error',
    'The folder is for one body model, but the file holds the other.',
    'The parameters belong to another body model',
    'Move the file to the folder of its model.',
  ),
  'nobody-found': {
    code: 'OUT4505',
    severity: 'warning',
    reason: 'List frames without people in skip_frames.csv.',
    message: ({ path }) => `${printable(path)} has no persons, and the frame is not in skip_frames.csv.`,
    fix: () => 'Add the frame to skip_frames.csv, or detect the people again.',
  },
  'meta-pickled': differs(
    'OUT4506',
    'info',
    'Pickled arrays are executable content. outlay does not read them, and nothing needs them.',
    'Arrays are pickled',
    'Save them as plain arrays of text or numbers.',
  ),
  'parameters-miss-meshes': differs(
    'OUT4507',
    'warning',
    'The translation of a person lies near the middle of the body it poses. Otherwise the unit, the world or the order of persons differs.',
    'Parameters and bodies are not in the same place',
    'Check unit, world, frames and order of persons of the parameters.',
  ),
  'rotations-not-radians': differs(
    'OUT4508',
    'warning',
    'Rotations are axis-angle in radians. A joint that turns several times is probably in degrees.',
    'The rotations are too large',
    'Save rotations as axis-angle in radians.',
  ),
  'parameters-differ-in-kind': differs(
    'OUT4509',
    'warning',
    'All frames hold the same parameters with the same sizes. A frame that differs was written by another step.',
    'The parameters differ in kind or size from the other frames',
  ),
  'splats-not-sane': differs(
    'OUT4601',
    'error',
    'A Gaussian with nan or infinity cannot be drawn.',
    'The splats have impossible values',
  ),
  'splats-missing': {
    code: 'OUT4602',
    severity: 'warning',
    reason: 'Splats are written last, so a job that was killed leaves meshes without them.',
    message: ({ path, frames }) =>
      `${printable(path)} has no splats for ${formatFrames(frames)}, although there are meshes.`,
    fix: () => 'Run the qualitative evaluation of this epoch again.',
  },
  'splat-persons-differ': differs(
    'OUT4603',
    'warning',
    'Each splat carries the index of its person.',
    'The splats belong to other persons',
  ),
  'splats-miss-bodies': differs(
    'OUT4604',
    'warning',
    'The Gaussians of a person surround the mesh of that person, in metres of the predicted world.',
    'The splats are not where the bodies are',
    'Check unit, frames and order of persons of the splats.',
  ),
  'video-missing': {
    code: 'OUT4701',
    severity: 'warning',
    reason: 'The video of a camera is made after its pictures. If only some cameras have one, the encoder was stopped.',
    message: ({ path, cam }) => `The video of ${cam} is missing in ${printable(path)}. Other cameras have one.`,
    fix: () => 'Make the video again from render_vs_gt, if you need it.',
    group: ({ path }) => path.split('/').slice(0, 4).join('/'),
  },
  'video-too-short': differs(
    'OUT4702',
    'warning',
    'The encoder stops at the first missing frame number and still reports success.',
    'The video is shorter than the pictures it was made of',
    'Make the video again from a list of files.',
  ),
} as const satisfies CatalogueOf<PeopleIssue>;
