/**
 * 41xx to 48xx: what is inside cameras, meshes, pictures, masks, depth, body parameters, splats and videos.
 * @module
 */
import { formatFrames } from '../frame-ranges.ts';
import { printable } from '../source-path.ts';
import type { CatalogueOf, IssueBase } from './entry.ts';

/** A fact and what it should be. */
export interface Facts {
  readonly expected: string;
  readonly actual: string;
}
type Differs<Code extends `OUT${number}`> = IssueBase & Facts & { readonly code: Code };

/** Issues about the inside of files. */
export type ContentIssue =
  | Differs<'OUT4101'>
  | Differs<'OUT4102'>
  | Differs<'OUT4103'>
  | Differs<'OUT4104'>
  | Differs<'OUT4105'>
  | Differs<'OUT4106'>
  | Differs<'OUT4107'>
  | Differs<'OUT4108'>
  | Differs<'OUT4201'>
  | Differs<'OUT4202'>
  | Differs<'OUT4203'>
  | (IssueBase & { readonly code: 'OUT4204'; readonly person: number })
  | Differs<'OUT4205'>
  | Differs<'OUT4206'>
  | Differs<'OUT4301'>
  | Differs<'OUT4302'>
  | Differs<'OUT4303'>
  | Differs<'OUT4304'>
  | Differs<'OUT4305'>
  | Differs<'OUT4306'>
  | (IssueBase & { readonly code: 'OUT4307'; readonly persons: boolean })
  | Differs<'OUT4308'>
  | (IssueBase & { readonly code: 'OUT4309'; readonly frames: readonly number[] })
  | (IssueBase & { readonly code: 'OUT4310' })
  | Differs<'OUT4401'>
  | (IssueBase & { readonly code: 'OUT4402' })
  | Differs<'OUT4403'>
  | Differs<'OUT4404'>
  | Differs<'OUT4501'>
  | Differs<'OUT4502'>
  | Differs<'OUT4503'>
  | Differs<'OUT4504'>
  | (IssueBase & { readonly code: 'OUT4505' })
  | Differs<'OUT4506'>
  | Differs<'OUT4601'>
  | (IssueBase & { readonly code: 'OUT4602'; readonly frames: readonly number[] })
  | Differs<'OUT4603'>
  | (IssueBase & { readonly code: 'OUT4701'; readonly cam: string })
  | Differs<'OUT4702'>;

const expected = ({ expected: text }: Facts): string => text;
const actual = ({ actual: text }: Facts): string => text;
const WRITE_AGAIN = 'Write the file again with the step that made it.';

function differs<Code extends `OUT${number}`>(
  name: string,
  severity: 'error' | 'warning' | 'info',
  reason: string,
  what: string,
  fix: string = WRITE_AGAIN,
) {
  return {
    name,
    severity,
    reason,
    message: (issue: Differs<Code>) =>
      `${what} in ${printable(issue.path)}: expected ${issue.expected}, found ${issue.actual}.`,
    expected,
    actual,
    fix: () => fix,
  };
}

