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
  | Differs<'image-size-differs'>
  | Differs<'pair-size-differs'>
  | Differs<'mask-size-differs'>
  | Differs<'depth-size-differs'>
  | Differs<'image-uniform'>
  | Differs<'mask-format-unusual'>
  | (IssueBase & { readonly name: 'mask-empty'; readonly persons: boolean })
  | Differs<'image-type-differs'>
  | (IssueBase & { readonly name: 'images-repeat'; readonly frames: readonly number[] })
  | (IssueBase & { readonly name: 'masks-all-empty' })
  | Differs<'image-unfinished'>
  | Differs<'size-of-other-images'>
  | Differs<'mask-covers-all'>
  | Differs<'mask-union-differs'>
  | Differs<'image-colours-differ'>
  | (IssueBase & { readonly name: 'nobody-masked' })
  | Differs<'depth-not-sane'>
  | (IssueBase & { readonly name: 'depth-all-zero' })
  | Differs<'depth-form-unusual'>
  | Differs<'depth-scale-differs'>
  | Differs<'depth-frame-differs'>
  | Differs<'background-depth-differs'>
  | Differs<'depth-misses-bodies'>
  | (IssueBase & {
      readonly name: 'image-orientation';
      readonly tag: string;
      readonly value: number;
      readonly does: string;
      /** Sizes without and with the turn. */
      readonly stored: string;
      readonly turned: string;
    })
  | Differs<'depth-unit-unlikely'>
  | (IssueBase & { readonly name: 'image-stray-bytes'; readonly bytes: number });

