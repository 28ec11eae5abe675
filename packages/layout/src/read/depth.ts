import type { DepthMap } from '@outlay/schema/port';
import { UnexpectedContentError } from './errors.ts';
import { formatShape, readNpy, toFloat32 } from './npy.ts';

/**
 * Reads a depth map: an array of shape (H, W) or (H, W, 1) in metres. Other number types become float32; a float32
 * file may share memory with `bytes`. Values are taken as they are, `NaN` and negative ones too.
 * @throws ReadError (also: unexpected content for another shape)
 */
export function readDepth(bytes: Uint8Array, path: string): DepthMap {
  const array = readNpy(bytes, path);
  const [height, width, last] = array.shape;
  if (height === undefined || width === undefined || array.shape.length > 3 || (last ?? 1) !== 1)
    throw new UnexpectedContentError(path, 'The depth map has another shape', {
      expected: 'shape (H, W) or (H, W, 1)',
      actual: `shape ${formatShape(array.shape)}`,
    });
  return { width, height, metres: toFloat32(array, path, 'depth') };
}
