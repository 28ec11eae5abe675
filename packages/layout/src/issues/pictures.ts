/**
 * 43xx and 44xx: pictures, masks and depth.
 * @module
 */
import { formatFrames } from '../frame-ranges.ts';
import { printable } from '../source-path.ts';
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
  | Differs<'OUT4401'>
  | (IssueBase & { readonly code: 'OUT4402' })
  | Differs<'OUT4403'>
  | Differs<'OUT4404'>;

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
} as const satisfies CatalogueOf<PictureIssue>;
