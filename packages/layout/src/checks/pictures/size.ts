import { isLayoutError } from '../../errors.ts';
import { type ImageHeader, readImageHeader } from '../../read/image-header.ts';
import type { CheckContext } from '../context.ts';
import { readFiles } from '../reading/read-files.ts';

/** Pictures looked at before giving up on a camera whose pictures are broken. */
const TRIES = 3;

/** Size of the pictures of a camera, from the first that can be read; `undefined` when there is none. */
export async function pictureSize(
  context: CheckContext,
  split: 'train' | 'test',
  camera: number,
): Promise<ImageHeader | undefined> {
  const folder = context.inventory.frames('input.image', { split, camera })[0];
  if (!folder) return undefined;
  try {
    for await (const { value } of readFiles(context, folder.files.slice(0, TRIES), readImageHeader))
      if (value) return value;
  } catch (error) {
    if (!isLayoutError(error)) throw error;
  }
  return undefined;
}