/** How {@link ContentIssue} is told. */
export const CONTENT_ISSUES = {
  OUT4101: differs(
    'camera-not-finite',
    'error',
    'A camera with nan or infinity places nothing.',
    'The camera is not finite',
  ),
  OUT4102: differs(
    'rotation-not-orthonormal',
    'error',
    'The left 3×3 of the extrinsics must be a rotation: orthonormal rows.',
    'The rotation is not orthonormal',
    'Write world-to-camera [R|t] without scale.',
  ),
  OUT4103: differs(
    'rotation-mirrored',
    'error',
    'A determinant of -1 mirrors the scene: an axis was flipped, not turned.',
    'The rotation mirrors',
    'Use OpenCV axes: x right, y down, z forward.',
  ),
  OUT4104: differs(
    'intrinsics-bad',
    'error',
    'K must have positive focal lengths and the last row 0 0 1.',
    'The intrinsics are no pinhole',
  ),
  OUT4105: differs(
    'principal-point-outside',
    'warning',
    'The principal point of an uncropped picture is near its middle; outside, K is usually of another resolution.',
    'The principal point lies outside the picture',
    'Scale K with the picture.',
  ),
  OUT4106: differs(
    'camera-looks-away',
    'warning',
    'No body is in front of the camera: usually camera-to-world was written instead of world-to-camera, or axes are flipped.',
    'The camera does not see the people',
    'Write world-to-camera [R|t] with OpenCV axes.',
  ),
  OUT4107: differs(
    'bodies-miss-masks',
    'warning',
    'Cameras, bodies and masks of one world describe the same people: a camera of another view, world or resolution, or masks of another camera, do not fit.',
    'Bodies and masks do not meet',
    'Check which of camera, masks and bodies belongs to another camera, world or resolution.',
  ),
  OUT4108: differs(
    'person-masks-swapped',
    'warning',
    'Person i of the parameters, masks and meshes is the same person.',
    'The persons of bodies and masks are in another order',
    'Reorder the masks or the parameters.',
  ),
  OUT4201: differs(
    'mesh-counts-differ',
    'error',
    'Vertices and triangles of a body never change; other counts mean that the file was cut off.',
    'The mesh has other counts',
    'Write or copy the mesh again.',
  ),
  OUT4202: differs(
    'merged-mesh-differs',
    'warning',
    'The merged mesh is the meshes of the persons one after another.',
    'The merged mesh is not the sum of the persons',
  ),
  OUT4203: differs(
    'mesh-not-finite',
    'error',
    'A vertex that is nan makes the mesh undrawable.',
    'A vertex is not finite',
  ),
  OUT4204: {
    name: 'person-always-empty',
    severity: 'warning',
    reason: 'A person without a mesh in every frame is probably not a person.',
    message: ({ path, person }) => `Person ${person} has no mesh in any frame of ${printable(path)}.`,
    fix: () => 'Check the number of persons, or remove the folder.',
  },
  OUT4205: differs(
    'topology-changes',
    'warning',
    'The triangles of a body are the same in every frame.',
    'The triangles differ from those of the other frames',
  ),
  OUT4206: differs(
    'mesh-spaces-disagree',
    'warning',
    'Both spaces hold the same meshes; root alignment only moves each person.',
    'World-aligned and root-aligned meshes are not the same',
    'Run the pose evaluation again.',
  ),
  OUT4301: differs(
    'image-size-differs',
    'warning',
    'Pictures of one camera have one size; dummies of view generation and pictures of another run have not.',
    'The picture has another size than the others of its camera',
  ),
  OUT4302: differs(
    'pair-size-differs',
    'warning',
    'A prediction and its ground truth are compared pixel by pixel.',
    'Prediction and ground truth differ in size',
  ),
  OUT4303: differs(
    'mask-size-differs',
    'warning',
    'A mask belongs to a picture of the same size.',
    'The mask has another size than its picture',
  ),
  OUT4304: differs(
    'depth-size-differs',
    'warning',
    'Earlier versions saved depth at the size of the network; it is scaled up when read.',
    'The depth map has another size than its picture',
  ),
  OUT4305: differs(
    'image-uniform',
    'warning',
    'View generation first writes black pictures and fills them later; an interrupted job leaves them.',
    'The picture is of one colour throughout',
    'Delete the folder of this camera and generate the view again.',
  ),
  OUT4306: differs(
    'mask-format-unusual',
    'warning',
    'Masks are 8-bit gray with 0 and 255; readers disagree on anything else.',
    'The mask has an unusual form',
    'Save the mask as 8-bit gray, 0 and 255.',
  ),
  OUT4307: {
    name: 'mask-empty',
    severity: 'info',
    reason: 'A person that is lost in a frame gets an empty mask.',
    message: ({ path, persons }) =>
      `The mask ${printable(path)} is empty${persons ? ', although persons of the same frame have masks' : ''}.`,
    fix: () => 'Nothing to do if nobody is to be seen there.',
  },
  OUT4308: differs(
    'image-type-differs',
    'warning',
    'The name promises another format than the bytes have; some readers go by the name.',
    'The extension does not fit the bytes',
    'Rename the file.',
  ),
  OUT4309: {
    name: 'images-repeat',
    severity: 'warning',
    reason: 'No camera takes the same picture twice, byte for byte: frames were copied, or the recording froze.',
    message: ({ path, frames }) => `${printable(path)} holds the same picture more than once: ${formatFrames(frames)}.`,
    fix: () => 'Restore the pictures of these frames.',
  },
  OUT4310: {
    name: 'masks-all-empty',
    severity: 'warning',
    reason: 'Training sees nobody through empty masks; view generation leaves dummies when it is interrupted.',
    message: ({ path }) => `All masks in ${printable(path)} are empty.`,
    fix: () => 'Make the masks again.',
  },
  OUT4401: differs(
    'depth-not-sane',
    'warning',
    'Depth is metres along the camera axis: finite and not negative, 0 where unknown.',
    'The depth map has impossible values',
  ),
  OUT4402: {
    name: 'depth-all-zero',
    severity: 'warning',
    reason: '0 means unknown; a map of zeros says nothing.',
    message: ({ path }) => `The depth map ${printable(path)} is 0 everywhere.`,
    fix: () => 'Estimate the depth again.',
  },
  OUT4403: differs(
    'depth-form-unusual',
    'info',
    'Depth is float32 of shape (H, W); other forms are converted when read.',
    'The depth map has an unusual form',
  ),
  OUT4404: differs(
    'depth-scale-differs',
    'warning',
    'Depth is in metres, as the bodies are; millimetres or an unscaled estimate train the wrong geometry.',
    'The depth is of another scale than the bodies',
    'Save depth in metres, in the scale of the cameras.',
  ),
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
  OUT4701: {
    name: 'video-missing',
    severity: 'info',
    reason: 'Videos are optional; other cameras of the epoch have one.',
    message: ({ path, cam }) => `There is no video of ${cam} in ${printable(path)}, though other cameras have one.`,
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
} as const satisfies CatalogueOf<ContentIssue>;