/** Codes, severities and sentences of {@link PictureIssue}. */
export const PICTURE_ISSUES = {
  'image-size-differs': differs(
    'OUT4301',
    'warning',
    'Pictures of one camera have one size. Placeholders of view generation and pictures of another run do not.',
    'The picture differs in size from the others of its camera',
  ),
  'pair-size-differs': differs(
    'OUT4302',
    'warning',
    'A prediction and its ground truth are compared pixel by pixel.',
    'Prediction and ground truth differ in size',
  ),
  'mask-size-differs': differs(
    'OUT4303',
    'warning',
    'A mask belongs to a picture of the same size.',
    'The mask differs in size from its picture',
  ),
  'depth-size-differs': differs(
    'OUT4304',
    'warning',
    'Earlier trainers saved depth at the resolution of the network. outlay scales it up on reading.',
    'The depth map differs in size from its picture',
  ),
  'image-uniform': differs(
    'OUT4305',
    'warning',
    'View generation first writes black pictures and fills them later. An interrupted job leaves them black.',
    'The picture has a single color',
    'Delete the folder of this camera and generate the view again.',
  ),
  'mask-format-unusual': differs(
    'OUT4306',
    'warning',
    'Masks are 8-bit gray with 0 and 255. Readers disagree on anything else.',
    'The mask has an unusual format',
    'Save the mask as an 8-bit gray PNG with 0 and 255.',
  ),
  'mask-empty': {
    code: 'OUT4307',
    severity: 'info',
    reason: 'A person who is not found in a frame gets an empty mask.',
    message: ({ path, persons }) =>
      `The mask ${printable(path)} is empty${persons ? ', although persons of the same frame have masks' : ''}.`,
    fix: () => 'Ignore this if the frame shows no people.',
  },
  'image-type-differs': differs(
    'OUT4308',
    'warning',
    'The extension names another format than the bytes have. Some readers go by the extension.',
    'The extension does not match the bytes',
    'Rename the file.',
  ),
  'images-repeat': {
    code: 'OUT4309',
    severity: 'warning',
    reason: 'A camera never takes the same picture twice, byte for byte: frames were copied, or the recording froze.',
    message: ({ path, frames }) => `${printable(path)} holds the same picture more than once: ${formatFrames(frames)}.`,
    fix: () => 'Restore the pictures of these frames.',
  },
  'masks-all-empty': {
    code: 'OUT4310',
    severity: 'warning',
    reason:
      'Empty masks hide every person from training. View generation leaves placeholder masks when it is interrupted.',
    message: ({ path }) => `All masks in ${printable(path)} are empty.`,
    fix: () => 'Make the masks again.',
  },
  'image-unfinished': differs(
    'OUT4311',
    'warning',
    'Decoders fill missing data with gray. When such a picture is saved again, the loss looks like content.',
    'The lower part of the picture is missing',
    'Restore the picture from where it was copied.',
  ),
  'size-of-other-images': differs(
    'OUT4312',
    'warning',
    'Renders have the size of their images or a whole fraction of it, the same for all cameras. Comparisons are such pictures side by side, and viewers cut them apart by that.',
    'The pictures do not have the size of their sources',
  ),
  'mask-covers-all': differs(
    'OUT4313',
    'warning',
    'Foreground everywhere says as little as no foreground: the mask was filled or inverted.',
    'The mask covers the picture',
    'Make the mask again.',
  ),
  'mask-union-differs': differs(
    'OUT4314',
    'warning',
    'The mask "all" is the union of the masks of the persons.',
    'The mask differs from the union of the persons',
    'Make the union again from the masks of the persons.',
  ),
  'image-colours-differ': differs(
    'OUT4315',
    'warning',
    'Pictures of one camera have the same color channels. One in gray or CMYK comes from elsewhere.',
    'The picture differs in color channels from the others of its camera',
    'Save the picture in RGB.',
  ),
  'nobody-masked': {
    code: 'OUT4316',
    severity: 'warning',
    reason:
      'A frame without foreground contributes nothing to training or evaluation. List frames without people in skip_frames.csv.',
    message: ({ path }) => `The mask ${printable(path)} is empty, and the frame is not in skip_frames.csv.`,
    fix: () => 'Make the mask again, or add the frame to skip_frames.csv.',
  },
  'image-orientation': {
    code: 'OUT4317',
    severity: 'warning',
    reason:
      'Viewers and OpenCV turn a picture by its orientation tag; PIL, with which trainers load pictures, does not. Masks and cameras then belong to another picture than the one that is looked at. Recordings show the pixels as they are stored.',
    message: ({ path, tag, value, does, stored, turned }) =>
      `${printable(path)} has the ${tag} orientation ${value} (${does}): its pixels are ${stored}, and programs that obey the tag show ${turned}.`,
    expected: () => 'orientation 1, or no tag',
    actual: ({ value }) => `orientation ${value}`,
    fix: ({ value }) =>
      value >= 5
        ? 'Turn the pixels with PIL.ImageOps.exif_transpose and make masks and cameras from the result, or remove the tag if the pixels are upright already.'
        : 'Apply the tag to the pixels with PIL.ImageOps.exif_transpose, or remove it if the pixels are right already.',
  },
  'image-stray-bytes': {
    code: 'OUT4318',
    severity: 'warning',
    reason: 'Decoders pass over bytes between the segments of a JPEG; something has written into the file.',
    message: ({ path, bytes }) =>
      `${printable(path)} has ${bytes} ${bytes === 1 ? 'byte' : 'bytes'} that belong to nothing in the header. The picture itself is read.`,
    fix: () => 'Copy the picture again from where it came from.',
  },
  'depth-not-sane': differs(
    'OUT4401',
    'warning',
    'Depth is metres along the camera axis: finite and not negative, 0 where unknown.',
    'The depth map has impossible values',
  ),
  'depth-all-zero': {
    code: 'OUT4402',
    severity: 'warning',
    reason: '0 means unknown. A map of zeros says nothing.',
    message: ({ path }) => `The depth map ${printable(path)} is 0 everywhere.`,
    fix: () => 'Estimate the depth again.',
  },
  'depth-form-unusual': differs(
    'OUT4403',
    'warning',
    'Depth is float32 of shape (H, W). outlay converts other forms on reading.',
    'The depth map has an unusual format',
  ),
  'depth-scale-differs': differs(
    'OUT4404',
    'warning',
    'Depth is in metres, like the bodies. Millimetres or an unscaled estimate train the wrong geometry.',
    'The depth differs in scale from the bodies',
    'Save depth in metres, in the scale of the cameras.',
  ),
  'depth-frame-differs': differs(
    'OUT4405',
    'warning',
    'A camera sees similar distances in every frame. A map of another scale, or with one value throughout, is wrong.',
    'The depth map does not fit the others of its camera',
    'Estimate or copy the depth of this frame again.',
  ),
  'background-depth-differs': differs(
    'OUT4406',
    'warning',
    'Background depth is the depth of the source camera without the people.',
    'The background depth does not match the source camera',
    'Run the qualitative part of the evaluation again.',
  ),
  'depth-misses-bodies': differs(
    'OUT4407',
    'warning',
    'Where a body is projected, the map holds its depth. Flipped maps and maps of another camera do not.',
    'The depth map does not show the people where they are',
    'Check which camera the depth belongs to, and whether it was flipped.',
  ),
  'depth-unit-unlikely': differs(
    'OUT4408',
    'warning',
    'Cameras of people see some metres far. Depth of hundreds or thousands is in millimetres, and is drawn that many metres away.',
    'The depth map is not in metres',
    'Divide the depth by 1000 and save it again as float32.',
  ),
} as const satisfies CatalogueOf<PictureIssue>;
