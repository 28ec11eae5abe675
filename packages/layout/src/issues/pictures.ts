/**
 * 43xx and 44xx: pictures, masks and depth.
 * @module
 */
import { formatFrames } from '../frames/ranges.ts';
import { printable } from '../source/source-path.ts';
import { type Differs, differs } from './differs.ts';
import type { CatalogueOf, IssueBase } from './entry.ts';

/** Issues about pictures, masks and depth. */
export type PictureIssue =
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
  | Differs<'OUT4311'>
  | Differs<'OUT4312'>
  | Differs<'OUT4313'>
  | Differs<'OUT4314'>
  | Differs<'OUT4315'>
  | (IssueBase & { readonly code: 'OUT4316' })
  | Differs<'OUT4401'>
  | (IssueBase & { readonly code: 'OUT4402' })
  | Differs<'OUT4403'>
  | Differs<'OUT4404'>
  | Differs<'OUT4405'>
  | Differs<'OUT4406'>
  | Differs<'OUT4407'>;

/** How {@link PictureIssue} is told. */
export const PICTURE_ISSUES = {
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
  OUT4311: differs(
    'image-unfinished',
    'warning',
    'Decoders fill in gray where the data of a picture is missing; saved again, the loss looks like a picture.',
    'The lower part of the picture is missing',
    'Restore the picture from where it was copied.',
  ),
  OUT4312: differs(
    'size-of-other-images',
    'warning',
    'Renders are a whole part of the size of their images, the same for all cameras; comparisons are such pictures side by side, and viewers cut them apart by that.',
    'The pictures do not have the size of what they are made of',
  ),
  OUT4313: differs(
    'mask-covers-all',
    'warning',
    'Foreground everywhere says as little as foreground nowhere: the mask was filled or inverted.',
    'The mask covers the picture',
    'Make the mask again.',
  ),
  OUT4314: differs(
    'mask-union-differs',
    'warning',
    'The mask "all" is the union of the masks of the persons.',
    'The union is not that of the persons',
    'Make the union again from the masks of the persons.',
  ),
  OUT4315: differs(
    'image-colours-differ',
    'warning',
    'Pictures of one camera have the same colour channels; one in gray or CMYK comes from somewhere else.',
    'The picture has other colour channels than the others of its camera',
    'Save the picture in RGB.',
  ),
  OUT4316: {
    name: 'nobody-masked',
    severity: 'warning',
    reason:
      'A frame without foreground trains and compares nothing; frames where nobody was found belong into skip_frames.csv.',
    message: ({ path }) => `The mask ${printable(path)} is empty, and the frame is not in skip_frames.csv.`,
    fix: () => 'Make the mask again, or add the frame to skip_frames.csv.',
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
    'warning',
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
  OUT4405: differs(
    'depth-frame-differs',
    'warning',
    'A camera sees about the same distances in every frame; one map of another scale, or one value throughout, is a fault.',
    'The depth map does not fit the others of its camera',
    'Estimate or copy the depth of this frame again.',
  ),
  OUT4406: differs(
    'background-depth-differs',
    'warning',
    'Background depth is the depth of the source camera with the people taken out.',
    'The background depth is not that of the source camera',
    'Run the qualitative part of the evaluation again.',
  ),
  OUT4407: differs(
    'depth-misses-bodies',
    'warning',
    'Where a body is projected, the map should be at its depth: flipped maps and maps of another camera are not.',
    'The depth map does not show the people where they are',
    'Check which camera the depth belongs to, and whether it was flipped.',
  ),
} as const satisfies CatalogueOf<PictureIssue>;
